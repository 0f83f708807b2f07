import { and, eq, gt, sql } from 'drizzle-orm';
import { holdsLease, inbox, type Lease } from '#ledger';
import { LeasePassedError } from './errors.js';
import type { Journey } from './journey.js';

/** A mail, or what hangs on one, is begun so often before it is given to a person. */
export const MOST_TRIES = 5;

/**
 * Counts that a mail is begun, in a transaction of its own before anything is made of it: one at which its reader dies must not end its
 * readers for ever. A mailbox has one mail that is begun at a time, since those behind it wait.
 *
 * @param key  `UIDVALIDITY:UID`
 * @returns how often this one was begun, with now
 * @throws LeasePassedError when the mailbox is another reader's, whose count this would be
 */
export async function countTry({ ledger }: Journey, { mailbox, key, lease }: { mailbox: string; key: string; lease: Lease }): Promise<number> {
  return ledger.transaction(async (tx) => {
    if (!(await holdsLease(tx, lease))) throw new LeasePassedError(lease.name);
    const again = sql<number>`case when ${inbox.trying} = ${key} then ${inbox.tries} + 1 else 1 end`;
    const [row] = await tx.insert(inbox).values({ name: mailbox, trying: key, tries: 1 })
      .onConflictDoUpdate({ target: inbox.name, set: { trying: key, tries: again } }).returning({ tries: inbox.tries });
    return row?.tries ?? 1;
  });
}

/** It was no fault of the mail's: its reader lost the mailbox to another. */
export async function takeTryBack({ ledger: { db } }: Journey, mailbox: string, key: string): Promise<void> {
  await db.update(inbox).set({ tries: sql`${inbox.tries} - 1` }).where(and(eq(inbox.name, mailbox), eq(inbox.trying, key), gt(inbox.tries, 0)));
}
