import type { Place } from '#x12';
import type { PortCodes } from './match-place.js';

/** A time, and whether it has happened. Due times move with an estimate. */
export interface Moment { at: Date; actual: boolean }

/** Another call of the same vessel, as far as due times count from it. */
export interface Leg { unlocode: string; arrival: Moment | null; departure: Moment | null }

/** What the other calls of one voyage tell a call. */
export interface Voyage {
  /** calls abroad before this one, the latest first */
  abroad: readonly Leg[];
  /** departure from the last of them */
  lastDeparture: Moment | null;
  /** arrival at the first port of this call's country since; this call's own where it is the first */
  firstArrival: Moment | null;
}

export const NO_VOYAGE: Voyage = { abroad: [], lastDeparture: null, firstArrival: null };

/** A round trip takes weeks: what a vessel did longer ago belongs to another voyage, ms. [P] */
export const LONGEST_VOYAGE = 60 * 86_400_000;

const countryOf = (unlocode: string): string => unlocode.slice(0, 2).toUpperCase();
const timeOf = (leg: Leg): number | null => (leg.arrival ?? leg.departure)?.at.getTime() ?? null;

/**
 * The voyage that brings the vessel to this call: back from it, the calls in its own country are one visit, and those before
 * them are abroad. Without a time of its own a call has no place in the order, and no voyage is known.
 */
export function voyageTo(call: Leg, others: readonly Leg[]): Voyage {
  const here = timeOf(call);
  if (here === null) return NO_VOYAGE;
  const before = others.flatMap((leg) => { const at = timeOf(leg); return at !== null && at < here && at > here - LONGEST_VOYAGE ? [{ leg, at }] : []; }).sort((a, b) => b.at - a.at).map(({ leg }) => leg);
  const firstAbroad = before.findIndex((leg) => countryOf(leg.unlocode) !== countryOf(call.unlocode));
  // Nothing known abroad: whether this is the first port of the country is not known either.
  if (firstAbroad === -1) return NO_VOYAGE;
  const abroad = before.slice(firstAbroad).filter((leg) => countryOf(leg.unlocode) !== countryOf(call.unlocode));
  const first = before[firstAbroad - 1] ?? call;
  return { abroad, lastDeparture: abroad[0]?.departure ?? null, firstArrival: first.arrival };
}

/** When the vessel berths where this document's cargo is loaded: nothing is laden before. Null where that port is abroad and unknown. */
export function ladingOf({ abroad }: Voyage, places: readonly Place[], portCodes: PortCodes): Moment | null {
  for (const place of places) {
    if (place.role !== 'L' || !place.code) continue;
    const port = place.qualifier === 'UN' ? portCodes.get(`UN:${place.code}`) ?? place.code : portCodes.get(`${place.qualifier ?? ''}:${place.code}`);
    const leg = port === undefined ? undefined : abroad.find((one) => (portCodes.get(`UN:${one.unlocode}`) ?? one.unlocode) === port);
    if (leg?.arrival) return leg.arrival;
  }
  return null;
}
