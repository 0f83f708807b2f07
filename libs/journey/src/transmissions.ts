import { and, eq } from 'drizzle-orm';
import type { Outgoing } from '#channels';
import { transmission, type Transaction } from '#ledger';

/** Something composed: its bytes are fixed from here on. `store` puts it into the claim's transaction, once. */
export interface Composed { outgoing: Outgoing; store(tx: Transaction): Promise<number> }

/** The stored transmission of that identity, made now when there is none. Same identity, other bytes cannot happen and is refused. */
export async function storeOnce(tx: Transaction, row: typeof transmission.$inferInsert): Promise<number> {
  const [made] = await tx.insert(transmission).values(row).onConflictDoNothing().returning({ id: transmission.id });
  if (made) return made.id;
  const [known] = await tx.select({ id: transmission.id, sha256: transmission.sha256 }).from(transmission)
    .where(and(eq(transmission.endpoint, row.endpoint), eq(transmission.channel, row.channel), eq(transmission.wireIdentity, row.wireIdentity)));
  if (!known || known.sha256 !== row.sha256) throw new Error(`${row.wireIdentity} was composed before with other bytes`);
  return known.id;
}

export async function* once(bytes: Buffer): AsyncIterable<Uint8Array> { yield bytes; }
