import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { HOUR } from '#common';
import { call, callAlias, callEvent, callTimestamp } from '#ledger';
import { callReport, type CallReport } from '#vessel-calls';
import { interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { importTerminalList } from './import-calls.js';
import { reportCall } from './report-call.js';
import { endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('report-call'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const LARK: CallReport = {
  reference: 'LARK-027W', carrier: 'HWSR', imo: '9074729', vesselName: 'Harbour Lark', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W', operator: 'HWS', cutOffs: { cargo: '2026-03-05T16:00:00-08:00' },
  timestamps: [{ event: 'ARRI', classifier: 'PLN', at: '2026-03-06T06:00:00-08:00' }],
};
const tell = (story: Story, report: Partial<CallReport>, by = 'api') => reportCall(story.journey, callReport.parse({ reference: 'LARK-027W', carrier: 'HWSR', ...report }), by);
const rowOf = async (story: Story, id: number) => (await story.ledger.db.select().from(call).where(eq(call.id, id)))[0]!;
const eventsOf = async (story: Story, id: number) => (await story.ledger.db.select().from(callEvent).where(eq(callEvent.callId, id)).orderBy(asc(callEvent.id))).map((one) => [one.what, one.because]);
const timesOf = async (story: Story, id: number) => (await story.ledger.db.select().from(callTimestamp).where(eq(callTimestamp.callId, id)).orderBy(asc(callTimestamp.id))).map((one) => `${one.event} ${one.place} ${one.classifier} ${one.at.toISOString()} ${one.reason ?? '-'} ${one.reportedBy}`);
const aliasesOf = async (story: Story, id: number) => (await story.ledger.db.select().from(callAlias).where(eq(callAlias.callId, id)).orderBy(asc(callAlias.id))).map((one) => [one.line, one.voyage]);

describe('a report of a call', () => {
  it('makes it, with what of ours stands at its place; the same again changes nothing', async () => {
    const story = await openStory(test);
    const made = await tell(story, LARK);
    expect(made).toMatchObject({ revision: 1, changed: true, remarks: [] });
    expect(await rowOf(story, made.id)).toMatchObject({ vesselName: 'HARBOUR LARK', endpoint: QUAY, region: 'AMERICAS', zone: 'America/Los_Angeles', phase: 'expected', cutOffs: { cargo: '2026-03-06T00:00:00.000Z' } });
    story.clock.advance(HOUR);
    expect(await tell(story, { ...LARK, cutOffs: { cargo: '2026-03-06T00:00:00Z' } })).toMatchObject({ id: made.id, revision: 1, changed: false });
    expect(await eventsOf(story, made.id)).toEqual([['reported', 'told by api']]);
    expect(await timesOf(story, made.id)).toEqual(['ARRI BRTH PLN 2026-03-06T14:00:00.000Z - api']);
  }, 30_000);

  it('that names times alone leaves all else as it was, and its times stand beside those before', async () => {
    const story = await openStory(test);
    const { id } = await tell(story, LARK);
    const before = await rowOf(story, id);
    await tell(story, { timestamps: [{ event: 'ARRI', classifier: 'EST', at: '2026-03-06T09:00:00-08:00', reason: 'WEA' }, { event: 'ARRI', place: 'PBPL', classifier: 'REQ', at: '2026-03-06T07:00:00-08:00' }] }, 'desk');
    expect(await rowOf(story, id)).toEqual({ ...before, etaAt: new Date('2026-03-06T17:00:00Z'), revision: 2, source: 'desk', changedAt: story.clock.now() });
    expect(await timesOf(story, id)).toEqual(['ARRI BRTH PLN 2026-03-06T14:00:00.000Z - api', 'ARRI BRTH EST 2026-03-06T17:00:00.000Z WEA desk', 'ARRI PBPL REQ 2026-03-06T15:00:00.000Z - desk']);
  }, 30_000);

  it('writes what changed as events, each with who told it and why; a null takes away', async () => {
    const story = await openStory(test);
    const { id } = await tell(story, LARK);
    await tell(story, { statuses: ['SLID', 'ROTC'], voyageIn: '028W', operator: null, cutOffs: { cargo: null, haz: '2026-03-04T16:00:00-08:00' }, phase: 'working', because: 'fog at the bar' }, 'desk');
    expect((await eventsOf(story, id)).slice(1)).toEqual([
      ['voyage', 'import voyage was 027W, is 028W: told by desk; fog at the bar'],
      ['status', 'status was none, is ROTC SLID: told by desk; fog at the bar'],
      ['phase', 'phase was expected, is working: told by desk; fog at the bar'],
      ['details', 'operator was HWS, is none: told by desk; fog at the bar'],
      ['cut-off', 'cut-off for cargo was 2026-03-06T00:00:00.000Z, is none: told by desk; fog at the bar'],
      ['cut-off', 'cut-off for haz was none, is 2026-03-05T00:00:00.000Z: told by desk; fog at the bar'],
    ]);
    expect(await rowOf(story, id)).toMatchObject({ revision: 2, statuses: ['ROTC', 'SLID'], cutOffs: { haz: '2026-03-05T00:00:00.000Z' }, operator: null });
  }, 30_000);

  it('that moves it to another terminal moves its endpoint and zone', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { zone: 'America/Denver' })] });
    const { id } = await tell(story, LARK);
    await tell(story, { unlocode: 'USOAK', terminal: 'NORTH' });
    expect(await rowOf(story, id)).toMatchObject({ endpoint: 'USOAK-NORTH', zone: 'America/Denver' });
    expect((await eventsOf(story, id)).at(-2)).toEqual(['moved', 'port was USLGB, is USOAK; terminal was EAST, is NORTH; endpoint was USLGB-EAST, is USOAK-NORTH: told by api']);
  }, 30_000);

  it('names the call that has its documents now, by its reference; when it is on its schedule again it has them itself', async () => {
    const story = await openStory(test);
    const next = await tell(story, { ...LARK, reference: 'LARK-028W-USLGB', voyageIn: '028W', voyageOut: '028E' });
    const { id } = await tell(story, LARK);
    await tell(story, { statuses: ['SLID'], replacedBy: 'LARK-028W-USLGB' });
    expect(await rowOf(story, id)).toMatchObject({ replacedBy: next.id, statuses: ['SLID'] });
    expect((await eventsOf(story, id)).at(-1)?.[1]).toContain(`call that has its documents was none, is ${next.id}`);
    await tell(story, { timestamps: [{ event: 'ARRI', classifier: 'EST', at: '2026-03-07T09:00:00-08:00' }] });
    expect(await rowOf(story, id)).toMatchObject({ replacedBy: next.id });
    await tell(story, { statuses: [] });
    expect(await rowOf(story, id)).toMatchObject({ replacedBy: null, statuses: [] });
    await expect(tell(story, { replacedBy: 'LARK-099W-USLGB' })).rejects.toMatchObject({ code: 'VESSEL_CALLS.UNKNOWN_REPLACEMENT', message: expect.stringContaining('nobody reported') });
    await expect(tell(story, { replacedBy: LARK.reference })).rejects.toMatchObject({ code: 'VESSEL_CALLS.UNKNOWN_REPLACEMENT', message: expect.stringContaining('is itself') });
  }, 30_000);

  it('of what happened moves the phase: an arrival, a departure, an omission and its end', async () => {
    const story = await openStory(test);
    const phase = async (report: Partial<CallReport>) => (await rowOf(story, (await tell(story, { ...LARK, ...report })).id)).phase;
    expect(await phase({ statuses: ['OMIT'] })).toBe('omitted');
    expect(await phase({ statuses: [] })).toBe('expected');
    expect(await phase({ timestamps: [{ event: 'ARRI', place: 'PBPL', classifier: 'ACT', at: '2026-03-06T06:00:00Z' }] })).toBe('expected');
    expect(await phase({ timestamps: [{ event: 'ARRI', classifier: 'ACT', at: '2026-03-06T06:00:00Z' }] })).toBe('arrived');
    expect(await phase({ timestamps: [{ event: 'DEPA', classifier: 'ACT', at: '2026-03-07T06:00:00Z' }] })).toBe('departed');
  }, 30_000);

  it('keeps what each line calls it, and universal voyages as anybody\'s; a wrong one can be taken away', async () => {
    const story = await openStory(test);
    const { id } = await tell(story, { ...LARK, universalVoyageIn: '2627W', aliases: [{ line: 'EXSL', voyage: '0112W' }, { line: 'HWSR', voyage: '9999R' }] });
    expect(await aliasesOf(story, id)).toEqual([['*', '2627W'], ['EXSL', '112W']]);
    await tell(story, { universalVoyageIn: '2628W', aliases: [{ line: 'EXSL', voyage: '112W', gone: true }, { line: 'EXSL', voyage: '113W' }] });
    expect(await aliasesOf(story, id)).toEqual([['*', '2628W'], ['EXSL', '113W']]);
    expect((await rowOf(story, id)).revision).toBe(2);
  }, 30_000);

  it('takes 9999R for no voyage: it takes none away', async () => {
    const story = await openStory(test);
    const { id } = await tell(story, LARK);
    await tell(story, { voyageIn: '9999R', universalVoyageOut: '9999R' });
    expect(await rowOf(story, id)).toMatchObject({ voyageIn: '027W', universalVoyageOut: null, revision: 1 });
  }, 30_000);

  it('of a new call without vessel and port is refused', async () => {
    const story = await openStory(test);
    await expect(tell(story, { voyageIn: '027W' })).rejects.toMatchObject({ code: 'VESSEL_CALLS.INCOMPLETE', message: 'call LARK-027W of HWSR is not known yet, and the report has no vesselName and unlocode; expected both for a new call' });
  }, 30_000);
});

describe('the imported list of terminals', () => {
  const VIRGINIA = { unlocode: 'USPTM', code: 'VIG', name: 'A gateway', alternatives: ['USORF'], zone: 'America/New_York' };
  const list = async (story: Story, rows: readonly object[], partial = false) => {
    const done = await importTerminalList(story.journey, rows.map((terminal, index) => ({ line: index + 2, terminal })), { source: 'a'.repeat(64), partial });
    if (!done.ok) throw new Error(JSON.stringify(done.faults));
    return { added: done.added, changed: done.changed, expired: done.expired, unchanged: done.unchanged };
  };

  it('lets a terminal be met under its other UN/LOCODE', async () => {
    const story = await openStory(test, { also: [endpointOf('USORF-VIG', { zone: 'America/New_York' })] });
    expect((await rowOf(story, (await tell(story, { ...LARK, unlocode: 'USPTM', terminal: 'VIG' })).id)).endpoint).toBeNull();
    await list(story, [VIRGINIA]);
    await tell(story, { unlocode: 'USPTM', terminal: 'VIG' });
    expect(await rowOf(story, (await tell(story, LARK)).id)).toMatchObject({ endpoint: QUAY });
    expect(await rowOf(story, (await tell(story, { unlocode: 'USPTM', terminal: 'VIG' })).id)).toMatchObject({ endpoint: 'USORF-VIG', unlocode: 'USPTM', zone: 'America/New_York' });
  }, 30_000);

  it('tells the zone of a terminal that is not ours', async () => {
    const story = await openStory(test);
    await list(story, [{ unlocode: 'BRSSZ', code: 'BTP', name: 'A terminal', alternatives: [], zone: 'America/Sao_Paulo' }]);
    expect(await rowOf(story, (await tell(story, { ...LARK, unlocode: 'BRSSZ', terminal: 'BTP' })).id)).toMatchObject({ endpoint: null, zone: 'America/Sao_Paulo' });
  }, 30_000);

  it('warns of a code that is expired or not in it, and refuses neither', async () => {
    const story = await openStory(test);
    await list(story, [{ ...VIRGINIA, validTo: '2015-01-31' }]);
    expect(await tell(story, { ...LARK, unlocode: 'USORF', terminal: 'VIG' })).toMatchObject({ changed: true, remarks: ['terminal VIG at USPTM expired on 2015-01-31, the imported list says'] });
    expect(await tell(story, { unlocode: 'USPTM', terminal: 'NEW' })).toMatchObject({ changed: true, remarks: ['the imported list has no terminal NEW at USPTM'] });
  }, 30_000);

  it('says what is new, what changed and what is no longer in it, and is not shortened by mistake', async () => {
    const story = await openStory(test);
    const rows = ['A', 'B', 'C', 'D', 'E', 'F'].map((code) => ({ unlocode: 'USLGB', code, name: `Pier ${code}`, alternatives: [] as string[] }));
    expect(await list(story, rows)).toEqual({ added: rows.map(({ code }) => `USLGB/${code}`), changed: [], expired: [], unchanged: 0 });
    expect(await list(story, [...rows.slice(0, 4), { ...rows[4]!, alternatives: ['USLAX'] }, VIRGINIA])).toEqual({ added: ['USPTM/VIG'], changed: ['USLGB/E'], expired: ['USLGB/F'], unchanged: 4 });
    await expect(list(story, rows.slice(0, 2))).rejects.toMatchObject({ code: 'VESSEL_CALLS.NOT_THE_WHOLE_LIST' });
    expect(await list(story, rows.slice(0, 2), true)).toMatchObject({ expired: [], unchanged: 2 });
    expect(await list(story, [...rows.slice(0, 4), { ...rows[4]!, alternatives: ['USLAX'] }, VIRGINIA])).toMatchObject({ expired: [], unchanged: 6 });
  }, 30_000);

  it('leads a document that is addressed to us to its terminal under either UN/LOCODE, and says that a code is expired', async () => {
    const story = await openStory(test, { own: true, also: [endpointOf('USORF-VIG'), endpointOf('USORF-NIT')] });
    const arrival = (control: number) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: control, sets: [['310', `B3**HWSR000000${control}**PP**20180727*100****HWSR`, 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USPTM*PORTSMOUTH*US*VIG', 'LX*1', 'N7*CSQU*305438', 'L3*100*G']] }] });
    const receiptOf = async (control: number) => { const receipt = await story.hand(arrival(control)); return receipt.status === 'accepted' ? receipt.interchanges[0]! : null; };
    expect(await receiptOf(1)).toMatchObject({ documents: [{ state: 'unroutable' }], notes: [] });
    await list(story, [{ ...VIRGINIA, validTo: '2015-01-31' }]);
    expect(await receiptOf(2)).toMatchObject({ documents: [{ state: 'waiting', endpoint: 'USORF-VIG' }], notes: ['terminal VIG at USPTM expired on 2015-01-31, the imported list says'] });
  }, 30_000);
});
