import type { InterchangeAcknowledgement } from '#x12';
import { meantUnit } from './meant-unit.js';
import { matchesNothing, sameNumber, type AckResult, type AckVerdict, type SentDocument } from './sent-document.js';

/**
 * TA104. A and E prove that the interchange arrived and was opened, no more: its documents are at the transport level still. R
 * refuses it, and all it carried.
 * @source element I17
 */
const VERDICTS: Record<string, { verdict: AckVerdict; level: 'transport' | 'syntax' }> = {
  A: { verdict: 'accepted', level: 'transport' },
  E: { verdict: 'accepted-with-errors', level: 'transport' },
  R: { verdict: 'rejected', level: 'syntax' },
};

/**
 * Matches one TA1 to what this endpoint was sent, by ISA13, and by ISA09 and ISA10 where both sides know them: a number used again on
 * another day is told apart by its date.
 */
export function matchInterchange(ta1: InterchangeAcknowledgement, sent: readonly SentDocument[]): AckResult {
  const known = VERDICTS[ta1.code];
  if (!known) return matchesNothing(ta1.words, `verdict "${ta1.code}" is not one of ${Object.keys(VERDICTS).join(' ')}`);
  if (ta1.isa13.trim() === '') return matchesNothing(ta1.words, 'a TA1 without a control number names no interchange');
  const numbered = sent.filter((doc) => sameNumber(doc.isa13, ta1.isa13));
  const dated = numbered.filter((doc) => agrees(ta1.date, doc.isa09) && agrees(ta1.time, doc.isa10));
  const name = `interchange ${ta1.isa13}`;
  if (numbered.length > 0 && dated.length === 0) return matchesNothing(ta1.words, `${name} of ${ta1.date} ${ta1.time} was never sent there; that number was sent with another date`);
  const meant = meantUnit(name, dated);
  if ('because' in meant) return matchesNothing(ta1.words, meant.because);
  const matchedBy = `ISA13 ${ta1.isa13}`;
  return { matched: meant.docs.map((doc) => ({ documentId: doc.id, ...known, words: ta1.words, matchedBy })), unmatched: [] };
}

/** What one side does not know contradicts nothing. */
function agrees(told: string, sent: string | null | undefined): boolean {
  return told.trim() === '' || sent === null || sent === undefined || sent.trim() === '' || told.trim() === sent.trim();
}
