import type { Transaction } from '#ledger';
import type { MailOutcome, MailTaken } from './take-mail.js';
import type { Journey } from './journey.js';

export async function takeReadReceipt(_journey: Journey, _tx: Transaction, _taken: MailTaken): Promise<MailOutcome> {
  return Promise.resolve({ outcome: 'recorded', because: 'kept' });
}
