export type Verdict = 'up' | 'suspect' | 'down' | 'returning';
export type Evidence =
  | 'delivered' | 'probed' | 'acknowledged'
  | 'connect-failed' | 'timed-out' | 'refused-for-now' | 'answer-missing';

/** One path (an endpoint's EDI or e-mail) as it stands. */
export interface PathState {
  verdict: Verdict;
  since: Date;
  because: string;
  /** while returning: proofs in a row since it began to return */
  proofs: number;
}

export interface EvidenceAt { evidence: Evidence; at: Date; detail: string }

/** Numbers of the verdict; all configuration (config/default.yaml), with unit and reason. */
export interface OutageSettings {
  /** bad evidence of connection within `failureWindowMs` that makes a path down */
  failuresToDown: number;
  failureWindowMs: number;
  /** answers missing within `answerWindowMs` that make an up path suspect, and a suspect path down */
  missingToSuspect: number;
  missingToDown: number;
  answerWindowMs: number;
  /** proofs in a row (delivered and, where the endpoint acknowledges, answered) that make a returning path up */
  proofsToUp: number;
  /** a path stays down at least this long before a good probe makes it returning: a flapping line stays on mail */
  minimumDownMs: number;
  probeEveryMs: number;
}
