import { eq } from 'drizzle-orm';
import type { MailKind } from '#acknowledgements';
import { mailIn, type Transaction } from '#ledger';
import { keepAttachments } from './mail-attachments.js';
import type { MailOutcome, MailTaken } from './mail-taken.js';
import { takeAnswers } from './take-answers.js';
import { takeAutoReply } from './take-auto-reply.js';
import { takeReadReceipt } from './take-read-receipt.js';
import { takeReport } from './take-report.js';
import type { Journey } from './journey.js';

const STEPS: Record<MailKind, (journey: Journey, tx: Transaction, taken: MailTaken) => Promise<MailOutcome>> = {
  report: takeReport, 'read-receipt': takeReadReceipt, 'auto-reply': takeAutoReply, answer: takeAnswers, unreadable: takeAnswers,
};

/** What follows from a mail that is kept, and its row says what that was. */
export async function applyMail(journey: Journey, tx: Transaction, kind: MailKind, taken: MailTaken): Promise<MailOutcome> {
  const done = await STEPS[kind](journey, tx, taken);
  const attached = await keepAttachments(journey, tx, taken, kind);
  const outcome = attached && done.outcome === 'recorded' ? attached : done;
  await tx.update(mailIn).set({ outcome: outcome.outcome, because: outcome.because.slice(0, 1_000), ...(outcome.endpoint === undefined ? {} : { endpoint: outcome.endpoint }) }).where(eq(mailIn.id, taken.id));
  return outcome;
}

/** What the directory and its proof say of whom a mail is from, as its row keeps it. */
export const senderColumns = (sender: MailTaken['sender']) => ({ endpoint: sender.endpoints.length === 1 ? sender.endpoints[0]! : null, sender: { ...sender } });
