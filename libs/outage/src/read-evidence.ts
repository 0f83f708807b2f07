import type { Evidence, EvidenceAt, OutageSettings, PathState } from './types.js';

const FAILURES: ReadonlySet<Evidence> = new Set<Evidence>(['connect-failed', 'timed-out', 'refused-for-now']);
const SUCCESSES: ReadonlySet<Evidence> = new Set<Evidence>(['delivered', 'probed']);

/** The evidence as the table's rows ask for it. */
export interface Seen {
  /** the newest word on the connection is a failure, and it is new: within the failure window */
  failing: boolean;
  /** the newest word on the connection is a success that came after the verdict */
  working: boolean;
  /** failures within the failure window, whatever succeeded between them: a flapping line fails often, not in a row */
  failures: number;
  /** words of the newest failure */
  lastFailure: string;
  /** answers missing within the answer window since the last answer that came */
  missing: number;
  /** the same, counted as far back as the window reached when the verdict was given, so that waiting does not clear it */
  outstanding: number;
  /** an answer came after the verdict, and none went missing since */
  answered: boolean;
  /** how long the verdict has held */
  heldMs: number;
  /** down: from the later of verdict and last failure to the newest success; 0 without one */
  cleanMs: number;
  /** returning: proofs since the return began */
  proofs: number;
  failedSinceReturn: boolean;
  unansweredSinceReturn: boolean;
}

export function readEvidence(
  state: PathState, recent: readonly EvidenceAt[], settings: OutageSettings, now: Date, proof: 'acknowledged' | 'delivered' | 'probed', answerWithinMs: number,
): Seen {
  const all = [...recent].filter((one) => one.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
  const since = state.since.getTime();
  const after = (from: number) => (one: EvidenceAt) => one.at.getTime() > from;

  const connection = all.filter((one) => FAILURES.has(one.evidence) || SUCCESSES.has(one.evidence));
  const newest = connection.at(-1);
  const failures = connection.filter((one) => FAILURES.has(one.evidence));
  const lastFailure = failures.at(-1);
  const success = newest && SUCCESSES.has(newest.evidence) ? newest : null;

  const lastAnswer = all.findLastIndex((one) => one.evidence === 'acknowledged');
  const missing = all.slice(lastAnswer + 1).filter((one) => one.evidence === 'answer-missing');
  const window = now.getTime() - settings.failureWindowMs;
  const counted = all.filter((one) => one.evidence === proof && after(since)(one)).length;

  return {
    failing: newest !== undefined && success === null && after(window)(newest),
    working: success !== null && after(since)(success),
    failures: failures.filter(after(window)).length,
    lastFailure: lastFailure?.detail ?? '',
    missing: missing.filter(after(now.getTime() - settings.answerWindowMs)).length,
    outstanding: missing.filter(after(since - settings.answerWindowMs)).length,
    answered: missing.length === 0 && all.some((one) => one.evidence === 'acknowledged' && after(since)(one)),
    heldMs: now.getTime() - since,
    cleanMs: success ? Math.max(0, success.at.getTime() - Math.max(since, lastFailure?.at.getTime() ?? since)) : 0,
    // The stored count stands even when old evidence is no longer handed in.
    proofs: Math.max(state.proofs, counted),
    failedSinceReturn: failures.some(after(since)),
    unansweredSinceReturn: all.some((one) => one.evidence === 'answer-missing' && one.at.getTime() >= since + answerWithinMs && after(since)(one)),
  };
}
