import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { eq, sql } from 'drizzle-orm';
import pg from 'pg';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { appendHistory, brokenLink, BYTES_PER_ROW, canonicalJson, document, history, holdsLease, interchange, migrate, readInterchangeBytes, readInterchangeSlice, releaseLeases, storeInterchangeBytes, takeLease, transmission, tries, underLease, type Lease } from './index.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('ledger'); }, 60_000);
afterAll(async () => { await test.stop(); }, 60_000);

const at = new Date('2018-07-24T20:04:00Z');

async function keepInterchange(): Promise<number> {
  const [row] = await test.ledger.db.insert(interchange).values({ receivedAt: at, source: 'http', partner: 'HWSR', sha256: 'x', byteLength: 3, verdict: 'accepted', findings: [], answer: {} }).returning();
  return row!.id;
}

async function keepDocument(ref: string): Promise<number> {
  const [row] = await test.ledger.db.insert(document).values({
    ref, interchangeId: await keepInterchange(), carrier: 'HWSR', partner: 'HWSR', endpoint: 'USLGB-EAST', kind: 'business', set: '309', release: '004010', gs01: 'SO', gs03: 'X', isa13: '1', gs06: '1', st02: '0001',
    byteStart: 0, byteLength: 1, sha256: 'x', facts: {}, state: 'waiting', because: 'x', effectiveDueAt: at, dueRule: 'R', dueBecause: 'x', notBefore: at, receivedAt: at, changedAt: at,
  }).returning();
  return row!.id;
}

describe('the ledger', () => {
  it('migrates again without a change, and two at once', async () => {
    await Promise.all([migrate(test.url), migrate(test.url)]);
  });

  it('keeps bytes in rows of 1 MiB and gives back any part of them', async () => {
    const body = Buffer.alloc(2 * BYTES_PER_ROW + 777, 'ABCDEFG');
    const id = await keepInterchange();
    await test.ledger.transaction((tx) => storeInterchangeBytes(tx, id, [body.subarray(0, 10), body.subarray(10)]));
    const parts: Buffer[] = [];
    for await (const part of readInterchangeBytes(test.ledger.db, id)) parts.push(part);
    expect(parts.map((part) => part.length)).toEqual([BYTES_PER_ROW, BYTES_PER_ROW, 777]);
    expect(Buffer.concat(parts).equals(body)).toBe(true);
    const across = BYTES_PER_ROW - 5;
    expect((await readInterchangeSlice(test.ledger.db, id, across, 12)).equals(body.subarray(across, across + 12))).toBe(true);
  });

  it('chains a document\'s history, and a changed row shows as the broken link', async () => {
    const documentId = await keepDocument('HW-CHAIN');
    const change = { documentId, ref: 'HW-CHAIN', at, actor: 'duty manager', event: 'held', fromState: 'waiting', toState: 'waiting', because: 'a person holds it', facts: { b: 2, a: 1 } };
    await test.ledger.transaction(async (tx) => {
      const [first] = await appendHistory(tx, [{ ...change, seq: 0, previousHash: '' }]);
      await appendHistory(tx, [{ ...change, seq: first!.seq, previousHash: first!.hash }]);
    });
    const rows = await test.ledger.db.select().from(history).where(eq(history.documentId, documentId)).orderBy(history.seq);
    expect(rows.map((row) => row.seq)).toEqual([1, 2]);
    expect(brokenLink(rows)).toBeNull();
    expect(brokenLink([rows[0]!, { ...rows[1]!, canonical: rows[1]!.canonical.replace('a person holds it', 'nobody holds it') }])).toBe(2);
    expect(brokenLink([rows[1]!])).toBe(2);
    expect(rows[0]!.canonical).not.toContain('duty manager');
  });

  it('writes many links at once as it writes one: every sign of the words, and chains that hold', async () => {
    const because = 'Ünïcode 船 \\u0041 "quoted"\n\ud800';
    const documentId = await keepDocument('HW-MANY');
    const links = await test.ledger.transaction((tx) => appendHistory(tx, Array.from({ length: 30 }, (_, seq) => ({
      documentId, ref: 'HW-MANY', seq, previousHash: `${seq}`, at, actor: 'duty manager', event: 'held', fromState: null, toState: 'waiting', because, facts: { because, seq },
    }))));
    const rows = await test.ledger.db.select().from(history).where(eq(history.documentId, documentId)).orderBy(history.seq);
    expect(rows.map(({ seq, hash, at: written, because: words, fromState, previousHash }) => ({ seq, hash, written, words, fromState, previousHash })))
      .toEqual(links.map(({ seq, hash }) => ({ seq, hash, written: at, words: because.replace('\ud800', '\ufffd'), fromState: null, previousHash: `${seq - 1}` })));
    expect(rows.every((row) => createHash('sha256').update(row.previousHash + row.canonical).digest('hex') === row.hash)).toBe(true);
  }, 20_000);

  it('lets the application add to history and change nothing of it; nor does the owner', async () => {
    const documentId = await keepDocument('HW-FIXED');
    await test.ledger.transaction((tx) => appendHistory(tx, [{ documentId, ref: 'HW-FIXED', seq: 0, previousHash: '', at, actor: 'x', event: 'received', fromState: null, toState: 'waiting', because: 'x', facts: {} }]));
    await expect(test.ledger.db.update(history).set({ because: 'rewritten' })).rejects.toHaveProperty('cause.message', 'permission denied for table history');
    await expect(test.ledger.db.delete(history)).rejects.toHaveProperty('cause.message', 'permission denied for table history');
    const owner = new pg.Client({ connectionString: test.url });
    await owner.connect();
    await expect(owner.query('update history set because = $1', ['rewritten'])).rejects.toThrow('history is append-only');
    await expect(owner.query('truncate history')).rejects.toThrow('history is append-only');
    await owner.end();
  });

  it('that is brought to lists of mails owes none of what left before, and one of what was stored and leaves after it', async () => {
    const { ledger: { db }, url } = await test.fresh();
    const mail = (wireIdentity: string) => ({ endpoint: 'USLGB-EAST', carrier: 'HWSR', channel: 'email', kind: 'mail', wireIdentity, sha256: 'x', byteLength: 1, composedAt: at });
    const outcomes = { taken: 'accepted', doubtful: 'unknown', refused: 'refused', unreachable: 'unreachable', open: null, untried: undefined };
    for (const [identity, outcome] of Object.entries(outcomes)) {
      const [row] = await db.insert(transmission).values(mail(identity)).returning();
      if (outcome !== undefined) await db.insert(tries).values({ transmissionId: row!.id, number: 1, holder: 'one', openedAt: at, expiresAt: at, open: outcome === null, outcome, because: 'x' });
    }
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    await owner.query('drop table mail_list_line, mail_list; alter table transmission drop column listed');
    await owner.query((await readFile(new URL('../migrations/0008_mail-lists.sql', import.meta.url), 'utf8')).replaceAll('--> statement-breakpoint', ''));
    await owner.end();
    expect((await db.select().from(transmission).where(eq(transmission.listed, true))).map((row) => row.wireIdentity).sort()).toEqual(['doubtful', 'taken']);
  });

  it('keeps a lease renewed for as long as its work lasts, and does nothing while it is another\'s', async () => {
    const { db } = test.ledger;
    const lent = { name: 'lists', ms: 150, notRenewed: (error: unknown) => { throw error; } };
    const others: (Lease | null)[] = [];
    await underLease(db, { ...lent, holder: 'one' }, async () => {
      expect(await underLease(db, { ...lent, holder: 'two' }, () => Promise.reject(new Error('both work')))).toBe(false);
      for (const start = performance.now(); performance.now() - start < 4 * lent.ms;) others.push(await takeLease(db, lent.name, 'two', lent.ms));
    });
    expect(new Set(others)).toEqual(new Set([null]));
  });

  it('lends a lease to one holder at a time; the fence grows with each change of hands', async () => {
    const { db } = test.ledger;
    const mine = await takeLease(db, 'folder/A', 'one', 60_000);
    expect(mine).toEqual({ name: 'folder/A', holder: 'one', fence: 1 });
    expect(await takeLease(db, 'folder/A', 'two', 60_000)).toBeNull();
    expect(await takeLease(db, 'folder/A', 'one', 60_000)).toEqual(mine);
    await releaseLeases(db, 'one');
    const theirs = await takeLease(db, 'folder/A', 'two', 60_000);
    expect(theirs).toEqual({ name: 'folder/A', holder: 'two', fence: 2 });
    await test.ledger.transaction(async (tx) => {
      expect(await holdsLease(tx, mine!)).toBe(false);
      expect(await holdsLease(tx, theirs!)).toBe(true);
    });
  });

  it('wakes a listener, and works as the role that cannot rewrite the past', async () => {
    const heard: (string | null)[] = [];
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((done) => { wake = done; });
    const stop = await test.ledger.listen('hawser_waiting', (payload) => { heard.push(payload); if (payload) wake(); });
    await test.ledger.db.execute(sql`select pg_notify('hawser_waiting', 'USLGB-EAST')`);
    await woken;
    await stop();
    expect(heard).toEqual([null, 'USLGB-EAST']);
    expect((await test.ledger.db.execute<{ role: string }>(sql`select current_user as role`)).rows[0]?.role).toBe('hawser_app');
  });
});

describe('canonical JSON', () => {
  it('is the same text for the same value, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, { d: at, c: null }], a: undefined })).toBe('{"b":[1,{"c":null,"d":"2018-07-24T20:04:00.000Z"}]}');
    expect(canonicalJson({ x: 1, y: 'é"' })).toBe(canonicalJson({ y: 'é"', x: 1 }));
  });
});
