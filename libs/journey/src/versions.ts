import { and, desc, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import { moveDocuments, type DocumentRow } from '#documents';
import { document, type Connection, type Transaction } from '#ledger';
import { coversWhole, type DocumentFacts } from '#x12';
import type { Journey } from './journey.js';

/**
 * Versions of one business document (same key, same endpoint): each knows its number and its predecessor. A predecessor
 * that was not sent and is replaced whole is superseded instead of sent; but a relayed interchange goes whole, so it is
 * superseded only when every set of it is. A rejected one is superseded by its correction.
 */
export async function settleVersions(journey: Journey, tx: Transaction, documents: readonly DocumentRow[]): Promise<void> {
  const replaced: { predecessor: DocumentRow; by: DocumentRow }[] = [];
  for (const doc of documents) {
    if (!doc.businessKey || !doc.endpoint || doc.state !== 'waiting') continue;
    const [predecessor] = await tx.select().from(document).where(and(
      eq(document.businessKey, doc.businessKey), eq(document.endpoint, doc.endpoint), eq(document.carrier, doc.carrier),
      lt(document.id, doc.id), ne(document.state, 'cancelled'))).orderBy(desc(document.id)).limit(1);
    if (!predecessor) continue;
    await tx.update(document).set({ predecessorId: predecessor.id, version: predecessor.version + 1 }).where(eq(document.id, doc.id));
    // The key holds one bill of several; a later manifest with fewer bills replaces only a part, and silences nothing.
    if (doc.replaces === 'whole' && coversWhole(doc.facts as unknown as DocumentFacts, predecessor.facts as unknown as DocumentFacts)) replaced.push({ predecessor, by: doc });
  }
  for (const { predecessor, by } of replaced) await supersede(journey, tx, predecessor, by);
}

async function supersede(journey: Journey, tx: Transaction, predecessor: DocumentRow, by: DocumentRow): Promise<void> {
  const at = journey.clock.now();
  if (predecessor.state === 'rejected') {
    await moveDocuments(tx, { ids: [predecessor.id], from: ['rejected'], to: 'superseded', event: 'superseded', because: `corrected by ${by.ref}`, actor: by.partner, at, facts: { by: by.ref } });
    return;
  }
  if (predecessor.state !== 'waiting' || predecessor.tries > 0) return;
  const unit = await tx.select({ id: document.id, tries: document.tries, state: document.state, replaced: sql<boolean>`exists (
      select 1 from document s where s.predecessor_id = ${document.id} and s.replaces = 'whole')` })
    .from(document).where(and(eq(document.interchangeId, predecessor.interchangeId), eq(document.endpoint, by.endpoint ?? '')));
  if (!unit.every((one) => one.state === 'waiting' && one.tries === 0 && one.replaced)) return;
  await moveDocuments(tx, { ids: unit.map((one) => one.id), from: ['waiting'], to: 'superseded', event: 'superseded', because: `not sent: replaced whole by ${by.ref}`, actor: by.partner, at, facts: { by: by.ref } });
}

/** Is an earlier version of any of these still on its way? An amendment never overtakes its original. */
export async function originalsOutstanding(tx: Connection, documents: readonly DocumentRow[]): Promise<boolean> {
  const ids = documents.flatMap((doc) => (doc.predecessorId ? [doc.predecessorId] : []));
  if (ids.length === 0) return false;
  const own = new Set(documents.map((doc) => doc.id));
  const rows = await tx.select({ id: document.id }).from(document)
    .where(and(inArray(document.id, ids), inArray(document.state, ['waiting', 'sending', 'unsettled', 'conflict'])));
  return rows.some((row) => !own.has(row.id));
}
