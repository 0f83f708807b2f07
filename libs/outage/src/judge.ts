import { readEvidence, type Seen } from './read-evidence.js';
import type { EvidenceAt, OutageSettings, PathState, Verdict } from './types.js';

/**
 * What counts as proof that a returning path carries documents: the endpoint's answer where it answers, else that it took
 * one; and where there is no document to prove it with, that it can be reached.
 */
export type Proof = 'acknowledged' | 'delivered' | 'probed';

interface Row {
  from: readonly Verdict[];
  when(seen: Seen, settings: OutageSettings): boolean;
  then: Verdict;
  because(seen: Seen, settings: OutageSettings): string;
}

/** First match wins; no match leaves the path as it is. Each row can be read alone. */
const TABLE: readonly Row[] = [
  {
    from: ['returning'], then: 'down', when: (seen) => seen.failedSinceReturn,
    because: (seen) => `it failed again while returning: ${seen.lastFailure}`,
  },
  {
    from: ['returning'], then: 'down', when: (seen) => seen.unansweredSinceReturn,
    because: () => 'a document sent while returning was taken and not answered in time',
  },
  {
    from: ['returning'], then: 'up', when: (seen, settings) => seen.proofs >= settings.proofsToUp,
    because: (seen) => `${seen.proofs} proofs since it began to return`,
  },
  {
    from: ['down'], then: 'returning', when: (seen, settings) => seen.cleanMs >= settings.minimumDownMs,
    because: (seen) => `it answered after ${minutes(seen.cleanMs)} without a failure; documents prove it, few at first`,
  },
  {
    from: ['up', 'suspect'], then: 'down', when: (seen, settings) => seen.failing && seen.failures >= settings.failuresToDown,
    because: (seen, settings) => `${seen.failures} failures within ${minutes(settings.failureWindowMs)}, the last: ${seen.lastFailure}`,
  },
  {
    from: ['up', 'suspect'], then: 'down', when: (seen, settings) => seen.missing >= settings.missingToDown,
    because: (seen, settings) => `${seen.missing} answers missing within ${minutes(settings.answerWindowMs)}: documents are taken and nobody answers`,
  },
  {
    from: ['up'], then: 'suspect', when: (seen) => seen.failing,
    because: (seen) => `it failed: ${seen.lastFailure}`,
  },
  {
    from: ['up'], then: 'suspect', when: (seen, settings) => seen.missing >= settings.missingToSuspect,
    because: (seen, settings) => `${seen.missing} answers missing within ${minutes(settings.answerWindowMs)}: accepted by transport, not by application`,
  },
  {
    // Documents are held back from a suspect path, so no new answer could clear it: after a whole window, few may try it.
    from: ['suspect'], then: 'returning', when: (seen, settings) => seen.heldMs >= settings.answerWindowMs && seen.working,
    because: (_, settings) => `suspected for ${minutes(settings.answerWindowMs)} and reachable; documents prove it, few at first`,
  },
  {
    // A connection proves nothing about an application that stays silent: only an answer clears that suspicion.
    from: ['suspect'], then: 'up', when: (seen, settings) => seen.working && seen.outstanding < settings.missingToSuspect,
    because: () => 'it works again',
  },
  {
    from: ['suspect'], then: 'up', when: (seen) => seen.answered && !seen.failing,
    because: () => 'it answers again',
  },
];

/**
 * What the evidence makes of a path, now. Pure: the same state and evidence give the same verdict, and judging twice
 * changes nothing twice.
 *
 * @param recent  evidence of this path, at least as far back as `evidenceFrom` says; of two of the same instant the later in the list is newer
 * @param proof  what counts while returning
 * @param answerWithinMs  the endpoint's allowance. An answer that went missing sooner than this after the return began
 *   belongs to a document of the time before, and is not held against the return.
 * @returns the new state; `changed` when the verdict is another. `proofs` may have moved without it: store the state either way.
 */
export function judge(
  state: PathState, recent: readonly EvidenceAt[], settings: OutageSettings, now: Date, proof: Proof = 'delivered', answerWithinMs = 0,
): PathState & { changed: boolean } {
  const seen = readEvidence(state, recent, settings, now, proof, answerWithinMs);
  const row = TABLE.find((candidate) => candidate.from.includes(state.verdict) && candidate.when(seen, settings));
  if (!row) return { ...state, proofs: state.verdict === 'returning' ? seen.proofs : 0, changed: false };
  return { verdict: row.then, since: now, because: row.because(seen, settings), proofs: 0, changed: true };
}

/** How far back evidence is needed for `judge`. */
export function evidenceFrom(state: PathState, settings: OutageSettings, now: Date): Date {
  const window = Math.max(settings.failureWindowMs, settings.answerWindowMs);
  const from = state.verdict === 'up' ? now : state.since;
  return new Date(from.getTime() - window);
}

function minutes(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
