import type { DocumentFacts, Place } from '#x12';
import type { CallTimes } from './best-times.js';
import { countBusinessDays, type Calendars } from './business-days.js';
import type { Anchor, Term, When } from './deadline-rule.js';
import { instantOf } from './local-time.js';
import type { PortCodes } from './match-place.js';
import { ladingOf, type Moment } from './voyage.js';

/** What moments are found in. */
export interface Known {
  facts: Pick<DocumentFacts, 'places'> | null;
  receivedAt: Date;
  call: CallTimes | null;
  /** IANA zone of the port; null: local times mean nothing */
  zone: string | null;
  calendars?: Calendars;
  portCodes?: PortCodes;
}

/** A due time, the anchor that decided it, whether that has happened, and what could not be known. */
export interface Counted { at: Date; anchor: Anchor; actual: boolean; unknown: string | null }

/** What a rule comes to; null where nothing it counts from is known. */
export function countedTo(when: When, known: Known): Counted | null {
  if ('earlierOf' in when) return extreme(when.earlierOf, known, (a, b) => a.at < b.at);
  if ('laterOf' in when) return extreme(when.laterOf, known, (a, b) => a.at > b.at);
  const moment = momentOf(when.anchor, known);
  if (!moment) return null;
  const { at, unknown } = counted(when, moment.at, known);
  return { at, anchor: when.anchor, actual: moment.actual, unknown };
}

function extreme(parts: readonly When[], known: Known, wins: (a: Counted, b: Counted) => boolean): Counted | null {
  return parts.flatMap((part) => countedTo(part, known) ?? []).reduce<Counted | null>((best, one) => (best === null || wins(one, best) ? one : best), null);
}

function counted({ offsetMinutes, businessDays, time }: Term, from: Date, { zone, call, calendars = new Map() }: Known): { at: Date; unknown: string | null } {
  if (businessDays === undefined || businessDays === null) return { at: new Date(from.getTime() + offsetMinutes * 60_000), unknown: null };
  return countBusinessDays(from, businessDays, { unlocode: call?.unlocode ?? null, zone: zone ?? 'UTC', calendars, time: time ?? null });
}

type Reading = (known: Known & { call: CallTimes }) => Moment | null;

const moment = (at: Date | null, actual: boolean): Moment | null => (at ? { at, actual } : null);
const onceActual = (read: Reading): Reading => (known) => { const found = read(known); return found?.actual ? found : null; };
const cutOff = (anchor: Anchor): Reading => ({ call }) => moment(call.cutOffs[anchor] ?? null, false);

const berth: Reading = ({ call }) => moment(call.eta, call.etaIsActual);
const port: Reading = (known) => known.call.pilot ?? berth(known);
const departure: Reading = ({ call }) => moment(call.etd, call.etdIsActual);

const OF_CALL: Readonly<Record<Exclude<Anchor, 'DOCUMENT_ETA' | 'RECEIVED'>, Reading>> = {
  ETA: port, ATA: onceActual(port), ETB: berth, ATB: onceActual(berth), ETD: departure, ATD: onceActual(departure),
  CARGO_CUTOFF: cutOff('CARGO_CUTOFF'), REEFER_CUTOFF: cutOff('REEFER_CUTOFF'), HAZ_CUTOFF: cutOff('HAZ_CUTOFF'), DOC_CUTOFF: cutOff('DOC_CUTOFF'), VGM_CUTOFF: cutOff('VGM_CUTOFF'), ERD: cutOff('ERD'),
  LADING: ({ call, facts, portCodes = new Map() }) => ladingOf(call.voyage, facts?.places ?? [], portCodes),
  ATD_PREV: ({ call }) => call.voyage.lastDeparture,
  FIRST_US_ETA: ({ call }) => call.voyage.firstArrival,
};

function momentOf(anchor: Anchor, known: Known): Moment | null {
  if (anchor === 'RECEIVED') return { at: known.receivedAt, actual: true };
  if (anchor === 'DOCUMENT_ETA') return known.facts && known.zone ? moment(documentEta(known.facts.places, known.zone), false) : null;
  return known.call ? OF_CALL[anchor]({ ...known, call: known.call }) : null;
}

/** Where cargo is discharged: a 309's ports, R4 discharge and final discharge. The earliest, when there are several. */
const ARRIVALS: ReadonlySet<string> = new Set(['P4', 'D', '1', 'N']);

function documentEta(places: readonly Place[], zone: string): Date | null {
  const times = places.flatMap((place) => (ARRIVALS.has(place.role) && place.etaLocal ? instantOf(place.etaLocal, zone)?.getTime() ?? [] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
