import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { interchange, readInterchangeBytes, storeInterchangeBytes, type Transaction } from './index.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('preparing'); }, 60_000);
afterAll(async () => { await test.stop(); }, 60_000);

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** What this transaction's own connection has prepared. */
async function preparedIn(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.execute<{ statement: string }>(sql`select statement from pg_prepared_statements where statement not like '%pg_prepared_statements%'`);
  return rows.map(({ statement }) => statement);
}

describe('a statement that comes again and again', () => {
  it('is planned once for each connection, and answers the same each time', () => test.ledger.transaction(async (tx) => {
    const answers: number[] = [];
    for (let n = 0; n < 12; n += 1) answers.push((await tx.execute<{ twice: number }>(sql`select ${n}::int + ${n}::int as twice`)).rows[0]!.twice);
    expect(answers).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
    expect((await preparedIn(tx)).filter((text) => text.includes('as twice'))).toHaveLength(1);
  }));

  it.each([
    ['it asks for all columns, whatever they are: a migration of another version may add one', () => sql`select * from interchange where id = ${1}`, 'select *'],
    ['it is as long as rows in bulk', () => sql`select ${1}::int as bulk -- ${sql.raw('x'.repeat(6_000))}`, 'as bulk'],
  ])('is not, where %s', (_, statement, text) => test.ledger.transaction(async (tx) => {
    for (let n = 0; n < 12; n += 1) await tx.execute(statement());
    expect((await preparedIn(tx)).filter((one) => one.includes(text))).toEqual([]);
  }));

  it('goes on being answered after a new version of the house added a column to its table', async () => {
    const ask = () => test.ledger.db.select({ id: interchange.id, partner: interchange.partner }).from(interchange);
    for (let n = 0; n < 30; n += 1) await ask();
    await asOwner('alter table interchange add column of_the_next_version text');
    for (let n = 0; n < 30; n += 1) await expect(ask()).resolves.toBeDefined();
  });

  it('has bytes of every value come as they are', async () => {
    const every = Buffer.from(Array.from({ length: 1_024 }, (_, n) => n % 256));
    const [row] = await test.ledger.db.insert(interchange).values({ receivedAt: new Date('2018-07-24T20:04:00Z'), source: 'http', partner: 'HWSR', sha256: 'x', byteLength: every.length, verdict: 'accepted', findings: [], answer: {} }).returning();
    await test.ledger.transaction((tx) => storeInterchangeBytes(tx, row!.id, [every]));
    for (let n = 0; n < 12; n += 1) {
      const read: Buffer[] = [];
      for await (const part of readInterchangeBytes(test.ledger.db, row!.id)) read.push(part);
      expect(Buffer.concat(read).equals(every)).toBe(true);
    }
  });
});
