import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { HOUR } from '#common';
import { brokenLink, document, documentCall, documentKey } from '#ledger';
import { callReport } from '#vessel-calls';
import { interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { indexDocuments } from './document-index.js';
import { reportCall } from './report-call.js';
import { keptCalls, sayCalls } from './say-calls.js';
import { DESK, endpointOf, FAR_QUAY, openStory, QUAY, type Story, type StoryOptions } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('find-by-keys'); }, 60_000);
afterAll(() => test.stop(), 60_000);

/** Due two days before arrival where a call is known, else nine days after it came. */
async function open(options: StoryOptions = {}): Promise<Story> {
  const story = await openStory(test, options);
  const [last] = story.journey.directory.dueRules;
  Object.assign(story.journey.directory, { dueRules: [{ ...last!, id: 'BY-ETA', anchor: 'ETA', offsetMinutes: -48 * 60 }, last!] });
  return story;
}

let control = 0;
const to = (story: Story, sets: readonly Set[], where = 'USLGBEAST', partner = DESK) => story.take(interchange({ control: (control += 1), to: where, groups: [{ gs01: 'SO', gs06: control, sets }], ...(partner === DESK ? {} : { from: story.journey.directory.partners.get(partner)!.endpoint!.replace('-', '') }) }), partner);
const one = async (story: Story, set: Set, where?: string, partner?: string): Promise<string> => (await to(story, [set], where, partner))[0]!;
const report = (story: Story, more: Record<string, unknown> = {}) => reportCall(story.journey, callReport.parse({
  reference: 'LB-027W', carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W',
  timestamps: [{ event: 'ARRI', classifier: 'EST', at: new Date(story.clock.now().getTime() + 100 * HOUR).toISOString() }], ...more,
}));
const rulesOf = async (story: Story, ref: string) => (await keptCalls(story.journey, ref)).calls.map(({ reference, rule }) => `${reference} by ${rule}`);
const eventsOf = async (story: Story, ref: string) => (await story.document(ref)).history.map((step) => step.event);
const dueInHours = async (story: Story, ref: string) => Math.round(((await story.document(ref)).dueAt!.getTime() - story.clock.now().getTime()) / HOUR);

/** Its bill is told with its issuer apart; the booking of that bill stands below it. */
const manifest = (serial: string, voyage = '027W', box = 'CSQU3054383'): Set => ['309', `M10*HWSR*O*LR*9074729*HARBOUR LARK*${voyage}**1*A*L`, 'P4*2709*20180728', 'LX*1', `M11*${serial}*57035*10*PKG*9000*K*46*X*00*SANTOS**HWSR`, `N9*BN*BK${serial}`, `VID*CN**${box}`];
const order = (bill: string): Set => ['317', 'N1*CN*CONSIGNEE ONE', 'N9*DO*DO1', `N9*BM*${bill}`, 'TD5*B*2*HWSX*M*ROAD'];
const cancelled = (booking: string): Set => ['303', `B1*HWSR*${booking}*20180722*D`, `Y5*${booking}`];
const moved = (box: string): Set => ['322', 'Q5*I*20180727*0900*LT**LONG BEACH*CA*US', `W2*${box.slice(0, 4)}*${box.slice(4, 10)}**CN*L********${box.slice(10)}`];

describe('a document without a vessel', () => {
  it('finds the call of the manifest with its bill, glued to its issuer or apart, and is due by that call', async () => {
    const story = await open();
    await report(story);
    const named = await one(story, manifest('6180001234'));
    const [glued, apart] = [await one(story, order('HWSR6180001234')), await one(story, order('6180001234'))];
    expect(await Promise.all([named, glued, apart].map((ref) => rulesOf(story, ref)))).toEqual([['LB-027W by imo+voyage+place'], ['LB-027W by bill'], ['LB-027W by bill']]);
    expect((await keptCalls(story.journey, glued)).calls[0]?.because).toBe(`bill HWSR6180001234 as in ${named} (309), at USLGB-EAST, whose document this is`);
    expect(await dueInHours(story, glued)).toBe(52);
  }, 30_000);

  it('finds it as well when it came before the one that names the vessel, and its history says so', async () => {
    const story = await open();
    await report(story);
    const early = await one(story, order('6180001234'));
    expect([await rulesOf(story, early), await dueInHours(story, early)]).toEqual([[], 216]);
    const named = await one(story, manifest('6180001234'));
    expect([await rulesOf(story, early), await dueInHours(story, early)]).toEqual([['LB-027W by bill'], 52]);
    const { history } = await story.document(early);
    expect(history.map(({ event, because }) => [event, because]).slice(1)).toEqual([['call-found', `bill: bill HWSR6180001234 as in ${named} (309), at USLGB-EAST, whose document this is`], ['due-moved', history[0]!.because]]);
    const links = await story.ledger.db.query.history.findMany({ orderBy: (row, { asc }) => [asc(row.documentId), asc(row.seq)] });
    for (const ref of [early, named]) {
      const [doc] = await story.ledger.db.select({ id: document.id }).from(document).where(eq(document.ref, ref));
      expect(brokenLink(links.filter((link) => link.documentId === doc!.id))).toBeNull();
    }
  }, 30_000);

  it('finds it in the very interchange that names it, whichever stands first', async () => {
    const story = await open();
    await report(story);
    const refs = await to(story, [order('6180001234'), manifest('6180001234'), order('HWSR6180001234')]);
    expect(await Promise.all(refs.map((ref) => rulesOf(story, ref)))).toEqual([['LB-027W by bill'], ['LB-027W by imo+voyage+place'], ['LB-027W by bill']]);
  }, 30_000);

  it('finds it when the call is reported last of all, by bill, booking and box', async () => {
    const story = await open();
    const refs = [await one(story, order('6180001234')), await one(story, cancelled('BK6180001234')), await one(story, moved('CSQU3054383')), await one(story, manifest('6180001234')), await one(story, order('6180009999'))];
    expect((await Promise.all(refs.map((ref) => rulesOf(story, ref)))).flat()).toEqual([]);
    expect(await report(story)).toMatchObject({ matched: 4 });
    expect(await Promise.all(refs.map((ref) => rulesOf(story, ref)))).toEqual([['LB-027W by bill'], ['LB-027W by booking'], ['LB-027W by container'], ['LB-027W by imo+voyage+place'], []]);
    expect(await Promise.all(refs.map((ref) => dueInHours(story, ref)))).toEqual([52, 52, 52, 52, 216]);
  }, 30_000);

  it('that found its call by a box goes to the one its bill names, when that is heard of', async () => {
    const story = await open();
    await report(story);
    await report(story, { reference: 'LB-028W', voyageIn: '028W' });
    await one(story, manifest('6180001111', '027W'));
    const delivery: Set = ['317', 'N1*CN*CONSIGNEE ONE', 'N9*DO*DO1', 'N9*BM*HWSR6180002222', 'N9*EQ*CSQU3054383'];
    const ref = await one(story, delivery);
    expect(await rulesOf(story, ref)).toEqual(['LB-027W by container']);
    await one(story, manifest('6180002222', '028W', 'MWCU6059784'));
    expect(await rulesOf(story, ref)).toEqual(['LB-028W by bill']);
  }, 30_000);

  it('is not led by a document that was itself only led', async () => {
    const story = await open();
    await report(story);
    await one(story, manifest('6180001234'));
    await one(story, ['317', 'N1*CN*ONE', 'N9*DO*DO1', 'N9*BM*HWSR6180001234', 'N9*BM*HWSR6180005678']);
    expect(await rulesOf(story, await one(story, order('HWSR6180005678')))).toEqual([]);
  }, 30_000);

  it('of another terminal does not belong to a call here, and is delivered all the same', async () => {
    const story = await open();
    await report(story);
    await one(story, manifest('6180001234'));
    const far = await one(story, order('HWSR6180001234'), 'SGSINSOUTH');
    expect([await rulesOf(story, far), await story.stateOf(far)]).toEqual([[], 'waiting']);
    await story.step();
    expect(story.sentTo(FAR_QUAY)).toHaveLength(1);
  }, 30_000);

  it('is the same for a rail bill, a trucker\'s answer and a train, sent back to the carrier', async () => {
    const story = await open();
    await report(story);
    await one(story, manifest('6180001234'));
    const sets: Set[] = [['404', 'BX*00*R*PP*RB1', 'N9*BM*HWSR6180001234', 'N7*CSQU*305438'], ['990', 'B1*TRK1*BK6180001234*20180728*A'], ['418', 'BAX*0728*T*RW139', 'W1*EAST', 'W2*CSQU*305438**CN*L********3', 'REF*BM*HWSR6180001234'], ['417', 'BX*00*R*PP*RB1', 'N9*BN*BK6180001234', 'N7*CSQU*305438']];
    const refs = await to(story, sets, 'HAWSERLINE', QUAY);
    expect(await Promise.all(refs.map((ref) => rulesOf(story, ref)))).toEqual([['LB-027W by bill'], ['LB-027W by booking'], ['LB-027W by bill'], ['LB-027W by booking']]);
  }, 30_000);
});

describe('two lines in one vessel', () => {
  it('meet in one call by the voyages of each, and a number of the other line means nothing', async () => {
    const othr = { carrier: 'OTHR', unlocode: 'USLGB', terminal: 'EAST', receives: [{ isa08: 'EASTFOROTHR', gs03: null }] };
    const story = await open({ also: [endpointOf('OTHR-EAST', othr), endpointOf('OTHR-DESK', { carrier: 'OTHR', kind: 'carrier', unlocode: null, terminal: null, receives: [{ isa08: 'OTHRLINE', gs03: null }] })] });
    await report(story, { aliases: [{ line: 'OTHR', voyage: '118E' }] });
    const send = async (voyage: string, partner: string, where: string, from: string) => (await story.take(interchange({ control: (control += 1), to: where, from, groups: [{ gs01: 'SO', gs06: control, sets: [manifest('6180001234', voyage)] }] }), partner))[0]!;
    const ours = await send('027W', DESK, 'USLGBEAST', 'HAWSERLINE');
    const theirs = await send('118E', 'OTHR-DESK', 'EASTFOROTHR', 'OTHRLINE');
    const wrong = await send('118E', DESK, 'USLGBEAST', 'HAWSERLINE');
    expect(await Promise.all([ours, theirs, wrong].map((ref) => rulesOf(story, ref)))).toEqual([['LB-027W by imo+voyage+place'], ['LB-027W by imo+voyage+place'], []]);
    const seenBy = async (carrier: string) => (await story.ledger.db.select({ ref: document.ref }).from(document).innerJoin(documentCall, eq(documentCall.documentId, document.id)).where(eq(document.carrier, carrier))).map((row) => row.ref);
    expect([await seenBy('HWSR'), await seenBy('OTHR')]).toEqual([[ours], [theirs]]);
    // The same number of bill is another bill in the other line's books.
    expect(await rulesOf(story, (await story.take(interchange({ control: (control += 1), to: 'EASTFOROTHR', from: 'OTHRLINE', groups: [{ gs01: 'SO', gs06: control, sets: [order('6180009876')] }] }), 'OTHR-DESK'))[0]!)).toEqual([]);
  }, 30_000);
});

describe('a document of several calls', () => {
  it('is of each port where its reader is no place, and due by the first to arrive; a booking follows both its ships', async () => {
    const story = await open();
    await report(story, { reference: 'OAK', unlocode: 'USOAK', terminal: 'B58', timestamps: [{ event: 'ARRI', classifier: 'EST', at: new Date(story.clock.now().getTime() + 130 * HOUR).toISOString() }] });
    await report(story);
    await report(story, { reference: 'FEEDER', imo: '9319466', vesselName: 'TIDAL WREN', voyageIn: '118E', unlocode: 'USOAK', terminal: 'B58' });
    const schedule: Set = ['323', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USLGB', 'R4*D*UN*USOAK'];
    const ref = await one(story, schedule, 'HAWSERLINE', QUAY);
    expect(await rulesOf(story, ref)).toEqual(['OAK by imo+voyage+place', 'LB-027W by imo+voyage+place']);
    expect(await dueInHours(story, ref)).toBe(52);
    const twoShips: Set = ['301', 'B1*HWSR*BK1**A', 'Y3*BK1', 'R4*L*UN*USOAK', 'R4*T*UN*USLGB', 'LX*1', 'V1*9319466*TIDAL WREN*LR*118E*HWSR***L', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L'];
    expect(await rulesOf(story, await one(story, twoShips, 'HAWSERLINE', QUAY))).toEqual(['OAK by imo+voyage+place', 'LB-027W by imo+voyage+place', 'FEEDER by imo+voyage+place']);
  }, 30_000);
});

describe('a person\'s word on where a document belongs', () => {
  it('stands against every rule and every later report, moves the due time, and is in the history', async () => {
    const story = await open();
    const { id } = await report(story);
    const other = await report(story, { reference: 'LB-028W', voyageIn: '028W', timestamps: [{ event: 'ARRI', classifier: 'EST', at: new Date(story.clock.now().getTime() + 200 * HOUR).toISOString() }] });
    await one(story, manifest('6180001234'));
    const ref = await one(story, order('HWSR6180001234'));
    expect(await sayCalls(story.journey, ref, { calls: [other.id], because: 'rolled, says the line', actor: 'desk' })).toMatchObject({ calls: [{ id: other.id, rule: 'person', because: 'desk: rolled, says the line' }] });
    expect(await dueInHours(story, ref)).toBe(152);
    await one(story, manifest('6180001234'));
    await report(story);
    expect([await rulesOf(story, ref), await eventsOf(story, ref)]).toEqual([['LB-028W by person'], ['received', 'calls-said', 'due-moved']]);
    expect(await keptCalls(story.journey, ref)).toMatchObject({ saidBy: 'desk' });

    await sayCalls(story.journey, ref, { calls: [], because: 'no vessel of ours', actor: 'desk' });
    await report(story);
    expect([await rulesOf(story, ref), await dueInHours(story, ref)]).toEqual([[], 216]);
    await expect(sayCalls(story.journey, ref, { calls: [id, 4711], because: 'x', actor: 'desk' })).rejects.toThrow('no vessel call has the number 4711; npx hawser calls --json shows them with their id');
    await expect(sayCalls(story.journey, 'HW-NONE', { calls: [], because: 'x', actor: 'desk' })).rejects.toThrow('no document has the ref HW-NONE');
    expect(await rulesOf(story, ref)).toEqual([]);
  }, 30_000);
});

describe('the index', () => {
  it('is written for what came before there was one, and finds calls for it, once', async () => {
    const story = await open();
    await report(story);
    const early = await one(story, order('6180001234'));
    const named = await one(story, manifest('6180001234'));
    await story.ledger.db.delete(documentCall);
    await story.ledger.db.delete(documentKey);
    await story.ledger.db.update(document).set({ indexed: false });
    expect(await indexDocuments(story.journey)).toBe(0);
    story.clock.advance(60_000);
    expect(await indexDocuments(story.journey)).toBe(2);
    expect(await Promise.all([early, named].map((ref) => rulesOf(story, ref)))).toEqual([['LB-027W by bill'], ['LB-027W by imo+voyage+place']]);
    const keys = await story.ledger.db.select({ kind: documentKey.kind, value: documentKey.value }).from(documentKey).innerJoin(document, eq(document.id, documentKey.documentId)).where(eq(document.ref, named));
    expect(keys.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual(['bill HWSR6180001234', 'booking BK6180001234', 'container CSQU305438', 'ship 9074729', 'ship HARBOUR LARK', 'voyage 27W']);
    expect(await indexDocuments(story.journey)).toBe(0);
  }, 30_000);

  it('holds every box of a manifest of thousands', async () => {
    const story = await open();
    const boxes = Array.from({ length: 6_000 }, (_, n) => `VID*CN**HWSU${String(n).padStart(6, '0')}`);
    const ref = await one(story, ['309', 'M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*A*L', 'P4*2709*20180728', 'LX*1', 'M11*6180001234*57035*10*PKG*9000*K*46*X*00*SANTOS**HWSR', ...boxes]);
    const [doc] = await story.ledger.db.select({ id: document.id }).from(document).where(eq(document.ref, ref));
    expect(await story.ledger.db.$count(documentKey, eq(documentKey.documentId, doc!.id))).toBe(6_004);
  }, 60_000);
});
