import type { SenderVerdict } from './types.js';

/** What is known of a mail's sender. */
export interface SenderFacts {
  /** the address stands in an endpoint's `mail.to` or `mail.answersFrom` */
  listed: boolean;
  verified: boolean;
  by: SenderVerdict['by'];
}

/** believe: what it says moves documents · person: nothing moves, somebody decides · refuse: nothing moves and nobody is asked; it is kept and shown */
export interface Belief { belief: 'believe' | 'person' | 'refuse'; rule: BeliefRule; because: string; /** somebody took a listed name */ alarm: boolean }
export type BeliefRule = 'listed-and-proved' | 'forged' | 'unchecked' | 'listed-not-proved' | 'proved-not-listed' | 'stranger';

interface Row { rule: BeliefRule; when: (facts: SenderFacts) => boolean; belief: Belief['belief']; because: string }

/** First match wins. Two things have to speak for a sender, the list and the proof; one alone makes a person look, none of them nobody. */
const TABLE: readonly Row[] = [
  { rule: 'listed-and-proved', when: ({ listed, verified }) => listed && verified, belief: 'believe', because: 'its sender is listed, and it is proved to be theirs' },
  { rule: 'forged', when: ({ by }) => by === 'forged', belief: 'refuse', because: 'it is forged: the signature is broken, and the domain it names asks that such mail is refused' },
  { rule: 'unchecked', when: ({ listed, by }) => listed && by === 'unchecked', belief: 'person', because: 'its sender is listed, and whether it is theirs could not be checked' },
  { rule: 'listed-not-proved', when: ({ listed }) => listed, belief: 'person', because: 'its sender is listed, and nothing proves that it is theirs' },
  { rule: 'proved-not-listed', when: ({ verified }) => verified, belief: 'person', because: 'it is its sender\'s, who is not listed' },
  { rule: 'stranger', when: () => true, belief: 'refuse', because: 'its sender is not listed, and nothing proves that it is theirs' },
];

/** May this sender move documents? Pure. */
export function chooseBelief(facts: SenderFacts): Belief {
  const { rule, belief, because } = TABLE.find((row) => row.when(facts))!;
  return { belief, rule, because, alarm: rule === 'forged' && facts.listed };
}
