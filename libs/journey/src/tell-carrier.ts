import type { AnswerWord } from '#acknowledgements';
import type { Transaction } from '#ledger';
import type { Journey } from './journey.js';

/** What the carrier's system is told of a document: what a person at the far side said. Labelled as not a 997. */
export interface ToTell {
  documentIds: readonly number[];
  event: 'acknowledged' | 'rejected' | 'bounced';
  word: AnswerWord | null;
  by: 'mail' | 'phone' | 'confirm-link' | 'report';
  saidBy: string;
  saidAt: Date;
  words: string;
}

/** Writes one notice for each of these documents whose sender has a webhook, in the transaction it tells of. */
export async function tellCarrier(_journey: Journey, _tx: Transaction, _told: ToTell, _at: Date): Promise<void> {
  await Promise.resolve();
}
