import type { OutageSettings, Verdict } from './types.js';

/** A person's isolation of the scope stands above what the evidence says, until a person ends it. */
export function effectiveVerdict(verdict: Verdict, isolated: boolean): Verdict | 'isolated' {
  return isolated ? 'isolated' : verdict;
}

/**
 * How many documents may be under proof at once on a returning path: 1, 2, 4 … as proofs come in. The first is the canary.
 * A far side that opens after days meets one document, not the whole backlog.
 */
export function placesWhileReturning(proofs: number, settings: Pick<OutageSettings, 'proofsToUp'>): number {
  const doublings = Math.min(Math.max(0, proofs), Math.max(0, settings.proofsToUp - 1), 20);
  return 2 ** doublings;
}
