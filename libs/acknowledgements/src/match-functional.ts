import type { FunctionalAcknowledgement } from '#x12';

/** A document that this endpoint was sent, with the numbers it was sent under. */
export interface SentDocument {
  id: number;
  ref: string;
  interchangeId: number;
  gs01: string;
  gs06: string;
  set: string;
  st02: string;
  /** false while no try of it was ever opened: what was never sent cannot be answered */
  tried: boolean;
  /** true when nothing is awaited for it any more */
  settled: boolean;
  receivedAt: Date;
}

export type AckVerdict = 'accepted' | 'accepted-with-errors' | 'rejected';
export interface AckMatch { documentId: number; verdict: AckVerdict; words: string; matchedBy: string }
export interface AckResult { matched: AckMatch[]; unmatched: { words: string; because: string }[] }

/**
 * Element 717 (AK5-01, IK5-01) and 715 (AK9-01, IK9) as verdicts on one set. M, W and X are refusals for reasons of
 * security services, which the sender must mend just as R.
 * @source ASC X12 997, segments AK5 and AK9; 999, segments IK5 and AK9
 */
const VERDICTS: Record<string, AckVerdict> = { A: 'accepted', E: 'accepted-with-errors', P: 'accepted-with-errors', R: 'rejected', M: 'rejected', W: 'rejected', X: 'rejected' };

/**
 * Matches one 997 or 999 to what was sent, by control numbers and partner, never by order. `sent` is what this endpoint
 * was sent under the acknowledged group number. When a sender used a number again, the one interchange that still awaits
 * an answer is meant; when several do, nobody can tell, and it matches nothing: a rejection on the wrong document is worse
 * than one that a person looks at. An answer to something never sent matches nothing and says so.
 */
export function matchFunctional(ack: FunctionalAcknowledgement, sent: readonly SentDocument[]): AckResult {
  const inGroup = sent.filter((doc) => doc.gs06 === ack.gs06 && doc.tried);
  if (inGroup.length === 0) {
    const why = sent.some((doc) => doc.gs06 === ack.gs06) ? 'was taken in but not sent yet' : 'was never sent there';
    return { matched: [], unmatched: [{ words: wordsOfGroup(ack), because: `group ${ack.gs01} ${ack.gs06} ${why}` }] };
  }
  const awaiting = interchangesOf(inGroup.filter((doc) => !doc.settled));
  if (awaiting.length > 1) {
    return { matched: [], unmatched: [{ words: wordsOfGroup(ack), because: `group ${ack.gs01} ${ack.gs06} was sent ${awaiting.length} times and each awaits an answer` }] };
  }
  const meant = awaiting[0] ?? newestOf(inGroup);
  const group = inGroup.filter((doc) => doc.interchangeId === meant);
  const byNumber = new Map<string, SentDocument[]>();
  for (const doc of group) byNumber.set(numberOf(doc.set, doc.st02), [...(byNumber.get(numberOf(doc.set, doc.st02)) ?? []), doc]);
  const result: AckResult = { matched: [], unmatched: [] };
  for (const answer of ack.sets) {
    const verdict = VERDICTS[answer.verdict];
    const docs = byNumber.get(numberOf(answer.st01, answer.st02)) ?? [];
    if (!verdict) result.unmatched.push({ words: answer.words, because: `verdict "${answer.verdict}" is not one of ${Object.keys(VERDICTS).join(' ')}` });
    else if (docs.length === 0) result.unmatched.push({ words: answer.words, because: `set ${answer.st01} ${answer.st02} is not in group ${ack.gs06}` });
    else for (const doc of docs) result.matched.push({ documentId: doc.id, verdict, words: answer.words, matchedBy: `GS06 ${ack.gs06}, ST02 ${answer.st02}` });
  }
  const named = new Set(result.matched.map((match) => match.documentId));
  const silent = group.filter((doc) => !named.has(doc.id));
  if (ack.groupVerdict === 'A' || ack.groupVerdict === 'R') {
    // Group-level answers may leave the sets unnamed: A and R then speak for all of them. P and E never do.
    const verdict = VERDICTS[ack.groupVerdict]!;
    for (const doc of silent) result.matched.push({ documentId: doc.id, verdict, words: wordsOfGroup(ack), matchedBy: `GS06 ${ack.gs06}, whole group` });
  }
  return result;
}

const numberOf = (set: string, st02: string) => `${set}*${st02}`;

const interchangesOf = (docs: readonly SentDocument[]) => [...new Set(docs.map((doc) => doc.interchangeId))];

/** All are answered already: a repeated or a better answer speaks of the last. */
const newestOf = (docs: readonly SentDocument[]) => docs.reduce((best, doc) => (doc.receivedAt > best.receivedAt ? doc : best)).interchangeId;

const wordsOfGroup = (ack: FunctionalAcknowledgement) => `AK1 ${ack.gs01} ${ack.gs06}, AK9 ${ack.groupVerdict}`;
