import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { controlNumberIssuer, LAST_CONTROL_NUMBER, leapAfterRestore, leapByHand, nextControlNumbers, nextInterchangeNumber, openLedger, type Ledger, type Numbering } from './index.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('control-numbers'); }, 60_000);
afterAll(async () => { await test.stop(); }, 60_000);

const at = new Date('2018-07-24T20:04:00Z');
const numbering = (partner: string, sequence: Numbering['sequence'] = 'any', usage: Numbering['usage'] = 'P'): Numbering => ({ partner, sequence, usage });
const draw = (ledger: Ledger, of: Numbering, sets = 1) => ledger.transaction((tx) => nextControlNumbers(tx, of, sets));
const broken = (error: Error) => { throw error; };

/** What only the owner of the database may do: put a counter where a story needs it. */
async function asOwner(url: string, statement: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try { return await owner.query(statement, values); } finally { await owner.end(); }
}
const place = async (url: string, partner: string, next: number): Promise<void> => {
  const { rows } = await asOwner(url, 'update control_number set next = $1 where partner = $2 returning id, sequence', [next, partner]);
  for (const row of rows as { id: string; sequence: string }[]) if (row.sequence === 'any') await asOwner(url, `select setval('control_number_${row.id}', $1, false)`, [next]);
};

const aLockIsWaitedFor = async ({ db }: Ledger): Promise<void> => {
  const waiting = sql`select 1 from pg_locks where not granted`;
  for (let found = 0; found === 0;) found = (await db.execute(waiting)).rows.length;
};

describe('our control numbers', () => {
  it('begin at 1 and count per partner, level and usage', async () => {
    expect(await draw(test.ledger, numbering('USLGB-EAST'), 3)).toEqual({ isa: 1, gs: 1, st: [1, 2, 3] });
    expect(await draw(test.ledger, numbering('USLGB-EAST'), 2)).toEqual({ isa: 2, gs: 2, st: [4, 5] });
    expect(await draw(test.ledger, numbering('USLGB-EAST', 'any', 'T'))).toEqual({ isa: 1, gs: 1, st: [1] });
    expect(await draw(test.ledger, numbering('SGSIN-SOUTH', 'strict'), 2)).toEqual({ isa: 1, gs: 1, st: [1, 2] });
    expect(await test.ledger.transaction((tx) => nextInterchangeNumber(tx, numbering('USLGB-EAST')))).toBe(3);
    expect(await draw(test.ledger, numbering('USLGB-EAST'), 0)).toEqual({ isa: 4, gs: 3, st: [] });
    expect(await draw(test.ledger, numbering('USLGB-EAST'))).toEqual({ isa: 5, gs: 4, st: [6] });
  });

  it.each(['any', 'strict'] as const)('are never issued twice to two processes at once (%s)', async (sequence) => {
    const { ledger, url } = await test.fresh();
    const other = openLedger(url, broken, 4);
    const partner = numbering('USOAK-NORTH', sequence);
    const drawn = await Promise.all(Array.from({ length: 200 }, (_, turn) => draw(turn % 2 ? ledger : other, partner, 10)));
    await other.close();
    const all = (of: number[]) => [...of].sort((a, b) => a - b);
    const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
    expect(all(drawn.flatMap((one) => one.st))).toEqual(upTo(2_000));
    expect(all(drawn.map((one) => one.isa))).toEqual(upTo(200));
    expect(all(drawn.map((one) => one.gs))).toEqual(upTo(200));
  }, 60_000);

  it('come back when a strict transaction is undone, and are skipped when another one is', async () => {
    const { ledger } = await test.fresh();
    const undone = (of: Numbering) => expect(ledger.transaction(async (tx) => { await nextControlNumbers(tx, of, 5); throw new Error('the disk is full'); })).rejects.toThrow('the disk is full');
    for (const sequence of ['strict', 'any'] as const) await draw(ledger, numbering(sequence.toUpperCase(), sequence));
    await undone(numbering('STRICT', 'strict'));
    await undone(numbering('ANY', 'any'));
    expect(await draw(ledger, numbering('STRICT', 'strict'))).toEqual({ isa: 2, gs: 2, st: [2] });
    expect(await draw(ledger, numbering('ANY', 'any'))).toEqual({ isa: 3, gs: 3, st: [7] });
  });

  it('wait, where they are strict, until the transaction before has ended', async () => {
    const { ledger } = await test.fresh();
    const of = numbering('USLGB-EAST', 'strict');
    const order: string[] = [];
    let second = Promise.resolve(0);
    await ledger.transaction(async (tx) => {
      await nextControlNumbers(tx, of, 1);
      second = draw(ledger, of).then(({ isa }) => { order.push('the second has its number'); return isa; });
      await aLockIsWaitedFor(ledger);
      order.push('the first commits');
    });
    expect(await second).toBe(2);
    expect(order).toEqual(['the first commits', 'the second has its number']);
  });

  it.each(['any', 'strict'] as const)('go on with 1 after 999,999,999 (%s)', async (sequence) => {
    const { ledger, url } = await test.fresh();
    const of = numbering('USLGB-EAST', sequence);
    await draw(ledger, of);
    await place(url, 'USLGB-EAST', LAST_CONTROL_NUMBER - 1);
    expect(await draw(ledger, of, 4)).toEqual({ isa: 999_999_998, gs: 999_999_998, st: [999_999_998, 999_999_999, 1, 2] });
    expect([(await draw(ledger, of)).isa, (await draw(ledger, of)).isa]).toEqual([999_999_999, 1]);
  });

  it('go on where they stand when a partner becomes strict, or stops being so', async () => {
    const { ledger } = await test.fresh();
    const isas: number[] = [];
    for (const sequence of ['any', 'any', 'strict', 'strict', 'any', 'strict'] as const) isas.push((await draw(ledger, numbering('USLGB-EAST', sequence))).isa);
    expect(isas).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are moved by nothing else: the application may not set them, nor name a counter as it likes', async () => {
    await expect(test.ledger.db.execute(sql`update control_number set next = 1`)).rejects.toHaveProperty('cause.message', 'permission denied for table control_number');
    await expect(test.ledger.db.execute(sql`select setval('control_number_1', 1)`)).rejects.toHaveProperty('cause.message', 'permission denied for sequence control_number_1');
    for (const partner of ['x; drop table document', "O'BRIEN", '']) await expect(draw(test.ledger, numbering(partner))).rejects.toHaveProperty('cause.code', '22023');
    await expect(draw(test.ledger, numbering('USLGB-EAST'), 10_001)).rejects.toHaveProperty('cause.code', '22023');
    await expect(draw(test.ledger, numbering('USLGB-EAST'), -1)).rejects.toHaveProperty('cause.code', '22023');
  });
});

describe('after a restore', () => {
  const open = (ledger: Ledger) => leapAfterRestore(ledger.db, { gap: 1_000, at });
  const isaOf = async (ledger: Ledger, of = numbering('USLGB-EAST')) => (await draw(ledger, of)).isa;
  const issued = async (): Promise<{ ledger: Ledger; url: string }> => {
    const { url } = await test.fresh();
    const ledger = openLedger(url, broken, 2); // of its own, so that a story can close it
    await open(ledger);
    await draw(ledger, numbering('USLGB-EAST'));
    await draw(ledger, numbering('SGSIN-SOUTH', 'strict'));
    return { ledger, url };
  };

  it('a fresh database does not jump, nor does the same one when it is opened again', async () => {
    const { ledger } = await test.fresh();
    expect(await open(ledger)).toEqual({ leapt: false, because: 'no control number has been issued yet' });
    expect(await isaOf(ledger)).toBe(1);
    expect(await open(ledger)).toEqual({ leapt: false, because: 'this is the database that issued the control numbers so far' });
    expect(await isaOf(ledger)).toBe(2);
  });

  it('a database that was restored beside the old one jumps once, whoever opens it, and keeps why', async () => {
    const { ledger, url } = await issued();
    await ledger.close();
    await asOwner(test.url, `create database restored template ${/story_\d+/.exec(url)![0]}`);
    const [gateway, worker] = [1, 2].map(() => openLedger(url.replace(/story_\d+/, 'restored'), broken, 2)) as [Ledger, Ledger];
    const leaps = await Promise.all([open(gateway), open(worker)]);
    expect(leaps.filter((one) => one.leapt)).toEqual([{ leapt: true, because: 'restored into another database of the same server: 6 counters jumped by 1000' }]);
    expect([await isaOf(gateway), await isaOf(worker), await isaOf(worker, numbering('SGSIN-SOUTH', 'strict'))]).toEqual([1_002, 1_003, 1_002]);
    expect(await isaOf(gateway, numbering('USOAK-NORTH'))).toBe(1); // a counter that no lost transaction can have used
    const kept = await gateway.db.select().from(controlNumberIssuer).orderBy(controlNumberIssuer.id);
    expect(kept.map(({ leapt, gap, since }) => ({ leapt, gap, since }))).toEqual([{ leapt: false, gap: 0, since: at }, { leapt: true, gap: 1_000, since: at }]);
    await Promise.all([gateway.close(), worker.close()]);
  });

  it.each([
    ['another server', "system_identifier = '1'", 'restored into another server: 6 counters jumped by 1000'],
    ['a recovery, or a standby that took over', 'timeline = 7', 'recovered, or a standby took over: timeline 1 after 7: 6 counters jumped by 1000'],
  ])('%s is noticed too', async (_, issuer, because) => {
    const { ledger, url } = await issued();
    await asOwner(url, `update control_number_issuer set ${issuer}`);
    expect(await open(ledger)).toEqual({ leapt: true, because });
    expect((await open(ledger)).leapt).toBe(false);
    expect(await isaOf(ledger)).toBe(1_002);
    await ledger.close();
  });

  it('a person can make every counter jump, over the last number too, and says why', async () => {
    const { ledger, url } = await issued();
    await place(url, 'SGSIN-SOUTH', LAST_CONTROL_NUMBER);
    expect(await leapByHand(ledger.db, { gap: 50, at, because: 'the disk was put back to Monday' })).toEqual({ leapt: true, because: 'the disk was put back to Monday: 6 counters jumped by 50' });
    expect([await isaOf(ledger), await isaOf(ledger, numbering('SGSIN-SOUTH', 'strict'))]).toEqual([52, 50]);
    await expect(leapByHand(ledger.db, { gap: 0, at, because: 'x' })).rejects.toHaveProperty('cause.code', '22023');
    await ledger.close();
  });
});
