import type { Verdict } from '#outage';

/** hourly: which mails are ours. after-return: also how each document stands, once, when EDI is back. */
export type ListKind = 'hourly' | 'after-return';

/** What decides whether a mailbox is owed a list; of its mails that some list still owes a line. */
export interface ListFacts {
  /** the endpoint's EDI path as it counts now; none: it has mail alone */
  edi: Verdict | 'isolated' | 'none';
  /** since the oldest that no list names at all, ms; null: each stands in one */
  unlistedMs: number | null;
  /** since the oldest that was not told after a return, ms */
  untoldMs: number;
  /** the path came back after that one was mailed */
  cameBack: boolean;
  /** some are still on their way by EDI, or their answer is awaited */
  pending: boolean;
  /** since the path is as it is, ms; how long an answer may take */
  sinceMs: number;
  answerWithinMs: number;
  /** mail.list.every; null: never hourly */
  everyMs: number | null;
}

interface Rule { when: (f: ListFacts) => boolean; list: ListKind | null; because: string }

/** First match wins. While EDI returns and once it is up there is the one list after the return and no other. */
const TABLE: readonly Rule[] = [
  { when: (f) => f.edi === 'returning', list: null, because: 'The EDI link is coming back: one list follows when it is up.' },
  { when: (f) => f.edi === 'up' && f.cameBack && !f.pending, list: 'after-return', because: 'The EDI link is back, and all that was to be repeated is answered.' },
  { when: (f) => f.edi === 'up' && f.cameBack && f.sinceMs >= f.answerWithinMs, list: 'after-return', because: 'The EDI link is back for as long as an answer may take; what is still awaited is told as that.' },
  { when: (f) => f.edi === 'up' && f.cameBack, list: null, because: 'What was mailed is still being repeated by EDI, or its answer is awaited.' },
  { when: (f) => f.edi === 'up' && f.everyMs !== null && f.untoldMs >= f.everyMs, list: 'after-return', because: 'Mailed while the EDI link was up, and not told of yet.' },
  { when: (f) => f.edi === 'up', list: null, because: 'The EDI link is up.' },
  { when: (f) => f.everyMs === null || f.unlistedMs === null, list: null, because: 'Nothing new was mailed, or mail.list.every is null.' },
  { when: (f) => (f.unlistedMs ?? 0) >= (f.everyMs ?? Infinity), list: 'hourly', because: 'The oldest mail that no list names left mail.list.every ago.' },
  { when: () => true, list: null, because: 'The oldest mail that no list names is younger than mail.list.every.' },
];

/** Which list this mailbox is owed now, if any. Pure. */
export function chooseList(facts: ListFacts): { list: ListKind | null; because: string } {
  const { list, because } = TABLE.find((rule) => rule.when(facts))!;
  return { list, because };
}
