import { HOUR } from '#common';
import type { DocumentFacts } from '#x12';
import { shipsOf } from './candidate-keys.js';
import type { KeyKind } from './document-keys.js';
import { isNamed, otherShip, sailsAs, sameTerminal } from './match-calls.js';
import { type CallEndpoint, isPlace, matchPlace, type PortCodes } from './match-place.js';
import type { CallMatch, KeyedCandidate, KeyEvidence } from './types.js';

/** In this order; the first that leads to a call decides. Also the names of the rules that `document_call` keeps. */
export const KEY_RULES: readonly KeyKind[] = ['bill', 'booking', 'container'];

/** How long before its arrival and after its departure a container still speaks of this call: a box comes back on the next voyage. [P] */
const CONTAINER_BEFORE = 30 * 24 * HOUR;
const CONTAINER_AFTER = 30 * 24 * HOUR;

export interface KeyedDocument {
  facts: DocumentFacts;
  endpoint: CallEndpoint | null;
  /** a container's calls are judged as of then */
  receivedAt: Date;
}

interface Lead { call: KeyedCandidate; place: string | null; evidence: KeyEvidence }
interface Choice { because: string; keep: (leads: readonly Lead[], kind: KeyKind) => readonly Lead[] }

/** Of several calls: each line narrows what the lines above left, unless nothing would be left. What narrowed is quoted in the match. */
const CHOICES: readonly Choice[] = [
  { because: 'the other was omitted or replaced', keep: (leads) => leads.filter(({ call }) => call.stands) },
  { because: 'it is at a port the document names', keep: (leads) => leads.filter(({ place }) => place !== null) },
  { because: 'the other has sailed', keep: (leads, kind) => (kind === 'container' ? leads.filter(({ call }) => call.phase !== 'departed') : leads) },
  { because: 'it arrives last of those that are open', keep: (leads, kind) => (kind === 'container' ? latestArrival(leads) : leads) },
  // A cargo that was rolled stands on two calls of one terminal: the newest document says on which it is now. At another terminal the bill has a call of its own.
  { because: 'the newest document with it says so', keep: (leads) => leads.filter((lead) => !leads.some((other) => sameTerminal(other.call, lead.call) && other.call.id !== lead.call.id && newer(other.evidence, lead.evidence))) },
];

/**
 * Which of its keys are asked when its ships found nothing. What names a ship and a voyage belongs to a call of that ship or
 * to none that is known yet: its keys only help where the place is not known, and a box never says where.
 */
export function keyKindsOf(facts: DocumentFacts, endpoint: CallEndpoint | null): readonly KeyKind[] {
  const namesShip = shipsOf(facts).some((ship) => ship.voyage !== null && (ship.imo !== null || ship.callSign !== null || ship.name !== null));
  if (!namesShip) return KEY_RULES;
  return isPlace(endpoint) ? [] : ['bill', 'booking'];
}

/**
 * The calls of a document whose ships found none, by documents that name theirs and share a bill, a booking or a
 * container with it. A terminal's document belongs to a call there; elsewhere a bill or booking may lead to several, at several
 * terminals, and all count. A container leads to one: the latest open call at that terminal.
 *
 * @param evidence  of one kind
 * @param candidates  the calls it names
 */
export function matchByKeys({ facts, endpoint, receivedAt }: KeyedDocument, evidence: readonly KeyEvidence[], candidates: readonly KeyedCandidate[], portCodes: PortCodes = new Map()): CallMatch[] {
  const kind = evidence[0]?.kind;
  if (kind === undefined) return [];
  const leads = candidates.flatMap((call): Lead[] => {
    const newest = evidence.filter((one) => one.callId === call.id).reduce<KeyEvidence | null>((best, one) => (best === null || newer(one, best) ? one : best), null);
    if (newest === null || contradicts(facts, call)) return [];
    const place = matchPlace(call, endpoint, facts.places, portCodes);
    // A box by itself says nothing of where: only a call at a place the document is about can be meant.
    if (place === null && (isPlace(endpoint) || kind === 'container')) return [];
    if (kind === 'container' && !speaksOf(call, receivedAt)) return [];
    return [{ call, place, evidence: newest }];
  });
  const reasons: string[] = [];
  const chosen = CHOICES.reduce<readonly Lead[]>((left, { because, keep }) => {
    if (left.length < 2) return left;
    const kept = keep(left, kind);
    if (kept.length === 0 || kept.length === left.length) return left;
    reasons.push(because);
    return kept;
  }, leads);
  const among = chosen.length === leads.length ? (leads.length > 1 ? `, one of its ${leads.length} calls, and it belongs to all` : '') : `; of ${leads.length} calls ${chosen.length === 1 ? 'this one' : `these ${chosen.length}`}, because ${reasons.join(', and ')}`;
  return chosen.map(({ call, place, evidence: by }) => ({ callId: call.id, rule: kind, because: `${kind} ${by.value} as in ${by.ref} (${by.set})${place === null ? '' : `, ${place}`}${among}` }));
}

/** What it does name must be this ship's and this voyage's. */
function contradicts(facts: DocumentFacts, call: KeyedCandidate): boolean {
  const [ship] = shipsOf(facts);
  if (!ship) return false;
  if (ship.voyage !== null && !sailsAs(call, ship.voyage)) return true;
  if (ship.imo !== null && call.imo !== null) return otherShip(ship.imo, call);
  return ship.name !== null && !isNamed(call, ship.name);
}

function speaksOf(call: KeyedCandidate, at: Date): boolean {
  const arrives = call.eta ?? call.etd;
  const leaves = call.etd ?? call.eta;
  if (!arrives || !leaves) return call.phase !== 'departed' && call.phase !== 'omitted';
  return at.getTime() >= arrives.getTime() - CONTAINER_BEFORE && at.getTime() <= leaves.getTime() + CONTAINER_AFTER;
}

function latestArrival(leads: readonly Lead[]): readonly Lead[] {
  const at = ({ call }: Lead) => call.eta?.getTime() ?? call.etd?.getTime() ?? 0;
  const [last] = [...leads].sort((a, b) => at(b) - at(a) || b.call.id - a.call.id);
  return last ? [last] : [];
}

const newer = (a: KeyEvidence, b: KeyEvidence): boolean => a.receivedAt > b.receivedAt || (a.receivedAt.getTime() === b.receivedAt.getTime() && a.ref > b.ref);
