import type { SentDocument } from './sent-document.js';

/** The documents of the one interchange an answer means, or why it means none. */
export type Meant = { docs: readonly SentDocument[] } | { because: string };

/**
 * Which of the interchanges sent under one number is meant. When a number was used again, the one that still awaits an answer is
 * meant; when several do, nobody can tell: a rejection on the wrong document is worse than one that a person looks at. When none
 * does, a repeated or a better answer speaks of the last.
 *
 * @param name        what the answer names, for the sentence: "group SO 4711"
 * @param candidates  everything this endpoint has under that number, sent or not
 */
export function meantUnit(name: string, candidates: readonly SentDocument[]): Meant {
  const sent = candidates.filter((doc) => doc.tried);
  if (sent.length === 0) return { because: candidates.length > 0 ? `${name} was taken in but not sent yet` : `${name} was never sent there` };
  const awaiting = unitsOf(sent.filter((doc) => !doc.settled));
  if (awaiting.length > 1) return { because: `${name} was sent ${awaiting.length} times and each awaits an answer` };
  const unit = awaiting[0] ?? newestOf(sent).unit;
  return { docs: sent.filter((doc) => doc.unit === unit) };
}

export function unitsOf(docs: readonly SentDocument[]): string[] {
  return [...new Set(docs.map((doc) => doc.unit))];
}

/** Of two taken in at the same instant the one with the higher id: which is asked first must not matter. */
function newestOf(docs: readonly SentDocument[]): SentDocument {
  return docs.reduce((best, doc) => {
    const later = doc.receivedAt.getTime() - best.receivedAt.getTime();
    return later > 0 || (later === 0 && doc.id > best.id) ? doc : best;
  });
}
