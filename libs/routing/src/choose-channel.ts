import type { BecauseCode } from './because.js';
import type { RoutingDecision, RoutingFacts } from './types.js';

/** From the configuration (`urgency`). When a document turns amber and red stands with the document. */
export interface RoutingThresholds {
  /** how long a held document rests before it is looked at again */
  holdMinutes: number;
}

type Then = { send: 'edi' | 'email' } | { hold: string; look: 'soon' | 'later' | 'when-red' };

interface Row { when(facts: Read): boolean; then: Then; because: BecauseCode }

/** Looked at again within a minute: something is being found out about it right now. */
const SOON_MINUTES = 1;

/**
 * First match wins. From what forbids sending at all, over what a document is, to how the paths stand.
 * Every row is reached by some facts, and the last group leaves none over: the spec walks all combinations.
 */
const TABLE: readonly Row[] = [
  // What forbids sending, whatever the paths.
  { when: (f) => f.heldByPerson, then: { hold: 'person', look: 'later' }, because: 'held-by-person' },
  { when: (f) => f.originalOutstanding, then: { hold: 'waits-for-original', look: 'later' }, because: 'original-not-handed-over' },
  { when: (f) => f.mayHaveArrived, then: { hold: 'earlier-try-unsettled', look: 'soon' }, because: 'earlier-try-unsettled' },

  // A 997 is never mailed: nobody keys one in, and a mailed one would answer nothing.
  { when: (f) => f.acknowledgement && !f.offers.edi, then: { hold: 'no-channel', look: 'later' }, because: 'acknowledgement-without-edi' },
  { when: (f) => f.acknowledgement && f.ediPath === 'up', then: { send: 'edi' }, because: 'acknowledgement-by-edi' },
  // It may be the canary: a lane that carries nothing but acknowledgements would else never prove its path.
  { when: (f) => f.acknowledgement && f.placeLeft, then: { send: 'edi' }, because: 'acknowledgement-as-canary' },
  { when: (f) => f.acknowledgement && f.ediPath === 'isolated', then: { hold: 'isolated', look: 'later' }, because: 'acknowledgement-waits-for-edi' },
  { when: (f) => f.acknowledgement, then: { hold: 'path-down', look: 'later' }, because: 'acknowledgement-waits-for-edi' },

  // What the receiver offers, and what its interchange has begun.
  { when: (f) => !f.offers.edi && !f.offers.email, then: { hold: 'no-channel', look: 'later' }, because: 'no-channel' },
  { when: (f) => f.partlyMailed && f.mailWorks, then: { send: 'email' }, because: 'rest-of-a-mailed-interchange' },
  // Red ones fall through to EDI: being seen twice is better than being late, and it is one identity either way.
  { when: (f) => f.partlyMailed && f.offers.email && !f.red, then: { hold: 'path-down', look: 'when-red' }, because: 'rest-waits-for-mail' },
  { when: (f) => !f.offers.edi && f.mailWorks, then: { send: 'email' }, because: 'email-only' },
  { when: (f) => !f.offers.edi, then: { hold: 'path-down', look: 'later' }, because: 'email-only-and-down' },

  // The EDI path is closed.
  { when: (f) => f.ediPath === 'isolated' && f.mailWorks, then: { send: 'email' }, because: 'isolated' },
  { when: (f) => f.ediPath === 'isolated', then: { hold: 'isolated', look: 'later' }, because: 'isolated-without-mail' },
  { when: (f) => f.ediPath === 'down' && f.mailWorks, then: { send: 'email' }, because: 'edi-down' },
  { when: (f) => f.ediPath === 'down', then: { hold: 'path-down', look: 'later' }, because: 'edi-down-without-mail' },

  // The EDI path is up.
  { when: (f) => f.ediPath === 'up' && f.answerMissing && f.mailWorks, then: { send: 'email' }, because: 'answer-missing' },
  { when: (f) => f.ediPath === 'up' && f.answerMissing, then: { hold: 'answer-missing', look: 'later' }, because: 'answer-missing-without-mail' },
  { when: (f) => f.ediPath === 'up', then: { send: 'edi' }, because: 'edi-up' },

  // Suspect: urgent ones leave by mail, the rest waits for the verdict, so that a false alarm costs no double work.
  { when: (f) => f.ediPath === 'suspect' && f.red && f.mailWorks, then: { send: 'email' }, because: 'suspect-and-red' },
  { when: (f) => f.ediPath === 'suspect' && f.answerMissing && f.amber && f.mailWorks, then: { send: 'email' }, because: 'suspect-and-answer-missing' },
  { when: (f) => f.ediPath === 'suspect' && f.red && !f.answerMissing, then: { send: 'edi' }, because: 'suspect-without-mail' },
  { when: (f) => f.ediPath === 'suspect' && f.red, then: { hold: 'path-suspect', look: 'later' }, because: 'suspect-and-taken-before' },
  { when: (f) => f.ediPath === 'suspect', then: { hold: 'path-suspect', look: 'when-red' }, because: 'suspect-and-time-left' },

  // Returning: few at a time, most urgent first (the lane's order).
  { when: (f) => f.placeLeft, then: { send: 'edi' }, because: 'canary' },
  { when: (f) => f.ediPath === 'returning' && f.red && f.mailWorks, then: { send: 'email' }, because: 'returning-and-red' },
  { when: (f) => f.ediPath === 'returning' && f.red, then: { hold: 'path-returning', look: 'soon' }, because: 'returning-without-mail' },
  { when: (f) => f.ediPath === 'returning', then: { hold: 'path-returning', look: 'when-red' }, because: 'returning-and-time-left' },
];

/**
 * Which channel, or why not yet. Pure; `because` is a key of BECAUSE.
 * A held document is looked at again at the latest in `lookAgainInMinutes`; a change of its path wakes it earlier.
 */
export function chooseChannel(facts: RoutingFacts, thresholds: RoutingThresholds): RoutingDecision {
  const read = readFacts(facts);
  const row = TABLE.find((candidate) => candidate.when(read));
  if (!row) throw new RangeError(`routing: no row for the EDI path "${facts.ediPath}"; expected up, suspect, down, isolated or returning`);
  const { then, because } = row;
  if ('send' in then) return { action: 'send', channel: then.send, because };
  return { action: 'hold', held: then.hold, lookAgainInMinutes: restOf(then.look, facts.minutesToRed, thresholds), because };
}

interface Read extends Pick<RoutingFacts, 'heldByPerson' | 'originalOutstanding' | 'mayHaveArrived' | 'offers' | 'ediPath' | 'partlyMailed' | 'answerMissing'> {
  acknowledgement: boolean;
  red: boolean;
  amber: boolean;
  placeLeft: boolean;
  mailWorks: boolean;
}

function readFacts(facts: RoutingFacts): Read {
  return {
    ...facts,
    acknowledgement: facts.kind === 'acknowledgement',
    red: facts.minutesToRed < 0,
    amber: facts.minutesToAmber < 0,
    placeLeft: facts.ediPath === 'returning' && facts.returningPlacesLeft > 0,
    // Mail under suspicion or coming back is still mail: there is no third way, and its own tries are the proof it needs.
    mailWorks: facts.offers.email && facts.emailPath !== 'down' && facts.emailPath !== 'isolated',
  };
}

/** A document that waits because there is time is looked at when there no longer is. */
function restOf(look: 'soon' | 'later' | 'when-red', minutesToRed: number, { holdMinutes }: RoutingThresholds): number {
  if (look === 'soon') return Math.min(SOON_MINUTES, holdMinutes);
  const untilRed = Math.ceil(minutesToRed);
  return look === 'when-red' && untilRed > 0 ? Math.min(holdMinutes, untilRed) : holdMinutes;
}
