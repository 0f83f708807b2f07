import { and, asc, desc, eq, inArray, isNull, ne } from 'drizzle-orm';
import { HawserError } from '#common';
import { document, task, type Connection } from '#ledger';
import type { Journey } from './journey.js';

/** What a person has to do, as they see it. `ref`: of the document it is about. */
const LINE = {
  id: task.id, kind: task.kind, what: task.what, endpoint: task.endpoint, carrier: task.carrier, region: task.region, ref: document.ref, mailInId: task.mailInId, urgentAt: task.urgentAt,
  openedAt: task.openedAt, closedAt: task.closedAt, closedBy: task.closedBy, closedBecause: task.closedBecause, facts: task.facts,
};

export type TaskInBook = Awaited<ReturnType<typeof tasksInBook>>[number];

/** Open tasks, the most urgent first; with `all` the closed ones behind them, the newest first. */
export async function tasksInBook(db: Connection, { all, limit }: { all: boolean; limit: number }) {
  const of = db.select(LINE).from(task).leftJoin(document, eq(document.id, task.documentId)).$dynamic();
  return all ? of.orderBy(desc(isNull(task.closedAt)), desc(task.closedAt), asc(task.urgentAt), asc(task.id)).limit(limit) : of.where(isNull(task.closedAt)).orderBy(asc(task.urgentAt), asc(task.id)).limit(limit);
}

/** One task. Null: there is none of that number. */
export async function taskInBook(db: Connection, id: number): Promise<TaskInBook | null> {
  const [one] = await db.select(LINE).from(task).leftJoin(document, eq(document.id, task.documentId)).where(eq(task.id, id));
  return one ?? null;
}

/** Nobody calls a terminal forty times. */
const ON_THE_PHONE = ['call', 'call-back'];
const MOST_OF_ONE_CALL = 200;

/** What else that terminal is to be asked by phone, the most urgent first: one call does for all of it. Of a task that needs no call, or is done: nothing. */
export async function onTheSameCall(db: Connection, one: Pick<TaskInBook, 'id' | 'kind' | 'endpoint' | 'closedAt'>): Promise<TaskInBook[]> {
  if (!ON_THE_PHONE.includes(one.kind) || one.endpoint === null || one.closedAt !== null) return [];
  return db.select(LINE).from(task).leftJoin(document, eq(document.id, task.documentId))
    .where(and(isNull(task.closedAt), inArray(task.kind, ON_THE_PHONE), eq(task.endpoint, one.endpoint), ne(task.id, one.id))).orderBy(asc(task.urgentAt), asc(task.id)).limit(MOST_OF_ONE_CALL);
}

/** There is no such task, or somebody did it already; the sentence says which. */
export class TaskRefusedError extends HawserError {
  readonly code = 'JOURNEY.TASK_REFUSED';
  readonly retry = 'never';
}

/**
 * A person did a task, and says how. That moves no document: what they learnt is said with `answered`, `resend` or another act.
 * @throws TaskRefusedError where there is none open of that number
 */
export async function doneTask(journey: Pick<Journey, 'ledger' | 'clock'>, id: number, done: { because: string; actor: string }): Promise<TaskInBook> {
  return journey.ledger.transaction(async (tx) => {
    const [open] = await tx.select({ closedAt: task.closedAt, closedBy: task.closedBy, closedBecause: task.closedBecause }).from(task).where(eq(task.id, id)).for('update');
    if (!open) throw new TaskRefusedError(`there is no task ${id}; npx hawser tasks shows those that are open`, { task: id });
    if (open.closedAt) throw new TaskRefusedError(`task ${id} was done at ${open.closedAt.toISOString()} by ${open.closedBy ?? '?'}: ${open.closedBecause ?? ''}`, { task: id });
    await tx.update(task).set({ closedAt: journey.clock.now(), closedBy: done.actor, closedBecause: done.because }).where(eq(task.id, id));
    const one = await taskInBook(tx, id);
    if (!one) throw new Error(`task ${id} was closed and is not there`);
    return one;
  });
}
