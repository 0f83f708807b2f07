import type { ClerkAnswer, ClerkLine } from '../../../terminal/src/index.js';
import type { LedgerLine, MailInLine } from './desk.js';

export interface AnswersByMail { received: number; keyed: number; rejected: number; outOfOffice: number; strangers: number }

type Kind = keyof AnswersByMail;
const KINDS: Record<Exclude<ClerkAnswer, 'none'>, Kind> = { received: 'received', recibido: 'received', keyed: 'keyed', reject: 'rejected', 'out-of-office': 'outOfOffice', spoofed: 'strangers', stranger: 'strangers' };

/** What each kind may have become in the ledger. A word of the terminal's moves its documents; no other mail moves any. */
const MAY_BE: Record<Kind, readonly string[]> = { received: ['moved'], keyed: ['moved'], rejected: ['moved'], outOfOffice: ['recorded'], strangers: ['refused', 'held'] };

/**
 * Two accounts kept apart: what the clerks say they answered, and what the ledger made of the mails it read.
 * @returns counts by the clerks' account, documents a person acknowledged by the ledger's, and a sentence for each thing they do not agree on
 */
export function reckonAnswers(clerks: readonly ClerkLine[], mails: readonly Pick<MailInLine, 'messageId' | 'outcome' | 'because'>[], ledger: readonly LedgerLine[]): { answersByMail: AnswersByMail; acknowledgedByPerson: number; faults: string[] } {
  const answersByMail: AnswersByMail = { received: 0, keyed: 0, rejected: 0, outOfOffice: 0, strangers: 0 };
  const faults: string[] = [];
  const states = new Map(ledger.map((line) => [line.ref, line.state]));
  for (const { site, answer, refs, messageId } of clerks) {
    const kind = KINDS[answer];
    answersByMail[kind] += 1;
    const who = `${site} answered ${answer} on ${refs.join(' ')}`;
    const read = mails.filter((mail) => bare(mail.messageId) === bare(messageId));
    if (read.length !== 1) faults.push(`${who}: it was read ${read.length} times, expected once`);
    for (const { outcome, because } of read) if (!MAY_BE[kind].includes(outcome)) faults.push(`${who}: found ${outcome} (${because}), expected ${MAY_BE[kind].join(' or ')}`);
    if (kind === 'received' || kind === 'keyed') for (const one of ledger.filter((line) => refs.includes(line.ref) && line.acknowledgedLevel !== 'person')) faults.push(`${who}: ${one.ref} is ${one.state} at level ${one.acknowledgedLevel ?? 'none'}, expected acknowledged by a person`);
    if (kind === 'rejected') for (const ref of refs) if (states.get(ref) !== 'rejected') faults.push(`${who}: ${ref} is ${states.get(ref) ?? 'not in the ledger'}, expected rejected`);
  }
  const acknowledgedByPerson = ledger.filter((line) => line.kind === 'business' && line.state === 'acknowledged' && line.acknowledgedLevel === 'person').length;
  return { answersByMail, acknowledgedByPerson, faults };
}

const bare = (id: string | null): string => (id ?? '').replace(/^<|>$/g, '');
