import type { Settings } from '#directory';

/** What is known of a list's tries. */
export interface ListTries {
  open: boolean;
  /** of the newest try */
  outcome: string | null;
  number: number;
  forGood: boolean;
  endedAt: Date | null;
  /** how many ended in doubt */
  doubts: number;
  /** of a list in parts: all of them have their 250 */
  allPartsTaken: boolean;
  /** it was taken, and a mail server reported that it did not get there */
  cameBack: boolean;
}

export type ListState = 'sending' | 'handed over' | 'waiting' | 'in doubt' | 'not taken' | 'came back';

/** A list that may have arrived is repeated so often, after its allowance each time, and then left alone: the next one names its number. */
const MOST_DOUBTS = 2;

/**
 * How a list stands, from its tries alone, and when the same bytes go again; null: not any more. A document that may have arrived
 * goes as a new mail; a list may be seen twice, because its number and its Message-ID are the same.
 */
export function stateOfList(tries: ListTries, { tries: { doubtMs }, retry: { backoffMs } }: Pick<Settings, 'tries' | 'retry'>): { state: ListState; againAt: Date | null } {
  const after = (ms: number) => new Date((tries.endedAt?.getTime() ?? 0) + ms);
  if (tries.open) return { state: 'sending', againAt: null };
  if (tries.cameBack) return { state: 'came back', againAt: null };
  if (tries.outcome === 'accepted' || tries.allPartsTaken) return { state: 'handed over', againAt: null };
  if (tries.outcome === 'unknown') return { state: 'in doubt', againAt: tries.doubts > MOST_DOUBTS ? null : after(doubtMs) };
  if (tries.forGood) return { state: 'not taken', againAt: null };
  return { state: 'waiting', againAt: after(backoffMs[Math.min(tries.number, backoffMs.length) - 1] ?? 0) };
}
