import { sql } from 'drizzle-orm';
import { appendHistory, type Transaction } from '#ledger';
import type { DocumentRow } from './move-documents.js';

/** When it is due, as it stands with a document. */
export type DueColumns = Pick<DocumentRow, 'dueAt' | 'effectiveDueAt' | 'amberAt' | 'redAt' | 'dueRule' | 'dueBecause' | 'dueIsLaw' | 'dueFrozen'>;

export interface Redated {
  /** as it was read under its lock */
  row: Pick<DocumentRow, 'id' | 'ref' | 'state' | 'because' | 'historySeq' | 'historyHash'>;
  due: DueColumns;
  /** it may be looked at again now: it rests, and what it rests for may be over because it is due earlier */
  wake: boolean;
  /** due-moved | due-frozen */
  event: string;
  facts: Record<string, unknown>;
}

/**
 * New due times for many documents, with one link of history each, in two statements however many they are. The caller holds their
 * row locks, taken in order of their refs as everywhere. What they wait for, since when and why stays: a call that is revised
 * every hour must not make a document begin to wait anew each time.
 */
export async function redateDocuments(tx: Transaction, redated: readonly Redated[], by: { actor: string; at: Date }): Promise<void> {
  if (redated.length === 0) return;
  const links = await appendHistory(tx, redated.map(({ row, event, facts }) => ({
    documentId: row.id, ref: row.ref, seq: row.historySeq, previousHash: row.historyHash, ...by,
    event, fromState: row.state, toState: row.state, because: row.because, facts,
  })));
  const table = JSON.stringify(redated.map(({ row, due, wake }, at) => ({ id: row.id, ...due, wake, seq: links[at]?.seq, hash: links[at]?.hash })));
  await tx.execute(sql`update document d set due_at = n."dueAt", effective_due_at = n."effectiveDueAt", amber_at = n."amberAt", red_at = n."redAt",
      due_rule = n."dueRule", due_because = n."dueBecause", due_is_law = n."dueIsLaw", due_frozen = n."dueFrozen", history_seq = n.seq, history_hash = n.hash,
      not_before = case when n.wake then least(d.not_before, ${by.at}::timestamptz) else d.not_before end
    from jsonb_to_recordset(${table}::jsonb) as n(id bigint, "dueAt" timestamptz, "effectiveDueAt" timestamptz, "amberAt" timestamptz, "redAt" timestamptz,
      "dueRule" text, "dueBecause" text, "dueIsLaw" boolean, "dueFrozen" boolean, wake boolean, seq int, hash text)
    where d.id = n.id`);
}
