import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { transmission, transmissionDocument, tries, tryDocument, type Ledger, type Transaction } from '#ledger';
import { isHeldFast } from './holds.js';
import { moveDocuments, type DocumentRow } from './move-documents.js';

export interface OpenTry { id: number; transmissionId: number; number: number; holder: string }

/**
 * Claims all documents of a transmission for one try, or none. The try is committed before its first byte leaves, and the
 * partial unique index on open tries decides between two claimers: the loser answers null and stops.
 *
 * @param store  stores the transmission in the same transaction, or finds the one stored before; its bytes never change
 */
export async function claim(ledger: Ledger, wanted: {
  ids: readonly number[];
  /** a repeat of what was handed over by another channel: accepted documents are reopened in the claim itself, or not at all */
  reopen?: { because: string };
  store(tx: Transaction): Promise<number>;
  holder: string;
  ttlMs: number;
  because: string;
  at: Date;
  facts: Record<string, unknown>;
}): Promise<OpenTry | null> {
  try {
    return await ledger.transaction(async (tx) => {
      if (wanted.reopen) await moveDocuments(tx, { ids: wanted.ids, from: ['accepted'], to: 'waiting', event: 'reopened', because: wanted.reopen.because, actor: wanted.holder, at: wanted.at });
      const moved = await moveDocuments(tx, {
        ids: wanted.ids, from: ['waiting'], to: 'sending', event: 'try-opened', because: wanted.because,
        actor: wanted.holder, at: wanted.at, facts: wanted.facts, set: { tries: sql`tries + 1` as unknown as number },
      });
      // What a person took hold of or a call's change parked since it was looked at stays, and all that was to travel with it is decided again.
      if (moved.length !== wanted.ids.length || moved.some((row) => isHeldFast(row.held))) throw new LostClaim();
      const transmissionId = await wanted.store(tx);
      const opened = await openTry(tx, { transmissionId, documentIds: moved.map((row) => row.id), ...wanted });
      return { ...opened, transmissionId, holder: wanted.holder };
    });
  } catch (error) {
    if (error instanceof LostClaim || isOneOpenTry(error)) return null;
    throw error;
  }
}

/** The try with its documents, in one statement: it stands before every byte that leaves, and each question costs as much as its work. */
async function openTry(tx: Transaction, { transmissionId, documentIds, holder, ttlMs, because, at }: { transmissionId: number; documentIds: readonly number[]; holder: string; ttlMs: number; because: string; at: Date }): Promise<{ id: number; number: number }> {
  const ids = sql.param([...documentIds]);
  const { rows: [opened] } = await tx.execute<{ id: string; number: number }>(sql`
    with linked as (insert into ${transmissionDocument} (transmission_id, document_id) select ${transmissionId}::bigint, unnest(${ids}::bigint[]) on conflict do nothing),
      opened as (insert into ${tries} (transmission_id, number, holder, opened_at, because, expires_at)
        select ${transmissionId}::bigint, count(*) + 1, ${holder}, ${at}, ${because}, ${inMs(ttlMs)} from ${tries} where ${tries.transmissionId} = ${transmissionId}::bigint returning id, number),
      claimed as (insert into ${tryDocument} (try_id, document_id, open) select opened.id, unnest(${ids}::bigint[]), true from opened)
    select id, number from opened`);
  if (!opened) throw new Error('a try was inserted and not returned');
  return { id: Number(opened.id), number: opened.number };
}

/** Keeps a living try's claim: called by its holder while bytes are still moving. */
export async function keepTries(ledger: Ledger, ids: readonly number[], holder: string, ttlMs: number): Promise<void> {
  if (ids.length === 0) return;
  await ledger.db.update(tries).set({ expiresAt: inMs(ttlMs) }).where(and(inArray(tries.id, [...ids]), eq(tries.holder, holder), tries.open));
}

/**
 * Ends a try, once: answers false when it is no longer open or no longer the caller's, and then nothing is written.
 * The caller moves the documents in the same transaction.
 */
export async function endTry(tx: Transaction, open: { id: number; holder: string }, ended: {
  outcome: 'accepted' | 'refused' | 'unreachable' | 'unknown'; because: string; proof: Record<string, unknown>; at: Date;
}): Promise<boolean> {
  return endWhere(tx, ended, and(eq(tries.id, open.id), eq(tries.holder, open.holder), tries.open));
}

/** Ends a try that nobody keeps any more, unless its holder came back in the meantime. */
export async function expireTry(tx: Transaction, id: number, ended: { because: string; proof: Record<string, unknown>; at: Date }): Promise<boolean> {
  return endWhere(tx, { ...ended, outcome: 'unknown' }, and(eq(tries.id, id), tries.open, sql`${tries.expiresAt} < clock_timestamp()`));
}

/** The try and its claim of documents end in one statement. @returns whether there was such a try */
async function endWhere(tx: Transaction, { outcome, because, proof, at }: { outcome: string; because: string; proof: Record<string, unknown>; at: Date }, which: SQL | undefined): Promise<boolean> {
  const { rows } = await tx.execute(sql`with ended as (${tx.update(tries).set({ open: false, endedAt: at, outcome, because, proof }).where(which).returning({ id: tries.id }).getSQL()}),
    freed as (update ${tryDocument} set open = false where try_id in (select id from ended)) select id from ended`);
  return rows.length > 0;
}

/** Tries whose holder stopped keeping them: it was killed, or lost the ledger. Whether bytes left is not known. */
export async function expiredTries(ledger: Ledger, limit = 100): Promise<(OpenTry & { documentIds: number[]; endpoint: string; channel: string })[]> {
  const rows = await ledger.db.select({
    id: tries.id, transmissionId: tries.transmissionId, number: tries.number, holder: tries.holder,
    endpoint: transmission.endpoint, channel: transmission.channel,
    documentIds: sql<number[]>`array(select td.document_id::int from try_document td where td.try_id = "try".id)`,
  }).from(tries).innerJoin(transmission, eq(transmission.id, tries.transmissionId))
    .where(and(tries.open, sql`${tries.expiresAt} < clock_timestamp()`)).limit(limit);
  return rows;
}

export type { DocumentRow };

class LostClaim extends Error {}

const inMs = (ms: number) => sql`clock_timestamp() + make_interval(secs => ${ms / 1_000})` as unknown as Date;

function isOneOpenTry(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('constraint' in at && at.constraint === 'try_document_one_open') return true;
  }
  return false;
}
