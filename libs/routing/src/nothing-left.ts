import { chooseChannel } from './choose-channel.js';
import type { RoutingFacts } from './types.js';

/** What a document waits for while no way is open at all; a returning path takes it sooner or later. */
const SHUT: ReadonlySet<string> = new Set(['no-channel', 'path-down', 'isolated']);

/**
 * Is no way open to a receiver, whatever the hour? The table of channels is asked for a business document that is due, free
 * and never sent, so that paper quotes the words in which the documents wait.
 *
 * @returns the reason, a key of BECAUSE; null: some way is open
 */
export function nothingLeft(ways: Pick<RoutingFacts, 'offers' | 'ediPath' | 'emailPath'>): string | null {
  const decision = chooseChannel(
    { ...ways, kind: 'business', returningPlacesLeft: 0, minutesToAmber: -1, minutesToRed: -1, mayHaveArrived: false, partlyMailed: false, answerMissing: false, originalOutstanding: false, heldByPerson: false },
    { holdMinutes: 1 });
  return decision.action === 'hold' && SHUT.has(decision.held) ? decision.because : null;
}
