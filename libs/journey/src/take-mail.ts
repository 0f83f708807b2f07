import { createHash } from 'node:crypto';
import { and, eq, ne, sql } from 'drizzle-orm';
import { kindOfMail, type MailKind, type SenderVerdict } from '#acknowledgements';
import { readMail } from '#channels';
import { holdsLease, lease as leases, mailIn, storeMailInBytes, type Lease, type Transaction } from '#ledger';
import { applyMail, senderColumns } from './apply-mail.js';
import { LeasePassedError } from './errors.js';
import { judgeSender } from './judge-sender.js';
import type { MailOutcome, MailTaken } from './mail-taken.js';
import type { Journey } from './journey.js';

/** A mail as it lay in one of our mailboxes. */
export interface MailToTake { mailbox: string; uidValidity: string; uid: number; raw: Buffer; /** of its reader; null in specs and where a person hands a mail in */ lease: Lease | null; /** for drills: told of each step when it is over */ between?: Between }

/** A step of a mail's reading that is over; a drill ends its process there. */
export type MailStep = 'leased' | 'opened' | 'fetched' | 'judged' | 'kept' | 'applied' | 'taken' | 'read';
export type Between = (step: MailStep) => Promise<void> | void;

export type { MailOutcome, MailTaken };

export type TakenMail = { id: number; kind: MailKind; outcome: MailOutcome['outcome'] | 'repeated'; because: string };

/**
 * One mail of a mailbox: kept whole, judged, what it says applied, and the reader's place in the mailbox moved on, in one transaction. So it
 * is taken once, wherever its reader dies: before the commit nothing happened, after it the next reader begins behind it. The same mail again
 * (the mailbox counts anew) is known by its bytes and moves nothing.
 *
 * @throws when the lease passed to another reader: nothing was taken
 */
export async function takeMail(journey: Journey, given: MailToTake): Promise<TakenMail> {
  const mail = await readMail(given.raw);
  const sender = await judgeSender(journey, given.raw, mail);
  const kind = kindOfMail(mail);
  const sha256 = createHash('sha256').update(given.raw).digest('hex');
  await given.between?.('judged');
  return journey.ledger.transaction(async (tx): Promise<TakenMail> => {
    const at = journey.clock.now();
    if (given.lease && !(await holdsLease(tx, given.lease))) throw new LeasePassedError(given.lease.name);
    const again = await takenAs(tx, sha256);
    const [row] = await tx.insert(mailIn).values({
      mailbox: given.mailbox, uidValidity: given.uidValidity, uid: String(given.uid), receivedAt: at, sha256, byteLength: given.raw.length, messageId: mail.messageId, fromAddress: mail.from,
      subject: mail.subject.slice(0, 500), kind, ...senderColumns(sender),
      outcome: again ? 'repeated' : 'recorded', because: again ? `the same bytes were taken before, as mail ${again.id}` : 'kept',
    }).onConflictDoNothing().returning({ id: mailIn.id });
    await moveCursor(tx, given);
    if (!row) return { id: 0, kind, outcome: 'repeated', because: 'this mail of this mailbox was taken before' };
    if (again) return { id: row.id, kind, outcome: 'repeated', because: `the same bytes were taken before, as mail ${again.id}` };
    await storeMailInBytes(tx, row.id, [given.raw]);
    await given.between?.('kept');
    const outcome = await applyMail(journey, tx, kind, { id: row.id, mail, sender, at, mailbox: given.mailbox });
    await given.between?.('applied');
    return { id: row.id, kind, ...outcome };
  });
}

/**
 * The mail of the same bytes that was taken before; null: none was. Of two at once, from two mailboxes, the second waits here until it can see the first.
 * What was kept and could not be taken counts for nothing.
 */
export async function takenAs(tx: Transaction, sha256: string): Promise<{ id: number; kind: string } | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${sha256}`}, 0))`);
  const [first] = await tx.select({ id: mailIn.id, kind: mailIn.kind }).from(mailIn).where(and(eq(mailIn.sha256, sha256), ne(mailIn.kind, 'untaken'))).orderBy(mailIn.id).limit(1);
  return first ?? null;
}

/** Where the mailbox's next reader begins, committed with what was read. */
export async function moveCursor(tx: Transaction, { lease, uidValidity, uid }: Pick<MailToTake, 'lease' | 'uidValidity' | 'uid'>): Promise<void> {
  if (lease) await tx.update(leases).set({ cursor: cursorOf(uidValidity, uid) }).where(eq(leases.name, lease.name));
}

/** Where a reader is: UIDVALIDITY and the last UID that is committed. */
export const cursorOf = (uidValidity: string, uid: number): string => `${uidValidity}:${uid}`;

export type { SenderVerdict };
