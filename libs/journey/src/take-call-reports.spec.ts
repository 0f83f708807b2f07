import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { projectRoot } from '#common';
import { callWordOf } from '#directory';
import { call, callTimestamp } from '#ledger';
import { callReport, readPortCalls, readSchedules, type DcsaChecked, type DcsaTold } from '#vessel-calls';
import { interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { reportCall } from './report-call.js';
import { takeCallReports } from './take-call-reports.js';
import { DESK, endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('take-call-reports'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const fixture = (name: string) => JSON.parse(readFileSync(join(projectRoot(), 'test/fixtures/dcsa', name), 'utf8')) as unknown;
const told = (checked: DcsaChecked): DcsaTold => { if (!checked.ok) throw new Error(JSON.stringify(checked.faults)); return checked.told; };
const SCHEDULES = told(readSchedules(fixture('service-schedules.json')));
const PORT_CALLS = told(readPortCalls(fixture('port-calls.json')));
const EAST = 'SR00006X-9074729-2627W-USLGB-EAST-1-1';

const send = async (story: Story, from: string, message: DcsaTold) => {
  const partner = story.journey.directory.partners.get(from)!;
  const done = await takeCallReports(story.journey, message, { carrier: partner.carrier, word: callWordOf(story.journey.directory, partner), reportedBy: `DCSA ${from}` });
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return { refs: done.calls.map((one) => one.reference), ignored: done.ignored.map(({ code, path }) => [code, path]) };
};
const calls = (story: Story) => story.ledger.db.select().from(call).orderBy(asc(call.id));
const times = async (story: Story, id: number) => (await story.ledger.db.select().from(callTimestamp).where(eq(callTimestamp.callId, id)).orderBy(asc(callTimestamp.id))).map((one) => `${one.event} ${one.place} ${one.classifier} ${one.at.toISOString().slice(5, 16)} ${one.reason ?? '-'}`);

describe('what DCSA messages tell of calls', () => {
  it('begins them from a carrier\'s schedule, and says what was not taken', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH')] });
    const { refs, ignored } = await send(story, DESK, SCHEDULES);
    expect(refs).toEqual([EAST, 'SR00006X-9074729-2627W-USOAK-NORTH-1-2', 'SR00006X-HWSTBN1-2629W-USLGB-EAST-1-1']);
    expect(ignored.slice(2)).toEqual([['DCSA.NO_PLACE', '$[0].vesselSchedules[0].transportCalls[2]']]);
    expect(await calls(story)).toMatchObject([
      { reference: EAST, carrier: 'HWSR', operator: 'HWS', vesselName: 'HARBOUR LARK', endpoint: QUAY, voyageIn: '027W', voyageOut: '028E', universalVoyageIn: '2627W', serviceCode: 'TP6', phase: 'expected', statuses: [], source: 'DCSA HWSR-DESK' },
      { unlocode: 'USOAK', terminal: null, voyageIn: null, voyageOut: '028E', phase: 'omitted', statuses: ['OMIT'] },
      { vesselName: 'HWSTBN1', imo: null, statuses: ['BUNK', 'PHIN', 'SLID'] },
    ]);
  }, 30_000);

  it('from a terminal counts for its own quay alone; the operator\'s reference is one for both', async () => {
    const story = await openStory(test);
    await send(story, DESK, SCHEDULES);
    expect(await send(story, QUAY, PORT_CALLS)).toMatchObject({ refs: [EAST] });
    const [east] = await calls(story);
    expect(east).toMatchObject({ phase: 'working', mmsi: null, revision: 2, sequence: 1 });
    expect((await times(story, east!.id)).slice(4)).toEqual(['ARRI BRTH EST 07-26T13:00 -', 'ARRI BRTH REQ 07-26T16:00 CON', 'ARRI PBPL PLN 07-26T14:00 -']);
    expect((await send(story, 'SGSIN-SOUTH', PORT_CALLS)).ignored).toContainEqual(['DCSA.NOT_YOURS', '$.terminalCalls[0]']);
    expect((await calls(story))[0]).toEqual(east);
    // Whether it comes at all is its operator's word, and where it goes instead.
    const omitted = { ...PORT_CALLS.calls[0]!, report: { ...PORT_CALLS.calls[0]!.report, statuses: ['OMIT' as const] } };
    expect((await send(story, QUAY, { ignored: [], calls: [omitted] })).ignored).toEqual([['DCSA.NOT_YOURS', '$.terminalCalls[0]']]);
    expect((await send(story, QUAY, { ignored: [], calls: [{ ...omitted, report: { ...omitted.report, terminal: 'WEST' } }] })).refs).toEqual([]);
    expect((await calls(story))[0]).toEqual(east);
  }, 30_000);

  it('gives the operator\'s reference to a call that a 323 began without one', async () => {
    const story = await openStory(test);
    await story.take(interchange({ control: 1, to: 'USLGBEAST', groups: [{ gs01: 'SO', gs06: 1, sets: [['323', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USLGB*LONG BEACH*US*EAST', 'DTM*371*20180726*0500*LT']] }] }));
    const [begun] = await calls(story);
    expect(begun?.reference).toBe('9074729-27W-USLGB-EAST');
    await send(story, DESK, { ...SCHEDULES, calls: SCHEDULES.calls.slice(0, 1) });
    expect(await calls(story)).toMatchObject([{ id: begun?.id, reference: EAST, revision: 2 }]);
    // An operator's reference gives way to nobody's: another one is another call.
    await send(story, DESK, { ignored: [], calls: [{ ...SCHEDULES.calls[0]!, report: { ...SCHEDULES.calls[0]!.report, reference: 'ANOTHER' } }] });
    expect((await calls(story)).map((one) => one.reference)).toEqual([EAST, 'ANOTHER']);
  }, 30_000);

  it('of a call without a reference finds it by vessel, voyage and place, or not at all where two fit', async () => {
    const story = await openStory(test);
    const bare: DcsaTold = { ignored: [], calls: [{ ...PORT_CALLS.calls[0]!, report: { ...PORT_CALLS.calls[0]!.report, reference: null } }] };
    const ours = (reference: string) => reportCall(story.journey, callReport.parse({ reference, carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W' }));
    const { id } = await ours('OUR-27');
    expect(await send(story, DESK, bare)).toMatchObject({ refs: ['OUR-27'] });
    expect(await times(story, id)).toHaveLength(3);
    await ours('OUR-27-AGAIN');
    expect(await send(story, DESK, bare)).toEqual({ refs: [], ignored: [['DCSA.AMBIGUOUS', '$.terminalCalls[0]']] });
  }, 30_000);

  it('does not happen before its time: an actual that is yet to come is left out', async () => {
    const story = await openStory(test);
    const report = { ...SCHEDULES.calls[0]!.report, timestamps: [{ event: 'ARRI' as const, classifier: 'ACT' as const, at: '2018-07-25T06:00:00-07:00' }] };
    expect((await send(story, DESK, { ignored: [], calls: [{ path: '$', report }] })).ignored).toEqual([['DCSA.FUTURE_ACTUAL', '$']]);
    expect((await calls(story))[0]).toMatchObject({ phase: 'expected' });
    story.clock.set(new Date('2018-07-25T14:00:00Z'));
    await send(story, DESK, { ignored: [], calls: [{ path: '$', report }] });
    expect((await calls(story))[0]).toMatchObject({ phase: 'arrived' });
  }, 30_000);

  it('of which one cannot be kept is taken not at all, and a partner without a word is refused', async () => {
    const story = await openStory(test, { desk: { calls: 'none' } });
    const bad = { ...SCHEDULES.calls[1]!, report: { ...SCHEDULES.calls[1]!.report, terminal: 'no code' } };
    const sender = { carrier: 'HWSR', word: { calls: 'carrier' as const }, reportedBy: 'DCSA desk' };
    expect(await takeCallReports(story.journey, { ignored: [], calls: [SCHEDULES.calls[0]!, bad] }, sender)).toEqual({
      ok: false, faults: [{ code: 'DCSA.VALUE', path: bad.path, sentence: `${bad.path}, read as terminal: expected an SMDG terminal code of 1 to 6 capitals and digits` }],
    });
    await expect(send(story, DESK, SCHEDULES)).rejects.toThrow('DCSA.NOT_YOURS');
    expect(await calls(story)).toEqual([]);
  }, 30_000);
});
