import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq, inArray } from 'drizzle-orm';
import { brokenLink, document, history, interchange, transmission, tries, tryDocument } from '#ledger';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { claim, endTry, expiredTries, keepTries, moveDocuments, IllegalMoveError, recordReceipt } from './index.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('documents'); }, 60_000);
afterAll(async () => { await test.stop(); }, 60_000);

const at = new Date('2018-07-24T20:04:00Z');
let serial = 0;

/** Two waiting documents of one interchange for one terminal. */
async function twoWaiting(): Promise<number[]> {
  const { db } = test.ledger;
  const [kept] = await db.insert(interchange).values({ receivedAt: at, source: 'http', partner: 'HWSR', sha256: 'x', byteLength: 3, verdict: 'accepted', findings: [], answer: {} }).returning();
  const rows = await db.insert(document).values([0, 1].map((n) => ({
    ref: `HW-${(serial += 1)}`, interchangeId: kept!.id, carrier: 'HWSR', partner: 'HWSR', endpoint: 'USLGB-EAST', kind: 'business', set: '309', release: '004010', gs01: 'SO', gs03: 'X', isa13: '1', gs06: '1', st02: `000${n}`,
    byteStart: n, byteLength: 1, sha256: 'x', facts: {}, state: 'waiting', because: 'x', effectiveDueAt: at, dueRule: 'R', dueBecause: 'x', notBefore: at, receivedAt: at, changedAt: at,
  }))).returning();
  await test.ledger.transaction((tx) => recordReceipt(tx, rows, 'HWSR', {}));
  return rows.map((row) => row.id);
}

const wanted = (ids: number[], holder: string, ttlMs = 60_000) => ({
  ids, holder, ttlMs, because: 'the EDI link is up', at, facts: {},
  store: async (tx: Parameters<Parameters<TestLedger['ledger']['transaction']>[0]>[0]) => {
    const [row] = await tx.insert(transmission).values({ endpoint: 'USLGB-EAST', carrier: 'HWSR', channel: 'sftp', kind: 'interchange', wireIdentity: `${ids.join('-')}.edi`, sha256: 'x', byteLength: 3, composedAt: at }).onConflictDoNothing().returning();
    return row ? row.id : (await tx.select().from(transmission).where(eq(transmission.wireIdentity, `${ids.join('-')}.edi`)))[0]!.id;
  },
});

const statesOf = async (ids: number[]) => (await test.ledger.db.select().from(document).where(inArray(document.id, ids)).orderBy(asc(document.id))).map((row) => row.state);

describe('the claim of a try', () => {
  it('is given to one of ten who ask at the same moment, for all documents or none', async () => {
    const ids = await twoWaiting();
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(test.ledger, wanted(ids, `worker-${n}`))));
    const won = claims.filter((one) => one !== null);
    expect(won).toHaveLength(1);
    expect(await statesOf(ids)).toEqual(['sending', 'sending']);
    expect(await test.ledger.db.select().from(tryDocument).where(inArray(tryDocument.documentId, ids))).toHaveLength(2);
  });

  it('is refused whole when one of the documents is held', async () => {
    const [first, second] = await twoWaiting() as [number, number];
    expect(await claim(test.ledger, wanted([first], 'a'))).not.toBeNull();
    expect(await claim(test.ledger, wanted([first, second], 'b'))).toBeNull();
    expect(await statesOf([first, second])).toEqual(['sending', 'waiting']);
  });

  it('is refused whole when a person took hold of one of the documents', async () => {
    const [first, second] = await twoWaiting() as [number, number];
    await test.ledger.db.update(document).set({ held: 'person' }).where(eq(document.id, second));
    expect(await claim(test.ledger, wanted([first, second], 'a'))).toBeNull();
    expect(await statesOf([first, second])).toEqual(['waiting', 'waiting']);
    expect(await claim(test.ledger, wanted([first], 'a'))).not.toBeNull();
  });

  it('takes an outcome once, from its holder only', async () => {
    const ids = await twoWaiting();
    const open = (await claim(test.ledger, wanted(ids, 'a')))!;
    const end = (holder: string) => test.ledger.transaction((tx) => endTry(tx, { id: open.id, holder }, { outcome: 'accepted', because: 'x', proof: {}, at }));
    expect(await end('somebody else')).toBe(false);
    expect(await end('a')).toBe(true);
    expect(await end('a')).toBe(false);
  });

  it('expires by the database\'s clock when its holder keeps it no longer, and not while it does', async () => {
    const ids = await twoWaiting();
    const open = (await claim(test.ledger, wanted(ids, 'a', -1_000)))!;
    expect((await expiredTries(test.ledger)).map((one) => [one.id, one.documentIds.sort((a, b) => a - b)])).toEqual([[open.id, ids]]);
    await keepTries(test.ledger, [open.id], 'a', 60_000);
    expect(await expiredTries(test.ledger)).toEqual([]);
  });

  it('reopens what was handed over by another channel in the same step, and counts its tries', async () => {
    const [id] = await twoWaiting() as [number];
    const open = (await claim(test.ledger, wanted([id], 'a')))!;
    await test.ledger.transaction(async (tx) => {
      await endTry(tx, open, { outcome: 'accepted', because: '250', proof: {}, at });
      await moveDocuments(tx, { ids: [id], from: ['sending'], to: 'accepted', event: 'accepted', because: '250', actor: 'a', at });
    });
    expect(await claim(test.ledger, wanted([id], 'a'))).toBeNull();
    const again = await claim(test.ledger, { ...wanted([id], 'a'), reopen: { because: 'EDI is back' } });
    expect(again?.number).toBe(2);
    expect((await test.ledger.db.select().from(tries).where(eq(tries.transmissionId, open.transmissionId)))).toHaveLength(2);
  });
});

describe('a move', () => {
  it('writes one link of history, and the chain holds over all of them', async () => {
    const [id] = await twoWaiting() as [number];
    const open = (await claim(test.ledger, wanted([id], 'a')))!;
    await test.ledger.transaction(async (tx) => {
      await endTry(tx, open, { outcome: 'accepted', because: 'x', proof: {}, at });
      await moveDocuments(tx, { ids: [id], from: ['sending'], to: 'accepted', event: 'accepted', because: 'handed over', actor: 'a', at });
      await moveDocuments(tx, { ids: [id], from: ['accepted'], to: 'acknowledged', event: 'acknowledged', because: 'AK5 A', actor: 'USLGB-EAST', at });
    });
    const links = await test.ledger.db.select().from(history).where(eq(history.documentId, id)).orderBy(asc(history.seq));
    expect(links.map((link) => link.toState)).toEqual(['waiting', 'sending', 'accepted', 'acknowledged']);
    expect(brokenLink(links)).toBeNull();
  });

  it('that the table has not is a fault of ours: it throws and leaves everything as it was', async () => {
    const [id] = await twoWaiting() as [number];
    const move = test.ledger.transaction((tx) => moveDocuments(tx, { ids: [id], from: ['waiting'], to: 'accepted', event: 'x', because: 'x', actor: 'x', at }));
    await expect(move).rejects.toThrow(IllegalMoveError);
    expect(await statesOf([id])).toEqual(['waiting']);
  });

  it('leaves a document alone that is not where it should be', async () => {
    const [id] = await twoWaiting() as [number];
    expect(await test.ledger.transaction((tx) => moveDocuments(tx, { ids: [id], from: ['accepted'], to: 'acknowledged', event: 'x', because: 'x', actor: 'x', at }))).toEqual([]);
    expect(await statesOf([id])).toEqual(['waiting']);
  });
});
