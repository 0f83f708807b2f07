import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { kindOfMail, type MailKind, type SenderVerdict } from '#acknowledgements';
import { readMail, type IncomingMail } from '#channels';
import { wordsOf } from '#common';
import { holdsLease, lease as leases, mailIn, storeMailInBytes, type Lease, type Transaction } from '#ledger';
import { keepAttachments } from './mail-attachments.js';
import { judgeSender, type JudgedSender } from './judge-sender.js';
import { takeAnswers } from './take-answers.js';
import { takeAutoReply } from './take-auto-reply.js';
import { takeReadReceipt } from './take-read-receipt.js';
import { takeReport } from './take-report.js';
import type { Journey } from './journey.js';

/** A mail as it lay in one of our mailboxes. */
export interface MailToTake { mailbox: string; uidValidity: string; uid: number; raw: Buffer; /** of its reader; null in specs and where a person hands a mail in */ lease: Lease | null }

/** A mail on its way through the steps: read, judged, kept, and not yet answered for. */
export interface MailTaken { id: number; mail: IncomingMail; sender: JudgedSender; at: Date; mailbox: string }

/** What became of it. moved: documents moved by it · refused: rightly, nothing moved · held: a person has it as a task · recorded: kept as what it is */
export interface MailOutcome { outcome: 'moved' | 'refused' | 'held' | 'recorded'; because: string; endpoint?: string | null }

export type TakenMail = { id: number; kind: MailKind; outcome: MailOutcome['outcome'] | 'repeated'; because: string };

const STEPS: Record<MailKind, (journey: Journey, tx: Transaction, taken: MailTaken) => Promise<MailOutcome>> = {
  report: takeReport, 'read-receipt': takeReadReceipt, 'auto-reply': takeAutoReply, answer: takeAnswers, unreadable: takeAnswers,
};

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
  return journey.ledger.transaction(async (tx): Promise<TakenMail> => {
    const at = journey.clock.now();
    if (given.lease && !(await holdsLease(tx, given.lease))) throw new Error(`the lease ${given.lease.name} passed to another reader; nothing was taken`);
    const [again] = await tx.select({ id: mailIn.id, kind: mailIn.kind }).from(mailIn).where(eq(mailIn.sha256, sha256)).limit(1);
    const [row] = await tx.insert(mailIn).values({
      mailbox: given.mailbox, uidValidity: given.uidValidity, uid: String(given.uid), receivedAt: at, sha256, byteLength: given.raw.length, messageId: mail.messageId, fromAddress: mail.from,
      subject: mail.subject.slice(0, 500), kind, endpoint: sender.endpoints.length === 1 ? sender.endpoints[0]! : null, sender: { ...sender },
      outcome: again ? 'repeated' : 'recorded', because: again ? `the same bytes were taken before, as mail ${again.id}` : 'kept',
    }).onConflictDoNothing().returning({ id: mailIn.id });
    if (!row) return { id: 0, kind, outcome: 'repeated', because: 'this mail of this mailbox was taken before' };
    if (given.lease) await tx.update(leases).set({ cursor: cursorOf(given.uidValidity, given.uid) }).where(eq(leases.name, given.lease.name));
    if (again) return { id: row.id, kind, outcome: 'repeated', because: `the same bytes were taken before, as mail ${again.id}` };
    await storeMailInBytes(tx, row.id, [given.raw]);
    const taken = { id: row.id, mail, sender, at, mailbox: given.mailbox };
    const done = await STEPS[kind](journey, tx, taken);
    const attached = await keepAttachments(journey, tx, taken, kind);
    const outcome = attached && done.outcome === 'recorded' ? attached : done;
    await tx.update(mailIn).set({ outcome: outcome.outcome, because: outcome.because.slice(0, 1_000), ...(outcome.endpoint === undefined ? {} : { endpoint: outcome.endpoint }) }).where(eq(mailIn.id, row.id));
    return { id: row.id, kind, ...outcome };
  }).catch((error: unknown) => {
    journey.log.error({ mailbox: given.mailbox, uid: given.uid, words: wordsOf(error) }, 'a mail could not be taken; it is tried again');
    throw error;
  });
}

/** Where a reader is: UIDVALIDITY and the last UID that is committed. */
export const cursorOf = (uidValidity: string, uid: number): string => `${uidValidity}:${uid}`;

export type { SenderVerdict };
