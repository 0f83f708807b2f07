import { and, eq, inArray, isNull } from 'drizzle-orm';
import { task, type Transaction } from '#ledger';

export type TaskKind = 'call' | 'call-back' | 'check-answer' | 'check-bounce' | 'check-attachment' | 'unread-mail' | 'tell-carrier';

export interface NewTask {
  kind: TaskKind;
  /** the same cause twice is one task while it is open: `call HW-7F3K2Q6`, `mail 17` */
  cause: string;
  carrier: string | null;
  region: string | null;
  endpoint: string | null;
  documentId: number | null;
  mailInId: number | null;
  /** in one sentence: what is to be done, and why */
  what: string;
  facts: Record<string, unknown>;
  urgentAt: Date;
}

/** Opens a task for a person, in the transaction of what it follows from. One that is open already stays as it is. */
export async function openTask(tx: Transaction, one: NewTask, at: Date): Promise<void> {
  await tx.insert(task).values({ ...one, openedAt: at }).onConflictDoNothing();
}

/** What an answer or an act makes needless is closed with it. */
export async function closeTasks(tx: Transaction, of: { documentIds: readonly number[]; kinds: readonly TaskKind[] }, done: { by: string; because: string; at: Date }): Promise<void> {
  if (of.documentIds.length === 0) return;
  await tx.update(task).set({ closedAt: done.at, closedBy: done.by, closedBecause: done.because })
    .where(and(isNull(task.closedAt), inArray(task.kind, [...of.kinds]), inArray(task.documentId, [...of.documentIds])));
}

export const openTaskOf = (cause: string) => and(eq(task.cause, cause), isNull(task.closedAt));
