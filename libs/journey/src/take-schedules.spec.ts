import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { call, callTimestamp, documentCall } from '#ledger';
import { callReport, type CallReport } from '#vessel-calls';
import { interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { importTerminalList } from './import-calls.js';
import { reportCall } from './report-call.js';
import { DESK, endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('take-schedules'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const schedule = (...stops: string[]): Set => ['323', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', ...stops];
const LONG_BEACH = ['R4*D*UN*USLGB*LONG BEACH*US*EAST', 'DTM*371*20180726*0600*LT', 'DTM*369*20180728*2000*LT', 'V9*SAD**20180725*1800'];
/** An event of the vessel, as a terminal tells it with one of its containers. */
const event = (code: string, at = '20180726*0712'): Set => ['315', `B4***${code}*${at}*USLGB*CSQU*305438*L*45G1*USLGB*UN*3`, 'N9*BM*HWSRLGB0000101', 'Q2*9074729*LR*******027W***L*HARBOUR LARK', 'R4*L*UN*CNSHA*SHANGHAI*CN'];

let control = 0;
const send = async (story: Story, sets: Set[], { from = DESK, usage = 'P' }: { from?: string; usage?: 'P' | 'T' } = {}) => {
  control += 1;
  const bytes = interchange({ control, from: from === DESK ? 'HAWSERLINE' : from.replace('-', ''), to: from === DESK ? 'USLGBEAST' : 'HAWSERLINE', groups: [{ gs01: sets[0]![0] === '323' ? 'SO' : 'QO', gs06: control, sets }] });
  const receipt = await story.hand(Buffer.from(bytes.toString().replace('*0*P*>', `*0*${usage}*>`)), from);
  if (receipt.status !== 'accepted') throw new Error(JSON.stringify(receipt));
  const [one] = receipt.interchanges;
  return { ref: one!.documents[0]!.ref, notes: one!.notes };
};
const tell = (story: Story, report: Partial<CallReport> = {}) => reportCall(story.journey, callReport.parse({
  reference: 'OUR-27', carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W', ...report,
}));
const calls = async (story: Story) => (await story.ledger.db.select().from(call).orderBy(asc(call.id)));
const times = async (story: Story, id: number) => (await story.ledger.db.select().from(callTimestamp).where(eq(callTimestamp.callId, id)).orderBy(asc(callTimestamp.id)))
  .map((one) => `${one.event} ${one.place} ${one.classifier} ${one.at.toISOString().slice(0, 16)} ${one.reason ?? '-'} ${one.reportedBy}`);

describe('a schedule (323)', () => {
  it('begins the call at a terminal of ours, in its time zone, with itself as the source', async () => {
    const story = await openStory(test);
    const { ref, notes } = await send(story, [schedule('R4*L*UN*CNSHA*SHANGHAI*CN', 'DTM*370*20180710*2200*LT', ...LONG_BEACH)]);
    const [made, ...others] = await calls(story);
    expect(others).toEqual([]);
    expect(made).toMatchObject({ reference: '9074729-27W-USLGB-EAST', carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', endpoint: QUAY, region: 'AMERICAS', voyageIn: '027W', voyageOut: null, source: `323 ${ref}` });
    expect(await times(story, made!.id)).toEqual([
      `ARRI BRTH EST 2018-07-26T13:00 - 323 ${ref}`, `DEPA BRTH EST 2018-07-29T03:00 - 323 ${ref}`, `ARRI BRTH PLN 2018-07-26T01:00 - 323 ${ref}`,
    ]);
    expect(notes).toContainEqual('323 0001: neither a terminal of ours nor in the imported list, so that no call was begun: L UN CNSHA');
    expect((await story.ledger.db.select().from(documentCall)).map((one) => one.callId)).toEqual([made!.id]);
  }, 30_000);

  it('moves the times of a call that is known under our reference, with the reason, and repeats nothing', async () => {
    const story = await openStory(test);
    const { id } = await tell(story);
    const first = await send(story, [schedule(...LONG_BEACH)]);
    const later = await send(story, [schedule(LONG_BEACH[0]!, 'DTM*371*20180726*0600*LT', 'V9*EAD**20180727*0600****WEA*****ED')]);
    expect((await calls(story)).map((one) => one.reference)).toEqual(['OUR-27']);
    expect((await times(story, id)).slice(3)).toEqual([`ARRI BRTH EST 2018-07-27T10:00 WEA 323 ${later.ref}`]);
    expect(first.notes).toEqual([]);
  }, 30_000);

  it('begins calls at terminals of the imported list too, as far as their time zone is known', async () => {
    const story = await openStory(test);
    await importTerminalList(story.journey, [
      { line: 2, terminal: { unlocode: 'BRSSZ', code: 'BTP', name: 'A terminal', zone: 'America/Sao_Paulo' } }, { line: 3, terminal: { unlocode: 'CLSAI', code: 'STI', name: 'A terminal' } },
    ], { source: 'a', partial: false });
    const { notes } = await send(story, [schedule('R4*5*UN*BRSSZ*SANTOS*BR*BTP', 'DTM*371*20180726*0600*LT', 'R4*5*UN*CLSAI*SAN ANTONIO*CL*STI', 'DTM*371*20180730*0600*LT', 'DTM*369*20180731*0600*UT')]);
    const made = await calls(story);
    expect(made.map((one) => [one.reference, one.zone])).toEqual([['9074729-27W-BRSSZ-BTP', 'America/Sao_Paulo'], ['9074729-27W-CLSAI-STI', 'UTC']]);
    expect(await times(story, made[0]!.id)).toEqual([expect.stringMatching(/^ARRI BRTH EST 2018-07-26T09:00/)]);
    expect(await times(story, made[1]!.id)).toEqual([expect.stringMatching(/^DEPA BRTH EST 2018-07-31T06:00/)]);
    expect(notes).toEqual(['323 0001: 5 UN CLSAI: its times are the port\'s own, and nobody told its time zone: they were not taken']);
  }, 30_000);

  it('of 999 ports is taken whole, and lists what it did not take by the first ten', async () => {
    const story = await openStory(test);
    const ports = Array.from({ length: 998 }, (_, n) => `R4*5*UN*XX${String.fromCharCode(65 + Math.floor(n / 676), 65 + (Math.floor(n / 26) % 26), 65 + (n % 26))}`);
    const { notes } = await send(story, [schedule(...ports, ...LONG_BEACH)]);
    expect(await calls(story)).toHaveLength(1);
    expect(notes.at(-1)).toMatch(/no call was begun: 5 UN XXAAA, .* and 988 more$/);
  }, 30_000);

  it('changes nothing of another carrier\'s vessel, of a test, or by a partner that has no word', async () => {
    const story = await openStory(test);
    expect((await send(story, [['323', 'V1*9074729*HARBOUR LARK*LR*027W*EXSL***L', ...LONG_BEACH]])).notes).toEqual(['323 0001: it is about a vessel of EXSL, and HWSR-DESK speaks for HWSR alone']);
    const foreign = await tell(story, { carrier: 'EXSL', reference: 'THEIRS' });
    expect((await send(story, [schedule(...LONG_BEACH)])).notes).toEqual(['323 0001: D UN USLGB: it is EXSL\'s call THEIRS, of which HWSR-DESK has no word']);
    await send(story, [schedule(...LONG_BEACH)], { usage: 'T' });
    expect(await times(story, foreign.id)).toEqual([]);
    const mute = await openStory(test, { desk: { calls: 'none' } });
    expect((await send(mute, [schedule(...LONG_BEACH)])).notes).toEqual(['323 0001: HWSR-DESK has no word on vessel calls (partners/HWSR-DESK.yaml, calls)']);
    expect([...await calls(mute), ...(await calls(story)).filter((one) => one.carrier === 'HWSR')]).toEqual([]);
  }, 30_000);

  it('is not taken for a call that it may not mean: two fit, and none is changed', async () => {
    const story = await openStory(test, { also: [endpointOf('USLGB-WEST')] });
    const ids = [(await tell(story)).id, (await tell(story, { reference: 'WEST-27', terminal: 'WEST' })).id];
    const { notes } = await send(story, [schedule('R4*D*UN*USLGB', 'DTM*371*20180726*0600*LT')]);
    expect(notes).toEqual(['323 0001: D UN USLGB: it may be any of the calls OUR-27, WEST-27; none was changed']);
    for (const id of ids) expect(await times(story, id)).toEqual([]);
  }, 30_000);
});

describe('a vessel\'s own event (315)', () => {
  it('of its terminal is an arrival or a departure that happened, told once for all its containers', async () => {
    const story = await openStory(test);
    story.clock.set(new Date('2018-07-28T00:00:00Z'));
    const { id } = await tell(story);
    const { ref } = await send(story, [event('VA'), event('VA')], { from: QUAY });
    const left = await send(story, [event('VD', '20180727*1530')], { from: QUAY });
    expect(await times(story, id)).toEqual([`ARRI BRTH ACT 2018-07-26T14:12 - 315 ${ref}`, `DEPA BRTH ACT 2018-07-27T22:30 - 315 ${left.ref}`]);
    expect((await calls(story))[0]).toMatchObject({ phase: 'departed', revision: 3 });
  }, 30_000);

  it('begins no call; a container\'s event is none of the vessel\'s; what is yet to come did not happen', async () => {
    const story = await openStory(test);
    story.clock.set(new Date('2018-07-25T00:00:00Z'));
    expect((await send(story, [event('VA')], { from: QUAY })).notes).toContainEqual('315 0001: B4 UN USLGB: no call of HARBOUR LARK, voyage 027W, is known there');
    const { id } = await tell(story);
    expect((await send(story, [event('UV')], { from: QUAY })).notes).toEqual([]);
    expect((await send(story, [event('VA')], { from: QUAY })).notes).toContainEqual('315 0001: B4 UN USLGB: an actual arrival that is yet to come (2018-07-26T07:12) was not taken');
    expect(await times(story, id)).toEqual([]);
  }, 30_000);

  it('of a terminal says nothing of another quay', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH')] });
    story.clock.set(new Date('2018-07-28T00:00:00Z'));
    const { id } = await tell(story);
    expect((await send(story, [event('VA')], { from: 'USOAK-NORTH' })).notes).toContainEqual('315 0001: not at the quay of USOAK-NORTH, which speaks of no other: B4 UN USLGB');
    expect(await times(story, id)).toEqual([]);
  }, 30_000);
});
