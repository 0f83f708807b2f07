import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import { anyOf, type DocumentRow } from '#documents';
import { document, type Transaction } from '#ledger';
import { documentKeys } from '#vessel-calls';
import { findAnewAndBring } from './bring-along.js';
import type { Journey } from './journey.js';

/** Keys of one statement: three parameters, however many. */
const AT_ONCE = 20_000;
/** Documents of one transaction, and transactions of one round: a ledger from before there were keys is indexed while work goes on, and a lane that wants one of them waits for its part. */
const PART = 100;
const PARTS = 50;
/** What came at the same moment is committed by then. */
const A_MOMENT = 15_000;

/** What these documents are found by. A manifest may have thousands of containers: written in few statements. */
export async function writeKeys(tx: Transaction, documents: readonly Pick<DocumentRow, 'id' | 'facts' | 'carrier'>[]): Promise<void> {
  const rows = documents.flatMap(({ id, facts, carrier }) => documentKeys(facts, carrier).map((key) => ({ id, ...key })));
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const column = (values: readonly (string | number)[], type: 'bigint' | 'text') => sql`${sql.param(values)}::${sql.raw(type)}[]`;
    await tx.execute(sql`insert into document_key (document_id, kind, value)
      select * from unnest(${column(part.map(({ id }) => id), 'bigint')}, ${column(part.map(({ kind }) => kind), 'text')}, ${column(part.map(({ value }) => value), 'text')}) on conflict do nothing`);
  }
}

/**
 * Documents whose keys are not written, such as those that came before there were any, and those that found no call: two that
 * come at the same moment do not see each other, so the one without a vessel is looked for once more. The newest first.
 *
 * @returns how many were looked at; where there are more, the next round has them
 */
export async function indexDocuments(journey: Journey): Promise<number> {
  let done = 0;
  for (let part = 0; part < PARTS; part += 1) {
    const looked = await journey.ledger.transaction(async (tx) => {
      const at = journey.clock.now();
      const rows = await tx.select({ id: document.id, ref: document.ref, facts: document.facts, carrier: document.carrier }).from(document)
        .where(and(eq(document.indexed, false), lt(document.receivedAt, new Date(at.getTime() - A_MOMENT)))).orderBy(desc(document.id)).limit(PART);
      if (rows.length === 0) return 0;
      const ids = rows.map((row) => row.id);
      // Locked in the order everybody locks them in.
      await tx.select({ id: document.id }).from(document).where(anyOf(document.id, ids)).orderBy(asc(document.ref)).for('update');
      await writeKeys(tx, rows);
      await findAnewAndBring(journey, tx, anyOf(document.id, ids), at);
      await tx.update(document).set({ indexed: true }).where(anyOf(document.id, ids));
      return rows.length;
    });
    done += looked;
    if (looked < PART) break;
  }
  return done;
}
