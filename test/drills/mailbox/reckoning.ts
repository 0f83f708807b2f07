import { eq } from 'drizzle-orm';
import { acknowledgement, document, mailIn, type Ledger } from '#ledger';
import type { Outcome } from '../drill.js';
import type { Answer } from './answers.js';

/** What became of every answer, as the ledger has it: nobody's word of himself. */
export async function reckon(ledger: Ledger, answers: readonly Answer[]): Promise<Omit<Outcome, 'recoverySeconds' | 'notes'>> {
  const mails = (await ledger.db.select().from(mailIn)).filter(({ outcome }) => outcome !== 'repeated');
  const moved = await ledger.db.select({ mail: acknowledgement.sourceMailId, ref: document.ref, state: document.state }).from(acknowledgement).innerJoin(document, eq(document.id, acknowledgement.documentId)).where(eq(acknowledgement.level, 'person'));
  const fates = answers.map((answer) => {
    const taken = mails.filter(({ messageId }) => messageId === answer.messageId);
    const ids = new Set(taken.map(({ id }) => id));
    const words = moved.filter(({ mail }) => mail !== null && ids.has(mail));
    if (taken.length === 0) return { answer, fate: 'lost' as const };
    if (taken.length > 1 || words.length > 1) return { answer, fate: 'twice' as const };
    if (words.length === 1) return { answer, fate: words[0]?.ref === answer.ref && ['acknowledged', 'rejected'].includes(words[0].state) ? 'delivered' as const : 'waiting' as const };
    return { answer, fate: taken[0]?.outcome === 'refused' ? 'rejected' as const : taken[0]?.outcome === 'held' ? 'held' as const : 'waiting' as const };
  });
  const count = (wanted: string) => fates.filter(({ fate }) => fate === wanted).length;
  const [delivered, held, rejected, waiting, lost, twice] = ['delivered', 'held', 'rejected', 'waiting', 'lost', 'twice'].map(count) as [number, number, number, number, number, number];
  const right = fates.every(({ answer, fate }) => fate === answer.expected);
  return { sent: answers.length, answered: delivered + held + rejected + waiting, delivered, held, rejected, waiting, lost, deliveredAsNewTwice: twice, pass: right && lost === 0 && twice === 0 && waiting === 0 };
}

/** So many different answers were taken. */
export async function takenSoFar(ledger: Ledger): Promise<number> {
  return new Set((await ledger.db.select({ messageId: mailIn.messageId }).from(mailIn)).map(({ messageId }) => messageId)).size;
}
