import type { FunctionalAcknowledgement } from '#x12';
import { meantUnit } from './meant-unit.js';
import { matchesNothing, sameNumber, type AckMatch, type AckResult, type AckVerdict, type SentDocument } from './sent-document.js';

/**
 * Element 717 (AK5-01, IK5-01) and 715 (AK9-01) as verdicts on one set. M, W and X are refusals for reasons of security services,
 * which the sender must mend just as R. EDIFACT's CONTRL is read in the same letters.
 * @source ASC X12 997, segments AK5 and AK9; 999, segments IK5 and AK9
 */
const VERDICTS: Record<string, AckVerdict> = { A: 'accepted', E: 'accepted-with-errors', P: 'accepted-with-errors', R: 'rejected', M: 'rejected', W: 'rejected', X: 'rejected' };

/**
 * Matches one 997, 999 or CONTRL to what was sent, by control numbers and partner, never by order. `sent` is what this endpoint was
 * sent: a 997 and a 999 name a group (GS06), a CONTRL an interchange (0020). The result does not depend on the order of either.
 *
 * A and R of the whole speak for the sets it does not name; P and E speak for nobody but the sets they name. A refused group takes
 * no set, whatever is said of one. An answer to something never sent, or one that decides nothing, matches nothing and says so.
 */
export function matchFunctional(ack: FunctionalAcknowledgement, sent: readonly SentDocument[]): AckResult {
  const name = nameOf(ack);
  const meant = meantUnit(name, sent.filter((doc) => isNamed(ack, doc)));
  if ('because' in meant) return matchesNothing(wordsOfWhole(ack), meant.because);
  const result: AckResult = { matched: [], unmatched: [] };
  const docs = byNumber(meant.docs, (doc) => numberOf(doc.set, doc.st02));
  const named = new Set<number>();
  for (const [number, answers] of byNumber(ack.sets, (answer) => numberOf(answer.st01, answer.st02))) {
    const meantDocs = docs.get(number) ?? [];
    for (const doc of meantDocs) named.add(doc.id);
    const one = agreed(answers, ack);
    if ('because' in one) result.unmatched.push(one);
    else if (meantDocs.length === 0) result.unmatched.push({ words: one.words, because: `set ${number} is not in ${name}` });
    else for (const doc of meantDocs) result.matched.push(match(doc, one, `${numbersOf(ack)}, ST02 ${doc.st02}`));
  }
  const whole = VERDICTS[ack.groupVerdict];
  if (whole === 'rejected' || ack.groupVerdict === 'A') {
    for (const doc of meant.docs) {
      if (!named.has(doc.id)) result.matched.push(match(doc, { verdict: whole ?? 'accepted', words: wordsOfWhole(ack) }, `${numbersOf(ack)}, ${ack.isa13 !== null && ack.gs06 === '' ? 'whole interchange' : 'whole group'}`));
    }
  }
  if (result.matched.length + result.unmatched.length === 0) return matchesNothing(wordsOfWhole(ack), `the verdict "${ack.groupVerdict}" of the whole decides nothing, and no set is named`);
  return result;
}

type Answer = FunctionalAcknowledgement['sets'][number];

/** Several answers to one number count as one where they agree; where they do not, nobody can tell. */
function agreed(answers: readonly Answer[], ack: FunctionalAcknowledgement): { verdict: AckVerdict; words: string } | { words: string; because: string } {
  const [words = ''] = answers.map((answer) => answer.words).sort();
  const verdicts = [...new Set(answers.map((answer) => answer.verdict))].sort();
  const [letter = ''] = verdicts;
  if (verdicts.length > 1) return { words, because: `set ${answers[0]?.st01 ?? ''} ${answers[0]?.st02 ?? ''} is answered in different ways: ${verdicts.join(' and ')}` };
  const verdict = VERDICTS[letter];
  if (!verdict) return { words, because: `verdict "${letter}" is not one of ${Object.keys(VERDICTS).join(' ')}` };
  if (verdict !== 'rejected' && VERDICTS[ack.groupVerdict] === 'rejected') return { verdict: 'rejected', words: `${words}; ${wordsOfWhole(ack)}: the whole is rejected` };
  return { verdict, words };
}

function isNamed(ack: FunctionalAcknowledgement, doc: SentDocument): boolean {
  if (ack.isa13 !== null && !sameNumber(doc.isa13, ack.isa13)) return false;
  if (ack.isa13 !== null && ack.gs06 === '') return true;
  return ack.gs06 !== '' && sameNumber(doc.gs06, ack.gs06) && (ack.gs01 === '' || doc.gs01 === ack.gs01);
}

function match(doc: SentDocument, { verdict, words }: { verdict: AckVerdict; words: string }, matchedBy: string): AckMatch {
  return { documentId: doc.id, level: 'syntax', verdict, words, matchedBy };
}

function byNumber<T>(all: readonly T[], numberIn: (one: T) => string): Map<string, T[]> {
  const numbers = new Map<string, T[]>();
  for (const one of all) {
    const alike = numbers.get(numberIn(one));
    if (alike) alike.push(one);
    else numbers.set(numberIn(one), [one]);
  }
  return numbers;
}

const numberOf = (set: string, st02: string) => `${set} ${st02}`;

function nameOf({ isa13, gs01, gs06 }: FunctionalAcknowledgement): string {
  if (isa13 !== null && gs06 === '') return `interchange ${isa13}`;
  return gs06 === '' ? 'a group without a number' : `group ${gs01} ${gs06}`;
}

/** The control numbers that led to the interchange, as a person compares them. */
function numbersOf({ isa13, gs06 }: FunctionalAcknowledgement): string {
  return [isa13 === null ? '' : `ISA13 ${isa13}`, gs06 === '' ? '' : `GS06 ${gs06}`].filter((one) => one !== '').join(', ');
}

function wordsOfWhole({ isa13, gs01, gs06, groupVerdict }: FunctionalAcknowledgement): string {
  return isa13 === null ? `AK1 ${gs01} ${gs06}, AK9 ${groupVerdict}` : `UCI ${isa13} ${groupVerdict}`;
}
