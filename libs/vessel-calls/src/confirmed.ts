import type { CallTime } from './call-board.js';

/** By when a call's documents should be confirmed; null: not known, and why. */
export interface Milestone { at: Date | null; because: string | null }

/** A day before arrival, at berth, at the actual departure. */
export interface Milestones { dayBeforeArrival: Milestone; atBerth: Milestone; atDeparture: Milestone }

/** Documents confirmed by a milestone. `percent` is null for the reason in `because`. */
export interface Confirmed { at: string | null; acknowledged: number | null; of: number; percent: number | null; because: string | null }

const DAY = 86_400_000;

/**
 * ETA is the arrival at the pilot station where one was reported, else at berth; ETB the arrival at berth; each actual, else the
 * latest estimate, else the plan. ATD is an actual alone: a departure that has not been is none.
 */
export function milestonesOf(timestamps: readonly CallTime[]): Milestones {
  const pilot = bestAt(timestamps, 'ARRI', 'PBPL');
  const berth = bestAt(timestamps, 'ARRI', 'BRTH');
  const left = timestamps.findLast((row) => row.event === 'DEPA' && row.place === 'BRTH' && row.classifier === 'ACT');
  const eta = pilot ?? berth;
  return {
    dayBeforeArrival: eta ? { at: new Date(eta.getTime() - DAY), because: null } : { at: null, because: 'no arrival was reported' },
    atBerth: berth ? { at: berth, because: null } : { at: null, because: 'no arrival at berth was reported' },
    atDeparture: left ? { at: left.at, because: null } : { at: null, because: 'no actual departure was reported' },
  };
}

/** @param acknowledged  of the call's documents that endpoints answer, those acknowledged by the milestone; `of` all of these */
export function confirmedBy({ at, because }: Milestone, acknowledged: number, of: number, now: Date): Confirmed {
  if (at === null) return { at: null, acknowledged: null, of, percent: null, because };
  if (at > now) return { at: at.toISOString(), acknowledged: null, of, percent: null, because: 'it is not reached yet' };
  if (of === 0) return { at: at.toISOString(), acknowledged: null, of, percent: null, because: 'no document of the call goes to an endpoint that answers' };
  // Never rounded up to all of them.
  return { at: at.toISOString(), acknowledged, of, percent: Math.floor((acknowledged / of) * 1_000) / 10, because: null };
}

const BEST_FIRST = ['ACT', 'EST', 'PLN'];

/** As reported last within the best class there is. */
function bestAt(timestamps: readonly CallTime[], event: string, place: string): Date | null {
  for (const classifier of BEST_FIRST) {
    const last = timestamps.findLast((row) => row.event === event && row.place === place && row.classifier === classifier);
    if (last) return last.at;
  }
  return null;
}
