import { and, eq } from 'drizzle-orm';
import type { Outgoing } from '#channels';
import { transmission, type Transaction } from '#ledger';

/** One mail of a mail in parts, as it is sent. */
export interface OutgoingPart extends Outgoing { number: number; of: number }

/** Something composed: its bytes are fixed from here on. `store` puts it into the claim's transaction, once. */
export interface Composed {
  outgoing: Outgoing;
  /** a mail in parts: those still to be sent, in order, instead of `outgoing` */
  parts?: readonly OutgoingPart[];
  /** stored before, and sent once more as it is: nothing was made for it now */
  repeats?: true;
  store(tx: Transaction): Promise<number>;
}

/** The stored transmission of that identity, made now when there is none. Same identity, other bytes cannot happen and is refused. */
export async function storeOnce(tx: Transaction, row: typeof transmission.$inferInsert): Promise<{ id: number; made: boolean }> {
  const [made] = await tx.insert(transmission).values(row).onConflictDoNothing().returning({ id: transmission.id });
  if (made) return { id: made.id, made: true };
  const [known] = await tx.select({ id: transmission.id, sha256: transmission.sha256 }).from(transmission)
    .where(and(eq(transmission.endpoint, row.endpoint), eq(transmission.channel, row.channel), eq(transmission.wireIdentity, row.wireIdentity)));
  if (!known || known.sha256 !== row.sha256) throw new Error(`${row.wireIdentity} was composed before with other bytes`);
  return { id: known.id, made: false };
}

export async function* once(bytes: Buffer): AsyncIterable<Uint8Array> { yield bytes; }
