import { desc, eq } from 'drizzle-orm';
import { callTimestamp, type Transaction } from '#ledger';
import type { ReportedCall } from './call-report.js';

/** Adds the times of a report that say something new of their class. @returns how many were added */
export async function recordTimes(tx: Transaction, callId: number, { timestamps }: ReportedCall, { at: reportedAt, reportedBy }: { at: Date; reportedBy: string }): Promise<number> {
  if (timestamps.length === 0) return 0;
  const rows = await tx.select().from(callTimestamp).where(eq(callTimestamp.callId, callId)).orderBy(desc(callTimestamp.reportedAt), desc(callTimestamp.id));
  const latest = new Map<string, string>();
  for (const row of rows) if (!latest.has(classOf(row))) latest.set(classOf(row), sayingOf(row));
  const added: (typeof callTimestamp.$inferInsert)[] = [];
  for (const { event, place, classifier, at, reason } of timestamps) {
    const stamp = { event, place, classifier, at: new Date(at), reason: reason ?? null };
    if (latest.get(classOf(stamp)) === sayingOf(stamp)) continue;
    latest.set(classOf(stamp), sayingOf(stamp));
    added.push({ callId, ...stamp, reportedAt, reportedBy });
  }
  if (added.length > 0) await tx.insert(callTimestamp).values(added);
  return added.length;
}

const classOf = ({ event, place, classifier }: { event: string; place: string; classifier: string }) => `${event} ${place} ${classifier}`;
const sayingOf = ({ at, reason }: { at: Date; reason: string | null }) => `${at.toISOString()} ${reason ?? ''}`;
