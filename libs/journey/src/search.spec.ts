import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { findDocuments, type DocumentFilter } from '#documents';
import { document, documentCall, transmission, transmissionDocument } from '#ledger';
import { callReport } from '#vessel-calls';
import { interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { reportCall } from './report-call.js';
import { controlNumbers, searchTerms } from './search-terms.js';
import { FAR_QUAY, openStory, type Story } from './testing.js';

/** A status event of one box under one bill and booking; a vessel only where it is named. */
const event = ({ bill, booking, box, vessel = '' }: { bill: string; booking: string; box: string; vessel?: string }): Set => ['315',
  `B4***UV*20180727*0105*USLGB*${box.slice(0, 4)}*${box.slice(4, 10)}*L*45G1*USLGB*UN*${box.slice(10)}`, `N9*BM*${bill}`, `N9*BN*${booking}`, 'N9*SCA*HWSR', ...(vessel ? [vessel] : []), 'R4*D*UN*USLGB*LONG BEACH*US***CA',
];
const LARK = 'Q2*9074729*LR*******027W***L*HARBOUR LARK';
const EVERYTHING = { carrier: null, region: null };

let test: TestLedger;
let story: Story;
/** under vessel and voyage; without a vessel; at the far quay, with the box of the first */
let named = '', bare = '', far = '';

beforeAll(async () => {
  test = await openTestLedger('search');
  story = await openStory(test);
  [named = '', bare = ''] = await story.take(interchange({ control: 4711, gs06: 815, to: 'USLGBEAST', sets: [
    event({ bill: 'HWSR61800001', booking: 'LGB70012', box: 'CSQU3054383', vessel: LARK }), event({ bill: 'HWSR61800002', booking: 'LGB70013', box: 'TGHU1234560' }),
  ] }));
  [far = ''] = await story.take(interchange({ control: 4712, gs06: 816, to: 'SGSINSOUTH', sets: [event({ bill: 'HWSR61800003', booking: 'SIN70014', box: 'CSQU3054383', vessel: LARK })] }));
}, 60_000);
afterAll(() => test.stop(), 60_000);

async function search(text: string, more: Partial<DocumentFilter> = {}, scope: { carrier: string | null; region: string | null } = EVERYTHING) {
  return findDocuments(story.ledger.db, scope, { limit: 100, ...more, search: await searchTerms(story.journey, text) });
}
const refs = async (...asked: Parameters<typeof search>) => (await search(...asked)).map(({ ref }) => ref);
const why = async (text: string, ref: string) => (await search(text)).find((line) => line.ref === ref)?.matched;

describe('a search', () => {
  it('finds a document by its bill, with or without its issuer, and says so', async () => {
    expect(await refs('HWSR61800001')).toEqual([named]);
    expect(await refs('61800001')).toEqual([named]);
    expect(await why('HWSR61800001', named)).toEqual([{ what: 'bill', value: 'HWSR61800001', where: 'the document' }]);
  });

  it('forgives case and blanks', async () => {
    expect(await refs(' hwsr 6180 0001 ')).toEqual([named]);
    expect(await refs('lgb 70012')).toEqual([named]);
    expect(await refs('harbour  lark')).toEqual([far, named]);
    expect(await refs(named.toLowerCase())).toEqual([named]);
  });

  it('finds all that name a booking or a box, the newest first', async () => {
    expect(await refs('LGB70013')).toEqual([bare]);
    expect(await refs('CSQU3054383')).toEqual([far, named]);
    expect(await refs('CSQU 305438')).toEqual([far, named]);
  });

  it('finds a voyage and a vessel by what the document says of them', async () => {
    expect(await refs('027w')).toEqual([far, named]);
    expect(await refs('27W')).toEqual([far, named]);
    expect(await refs('M/V Harbour Lark')).toEqual([far, named]);
    expect(await refs('IMO 9074729')).toEqual([far, named]);
  });

  it('finds a document that names no vessel by the call it belongs to, and says which', async () => {
    const { id } = await reportCall(story.journey, callReport.parse({ reference: 'LARK-LGB', carrier: 'HWSR', vesselName: 'Silver Heron', callSign: 'V7AB9', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '0 31E', aliases: [{ line: 'QUAY', voyage: 'Q 31' }] }));
    const [doc] = await story.ledger.db.select().from(document).where(eq(document.ref, bare));
    await story.ledger.db.insert(documentCall).values({ documentId: doc?.id ?? 0, callId: id, rule: 'person', because: 'the planner said so', matchedAt: story.clock.now() });
    const where = 'the call LARK-LGB, SILVER HERON at USLGB-EAST';
    expect(await why('31E', bare)).toEqual([{ what: 'voyage', value: '31E', where }]);
    expect(await why('q31', bare)).toEqual([{ what: 'voyage', value: 'Q31', where }]);
    expect(await why('silver heron', bare)).toEqual([{ what: 'ship', value: 'SILVER HERON', where }]);
    expect(await why('V7AB9', bare)).toEqual([{ what: 'ship', value: 'V7AB9', where }]);
  });

  it('finds by the numbers of the interchange, alone or together, with or without their zeros', async () => {
    expect(await refs('000004711')).toEqual([bare, named]);
    expect(await refs('4711')).toEqual([bare, named]);
    expect(await refs('815')).toEqual([bare, named]);
    expect(await refs('4711/815')).toEqual([bare, named]);
    expect(await refs('815/0002')).toEqual([bare]);
    expect(await refs('000004711 / 815 / 2')).toEqual([bare]);
    expect(await why('4711/815/1', named)).toEqual([{ what: 'isa13/gs06/st02', value: '000004711/815/0001', where: 'the interchange it came in' }]);
  });

  it('finds by the numbers of ours that it left under, which are what its receiver knows', async () => {
    const { db } = story.ledger;
    const [doc] = await db.select().from(document).where(eq(document.ref, far));
    const [left] = await db.insert(transmission).values({
      endpoint: FAR_QUAY, carrier: 'HWSR', channel: 'sftp', kind: 'own', wireIdentity: 'own-77', sha256: '', byteLength: 1, composedAt: story.clock.now(), isa13: '000000077', usage: 'P',
    }).returning();
    await db.insert(transmissionDocument).values({ transmissionId: left?.id ?? 0, documentId: doc?.id ?? 0, gs06: '78', st02: '0001' });
    for (const text of ['77', '78', '77/78', '78/0001', '77/78/1']) expect([text, await refs(text)]).toEqual([text, [far]]);
    expect(await why('000000077', far)).toEqual([{ what: 'isa13', value: '000000077', where: 'the transmission it left in' }]);
  });

  it('goes on behind the last line of a page', async () => {
    const first = await search('CSQU3054383', { limit: 1 });
    const second = await search('CSQU3054383', { limit: 1, before: first[0]?.id ?? 0 });
    expect([...first, ...second].map(({ ref }) => ref)).toEqual([far, named]);
    expect(await refs('CSQU3054383', { limit: 1, before: second[0]?.id ?? 0 })).toEqual([]);
  });

  it('shows a line and a region their own documents alone, on every page and by every way', async () => {
    expect(await refs('CSQU3054383', {}, { carrier: null, region: 'AMERICAS' })).toEqual([named]);
    expect(await refs('27W', {}, { carrier: 'HWSR', region: 'ASIA' })).toEqual([far]);
    expect(await refs('CSQU3054383', { endpoint: FAR_QUAY, limit: 1 })).toEqual([far]);
    expect(await refs('31E', {}, { carrier: 'HWSR', region: 'ASIA' })).toEqual([]);
    expect(await refs('CSQU3054383', {}, { carrier: 'TIDE', region: null })).toEqual([]);
  });

  it('finds nothing where only a part fits, and nothing by what names nothing', async () => {
    for (const text of ['HWSR6180', 'HARBOUR', '9999R', '%', '_______', "'; drop table document; --", '1/2/3/4', 'CSQU30543']) expect([text, await refs(text)]).toEqual([text, []]);
  });
});

describe('what belongs to no call', () => {
  const unmatched = async () => (await findDocuments(story.ledger.db, EVERYTHING, { unmatched: true, limit: 100 })).map(({ ref }) => ref);

  it('is told until a call is said, and again when it is taken back', async () => {
    const [doc] = await story.ledger.db.select().from(document).where(eq(document.ref, named));
    const [call] = await story.ledger.db.select().from(documentCall);
    expect(await unmatched()).toEqual([far, named]);
    await story.ledger.db.insert(documentCall).values({ documentId: doc?.id ?? 0, callId: call?.callId ?? 0, rule: 'person', because: 'the planner said so', matchedAt: story.clock.now() });
    expect(await unmatched()).toEqual([far]);
    await story.ledger.db.delete(documentCall).where(eq(documentCall.documentId, doc?.id ?? 0));
    expect(await unmatched()).toEqual([far, named]);
  });
});

describe('control numbers as they are typed', () => {
  it('are an ISA13 or a GS06 alone, and a path together', () => {
    expect(controlNumbers('103')).toEqual([{ isa13: ['103', '000000103'] }, { gs06: ['103', '000000103'] }]);
    expect(controlNumbers('103/7').map((one) => Object.keys(one).join())).toEqual(['isa13,gs06', 'gs06,st02']);
    expect(controlNumbers('000000103/7/1')).toEqual([{ isa13: ['000000103', '103'], gs06: ['7', '000000007'], st02: ['1', '0001', '000000001'] }]);
  });

  it('have a digit, unless they stand together', () => {
    expect(controlNumbers('LARK')).toEqual([]);
    expect(controlNumbers('REF1/MSG1/A')).toHaveLength(1);
  });
});
