import { sql } from 'drizzle-orm';
import { inbox } from '#ledger';
import type { Journey } from './journey.js';

/** A mail, or what hangs on one, is begun so often before it is given to a person. */
export const MOST_TRIES = 5;

/**
 * Counts that a mail is begun, in a transaction of its own before anything is made of it: one at which its reader dies must not end its
 * readers for ever. A mailbox has one mail that is begun at a time, since those behind it wait.
 *
 * @param key  `UIDVALIDITY:UID`
 * @returns how often this one was begun, with now
 */
export async function countTry({ ledger: { db } }: Journey, mailbox: string, key: string): Promise<number> {
  const again = sql<number>`case when ${inbox.trying} = ${key} then ${inbox.tries} + 1 else 1 end`;
  const [row] = await db.insert(inbox).values({ name: mailbox, trying: key, tries: 1 })
    .onConflictDoUpdate({ target: inbox.name, set: { trying: key, tries: again } }).returning({ tries: inbox.tries });
  return row?.tries ?? 1;
}
