import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { ComposedPart, Outgoing } from '#channels';
import { mailPart, readTransmissionBytes, readTransmissionSlice, storeTransmissionBytes, type transmission, type Connection, type Transaction } from '#ledger';
import { once, storeOnce, type Composed, type OutgoingPart } from './transmissions.js';

/** A mail that was just composed: one transmission, whether it is one mail or several. Its store may be called again. */
export function composedMail(parts: readonly ComposedPart[], row: Omit<typeof transmission.$inferInsert, 'wireIdentity' | 'sha256' | 'byteLength' | 'channel' | 'kind'> & { recipients: string[]; kind?: 'mail' | 'digest' | 'list' | 'reminder' }): Composed {
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  const whole = { wireIdentity: parts[0]?.messageId ?? '', byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const outgoing: Outgoing = { ...whole, recipients: row.recipients, bytes: () => once(bytes) };
  return {
    outgoing,
    ...(parts.length === 1 ? {} : { parts: parts.map((part, index) => ({ wireIdentity: part.messageId, byteLength: part.bytes.length, sha256: part.sha256, recipients: row.recipients, bytes: () => once(part.bytes), number: index + 1, of: parts.length })) }),
    store: async (tx) => {
      const { id, made } = await storeOnce(tx, { kind: 'mail', ...row, ...whole, channel: 'email' });
      if (!made) return id;
      await storeTransmissionBytes(tx, id, [bytes]);
      if (parts.length > 1) await tx.insert(mailPart).values(parts.map((part, index) => ({ transmissionId: id, number: index + 1, wireIdentity: part.messageId, byteLength: part.bytes.length, sha256: part.sha256 })));
      return id;
    },
  };
}

/** A stored mail, to be sent again as it is: of a mail in parts, those that have no 250 yet. */
export async function storedMail(db: Connection, stored: { id: number; wireIdentity: string; byteLength: number; sha256: string; recipients: string[]; inParts: boolean }): Promise<Composed> {
  const outgoing: Outgoing = { ...stored, bytes: () => readTransmissionBytes(db, stored.id) };
  if (!stored.inParts) return { outgoing, repeats: true, store: () => Promise.resolve(stored.id) };
  const rows = await partsOf(db, stored.id);
  let start = 0;
  const parts: OutgoingPart[] = [];
  for (const { number, wireIdentity, byteLength, sha256, acceptedAt } of rows) {
    const from = start;
    if (acceptedAt === null) parts.push({ wireIdentity, byteLength, sha256, recipients: stored.recipients, bytes: () => readTransmissionSlice(db, stored.id, from, byteLength), number, of: rows.length });
    start += byteLength;
  }
  return { outgoing, parts, repeats: true, store: () => Promise.resolve(stored.id) };
}

export const partsOf = (db: Connection | Transaction, transmissionId: number) => db.select().from(mailPart).where(eq(mailPart.transmissionId, transmissionId)).orderBy(asc(mailPart.number));

/** Written before the next part leaves, so that no repeat sends it again. */
export async function partTaken(db: Connection, transmissionId: number, number: number, taken: { relay: string; receipt: string; at: Date }): Promise<void> {
  await db.update(mailPart).set({ acceptedAt: taken.at, relay: taken.relay, receipt: taken.receipt }).where(and(eq(mailPart.transmissionId, transmissionId), eq(mailPart.number, number)));
}
