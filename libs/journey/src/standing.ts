import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import type { Standing } from '#rendering';
import { callWent, repeats } from './acceptance.js';

/** A document that was mailed, once EDI is back. */
export interface StandingFacts {
  document: Pick<DocumentRow, 'state' | 'because' | 'kind' | 'set' | 'acknowledgedAt' | 'acknowledgedLevel' | 'ediAcceptedAt' | 'mailAcceptedAt' | 'lastAcceptedBy' | 'callStanding' | 'disregard'>;
  edifact: boolean;
  endpoint: Pick<Endpoint, 'replay' | 'acknowledges'>;
  /** when EDI came back: what was mailed before is repeated by it */
  returnedAt: Date | null;
  /** the version that replaces it whole */
  successor: { version: number; ref: string } | null;
}

interface Rule { when: (f: StandingFacts) => boolean; say: (f: StandingFacts) => Standing }

const MOST_WORDS = 120;

/** First match wins: what forbids keying it comes before what allows it. */
const TABLE: readonly Rule[] = [
  { when: ({ document }) => document.state === 'cancelled', say: () => ({ code: 'cancelled' }) },
  { when: ({ successor }) => successor !== null, say: ({ successor }) => ({ code: 'superseded', version: successor?.version ?? 0, ref: successor?.ref ?? '' }) },
  { when: ({ document }) => document.state === 'rejected', say: ({ document }) => ({ code: 'rejected', words: document.because.slice(0, MOST_WORDS) }) },
  { when: ({ document }) => document.acknowledgedAt !== null && document.acknowledgedLevel === 'person', say: ({ document }) => ({ code: 'confirmed-by-you', at: document.acknowledgedAt! }) },
  { when: ({ document }) => document.acknowledgedAt !== null, say: (f) => ({ code: 'confirmed', answer: answerOf(f), at: f.document.acknowledgedAt! }) },
  { when: ({ document, endpoint }) => document.ediAcceptedAt !== null && endpoint.acknowledges !== 'none', say: ({ document }) => ({ code: 'not-answered', at: document.ediAcceptedAt! }) },
  { when: ({ document }) => document.ediAcceptedAt !== null, say: ({ document }) => ({ code: 'sent', at: document.ediAcceptedAt! }) },
  { when: ({ document }) => document.state === 'waiting' || document.state === 'sending' || document.state === 'unsettled', say: () => ({ code: 'to-come' }) },
  { when: ({ document, endpoint, returnedAt }) => repeats(endpoint) && !callWent(document) && returnedAt !== null && document.mailAcceptedAt !== null && document.mailAcceptedAt <= returnedAt, say: () => ({ code: 'to-come' }) },
  { when: () => true, say: () => ({ code: 'by-mail-only' }) },
];

/** How a mailed document stands, as a clerk is told. Pure. */
export function standingOf(facts: StandingFacts): Standing {
  return TABLE.find((rule) => rule.when(facts))!.say(facts);
}

/** The answer that confirmed it, as the terminal's people call it. */
function answerOf({ document: { acknowledgedLevel, set }, edifact }: StandingFacts): string {
  if (acknowledgedLevel === 'content') return set === '309' ? '355/824' : '824';
  return edifact ? 'CONTRL' : '997';
}
