import { and, eq, isNotNull, lte, sql } from 'drizzle-orm';
import { anyOf, lockDocuments, type DocumentState } from '#documents';
import { chaseStep, document, type Transaction } from '#ledger';
import type { ChaseStep } from '#routing';
import type { Chase } from './acceptance.js';

/** A document that nobody answered, of one handing over. */
export interface Chased { id: number; mailAcceptedAt: Date }

/** Somebody answered, or it was handed over anew, while the step was prepared: nothing was written. */
export class ChaseOver extends Error {
  constructor() { super('it was answered, or handed over anew, meanwhile'); }
}

/**
 * A step for an answer, written in the transaction of what it does and before its first byte leaves: whoever dies then neither repeats nor loses
 * it. An answer that came since it was prepared ends it here, under the documents' locks.
 *
 * @param state  in which they are while it is taken; a document that is mailed anew is claimed already
 * @param until  when to look again; null: never
 * @param nextRelay  the same step goes to another relay: its time was moved by the first; else it must have come, and of two workers the second finds it moved
 * @throws ChaseOver when one of them is chased no more
 */
export async function takeStep(tx: Transaction, chased: readonly Chased[], { step, state, because, until, transmissionId, nextRelay = false, at }: { step: ChaseStep; state: DocumentState; because: string; until: Date | null; transmissionId: number | null; nextRelay?: boolean; at: Date }): Promise<void> {
  await lockDocuments(tx, chased.map(({ id }) => id));
  const still = await tx.select({ id: document.id, mailAcceptedAt: document.mailAcceptedAt }).from(document)
    .where(and(anyOf(document.id, chased.map(({ id }) => id)), eq(document.state, state), nextRelay ? isNotNull(document.chaseAt) : lte(document.chaseAt, at)));
  const handedOver = new Map(still.map((doc) => [doc.id, doc.mailAcceptedAt?.getTime()]));
  if (chased.some(({ id, mailAcceptedAt }) => handedOver.get(id) !== mailAcceptedAt.getTime())) throw new ChaseOver();
  // Tried again, it is still the same step, begun when it was begun first.
  await tx.insert(chaseStep).values(chased.map(({ id, mailAcceptedAt }) => ({ documentId: id, mailAcceptedAt, step, at, because, transmissionId })))
    .onConflictDoUpdate({ target: [chaseStep.documentId, chaseStep.mailAcceptedAt, chaseStep.step], set: { transmissionId } });
  await lookAgainAt(tx, chased.map(({ id }) => id), until);
}

/** When the next step is looked for. That it is later is no history: what is done stands there. */
export async function lookAgainAt(db: Pick<Transaction, 'update'>, ids: readonly number[], at: Date | null): Promise<void> {
  if (ids.length > 0) await db.update(document).set({ chaseAt: at }).where(and(anyOf(document.id, ids), isNotNull(document.chaseAt)));
}

/** Their due times moved: who was asked for nothing yet is asked at half of what was left to the new one. */
export async function askByDue(tx: Transaction, ids: readonly number[], { afterMs }: Chase): Promise<void> {
  if (ids.length === 0) return;
  const { mailAcceptedAt, dueAt } = document;
  await tx.update(document).set({ chaseAt: sql`greatest(${mailAcceptedAt} + make_interval(secs => ${afterMs / 1_000}), ${mailAcceptedAt} + (${dueAt} - ${mailAcceptedAt}) / 2)` })
    .where(and(anyOf(document.id, ids), isNotNull(document.chaseAt), isNotNull(mailAcceptedAt),
      sql`not exists (select 1 from chase_step s where s.document_id = ${document.id} and (s.mail_accepted_at = ${mailAcceptedAt} or s.step = 'next-contact'))`));
}
