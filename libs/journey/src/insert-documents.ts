import { sql } from 'drizzle-orm';
import { makeRef } from '#common';
import { document, documentCall, type Transaction } from '#ledger';
import { writeKeys } from './document-index.js';
import type { ResolvedDocument } from './resolve.js';

/** Documents and the calls they belong to, in few statements however many; in their order. Their history is their maker's. */
export async function insertDocuments(tx: Transaction, resolved: ResolvedDocument[]) {
  await drawFreeRefs(tx, resolved);
  const rows: (typeof document.$inferSelect)[] = [];
  for (let from = 0; from < resolved.length; from += 500) {
    const part = resolved.slice(from, from + 500);
    const inserted = await tx.insert(document).values(part.map((one) => ({ ...one.row, indexed: one.calls.length > 0 || one.row.kind !== 'business' }))).returning();
    const calls = part.flatMap((one, index) => one.calls.map((match) => ({ documentId: inserted[index]!.id, callId: match.callId, rule: match.rule, because: match.because, matchedAt: one.row.receivedAt })));
    if (calls.length > 0) await tx.insert(documentCall).values(calls);
    await writeKeys(tx, inserted);
    rows.push(...inserted);
  }
  return rows;
}

/** Refs are short, so that they can be spoken; among millions some are taken. Two that draw one at the same moment: the transaction runs again. */
export async function drawFreeRefs(tx: Transaction, resolved: readonly { row: { ref: string } }[]): Promise<void> {
  const drawn = new Set<string>();
  for (let open = resolved; open.length > 0;) {
    for (const one of open) {
      while (drawn.has(one.row.ref)) one.row.ref = makeRef();
      drawn.add(one.row.ref);
    }
    const taken = new Set((await tx.select({ ref: document.ref }).from(document).where(sql`${document.ref} = any(${sql.param(open.map((one) => one.row.ref))}::text[])`)).map((row) => row.ref));
    open = open.filter((one) => taken.has(one.row.ref));
    for (const one of open) one.row.ref = makeRef();
  }
}
