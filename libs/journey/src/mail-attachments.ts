import type { MailKind } from '#acknowledgements';
import type { Transaction } from '#ledger';
import type { MailOutcome, MailTaken } from './take-mail.js';
import type { Journey } from './journey.js';

/**
 * Writes a row for each attachment: what is to be taken in as X12, and what is quarantined.
 * @returns what that means for a mail that says nothing itself; null: nothing was attached
 */
export async function keepAttachments(_journey: Journey, _tx: Transaction, _taken: MailTaken, _kind: MailKind): Promise<MailOutcome | null> {
  return Promise.resolve(null);
}
