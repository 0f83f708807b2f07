import { minutesBetween } from '#common';
import type { CallTimestamp } from './best-times.js';

/** How far a call is from its plan at berth, minutes with their sign: later is positive, earlier negative. Null where `because` says what is missing. */
export interface ScheduleDelay {
  arrivalMinutes: number | null;
  departureMinutes: number | null;
  /** newest estimate of the arrival minus the one before it that said another time: what the last change cost */
  driftMinutes: number | null;
  because: { arrival: string | null; departure: string | null; drift: string | null };
}

/** Best known (actual, else the latest estimate) minus the plan, of arrival and of departure at berth; and the drift of the estimate. */
export function scheduleDelay(timestamps: readonly CallTimestamp[]): ScheduleDelay {
  const arrival = againstPlan(timestamps, 'ARRI');
  const departure = againstPlan(timestamps, 'DEPA');
  const drift = driftOf(timestamps);
  return {
    arrivalMinutes: arrival.minutes, departureMinutes: departure.minutes, driftMinutes: drift.minutes,
    because: { arrival: arrival.because, departure: departure.because, drift: drift.because },
  };
}

interface Measured { minutes: number | null; because: string | null }

function againstPlan(timestamps: readonly CallTimestamp[], event: 'ARRI' | 'DEPA'): Measured {
  const word = event === 'ARRI' ? 'arrival' : 'departure';
  const plan = newest(timestamps, event, 'PLN');
  const known = newest(timestamps, event, 'ACT') ?? newest(timestamps, event, 'EST');
  if (!plan) return { minutes: null, because: `no planned ${word} at berth was reported` };
  if (!known) return { minutes: null, because: `nothing but the planned ${word} at berth was reported` };
  return { minutes: whole(plan.at, known.at), because: null };
}

function driftOf(timestamps: readonly CallTimestamp[]): Measured {
  const estimates = reported(timestamps, 'ARRI', 'EST');
  const last = estimates.at(-1);
  if (!last) return { minutes: null, because: 'no estimated arrival at berth was reported' };
  // The same estimate again, beside some other news of the call, is no change of it.
  const before = estimates.findLast((row) => row.at.getTime() !== last.at.getTime());
  return before ? { minutes: whole(before.at, last.at), because: null } : { minutes: null, because: 'the estimated arrival never changed' };
}

const newest = (timestamps: readonly CallTimestamp[], event: string, classifier: string) => reported(timestamps, event, classifier).at(-1) ?? null;

/** In the order they were reported; of two reported at the same moment the one written later corrects the other. */
function reported(timestamps: readonly CallTimestamp[], event: string, classifier: string): CallTimestamp[] {
  return timestamps.filter((row) => row.event === event && row.place === 'BRTH' && row.classifier === classifier).sort((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime());
}

const whole = (from: Date, to: Date) => Math.round(minutesBetween(from, to));
