import { createHash } from 'node:crypto';
import type { DocumentFacts, Place } from './types.js';

/** A key stands in an index; what senders put into a bill or a reference may be longer than one takes. */
const LONGEST_KEY = 500;

export interface BusinessKey {
  /** versions of the same document have the same key */
  key: string;
  /** whole: it stands in place of the version before it; delta: it changes that version and must come after it */
  replaces: 'whole' | 'delta';
}

/**
 * What tells one document of a set from another, as a list of parts; null where a part is missing. A set that stands nowhere
 * here has no versions: 315, 319, 322, 350 and 353 tell events, each of which is news of its own, and a 355 is an answer.
 */
const IDENTITY: Record<string, (facts: DocumentFacts) => (string | null)[]> = {
  '300': (facts) => [facts.scac, facts.bookings[0] ?? null],
  '301': (facts) => [facts.scac, facts.bookings[0] ?? null],
  '303': (facts) => [facts.scac, facts.bookings[0] ?? null],
  // An instruction quotes its booking from the start; the bill's number may come later.
  '304': (facts) => [facts.scac, facts.bookings[0] ?? bareBill(facts.bills[0], facts.scac) ?? facts.reference],
  // A manifest may come in several 309s for one call, each with its own bills: the first bill keeps them apart.
  '309': (facts) => [facts.scac, vesselOf(facts), voyageOf(facts), portOf(facts), firstBill(facts)],
  '310': (facts) => [facts.scac, bareBill(facts.bills[0], facts.scac)],
  '312': (facts) => [facts.scac, bareBill(facts.bills[0], facts.scac)],
  // Each forwarder numbers his orders as he likes: what the order is about keeps them apart.
  '317': (facts) => [facts.reference, facts.bills[0] ?? facts.containers[0]?.number ?? null],
  '323': (facts) => [vesselOf(facts), voyageOf(facts)],
  '324': (facts) => [vesselOf(facts), voyageOf(facts), portOf(facts)],
};

/** A set that changes a document of another set goes under that one's key, so that it never overtakes it: a 303 cancels the booking of a 301. */
const ABOUT: Record<string, string> = { '303': '301' };

/** Sets that always tell the whole and have no marker: the latest wins. */
const LATEST_WINS = new Set(['323', '324']);

/** Which place of a document is the port it is for. */
const PORT_ROLES = ['P4', 'D', '5', 'L'];

/**
 * The key under which versions of a document meet, and how the newer takes the older's place. Null for events (315, 322 …),
 * for answers, for sets without facts, and where the document does not name what it is about: such a document replaces nothing.
 */
export function businessKey(facts: DocumentFacts): BusinessKey | null {
  const parts = IDENTITY[facts.set]?.(facts);
  if (!parts) return null;
  const named: string[] = [ABOUT[facts.set] ?? facts.set];
  for (const part of parts) {
    if (part === null || part === '') return null;
    named.push(part.toUpperCase());
  }
  const key = named.join('|');
  return { key: key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex'), replaces: replacesOf(facts) };
}

/**
 * May a newer whole document stand in place of an older one with the same key? Only when it holds every bill and booking
 * of the older: a manifest that shares its first bill with a longer one must not silence the rest. A schedule must hold every
 * port of the older, and an instruction be the same by its own number, since one booking may have several.
 */
export function coversWhole(newer: DocumentFacts, older: DocumentFacts): boolean {
  if (older.reference && older.reference !== newer.reference) return false;
  const held = new Set([...newer.bills, ...newer.bookings]);
  if (![...older.bills, ...older.bookings].every((one) => held.has(one))) return false;
  if (newer.set !== '323') return true;
  const ports = new Set(newer.places.map(codeOf));
  return older.places.every((place) => ports.has(codeOf(place)));
}

/** Of schedules and plans the latest wins. Elsewhere the document's own marker decides, and without one nothing is replaced. */
function replacesOf(facts: DocumentFacts): 'whole' | 'delta' {
  if (LATEST_WINS.has(facts.set)) return 'whole';
  const kind = facts.purpose?.kind;
  return kind === 'original' || kind === 'update' || kind === 'replace' ? 'whole' : 'delta';
}

function vesselOf({ vessel }: DocumentFacts): string | null {
  return vessel.imo ?? vessel.callSign ?? vessel.code ?? vessel.name;
}

/** Voyages are compared without blanks and leading zeros. 9999R says that there is none. */
function voyageOf({ voyage }: DocumentFacts): string | null {
  const bare = (voyage ?? '').replace(/\s/g, '').replace(/^0+/, '').toUpperCase();
  return bare === '' || bare === '9999R' ? null : bare;
}

function portOf({ places }: DocumentFacts): string | null {
  for (const role of PORT_ROLES) {
    const codes = places.filter((place) => place.role === role).map(codeOf).filter((code) => code !== '');
    if (codes.length > 0) return [...new Set(codes)].sort().join('+');
  }
  return null;
}

function codeOf(place: Place): string {
  return place.code === null ? '' : `${place.qualifier ?? ''}:${place.code}`;
}

function firstBill({ bills, scac }: DocumentFacts): string | null {
  return bareBill([...bills].sort()[0], scac);
}

/** "HWSRLGB0001" of the carrier HWSR and "LGB0001" are the same bill. */
function bareBill(bill: string | undefined, scac: string | null): string | null {
  if (bill === undefined) return null;
  return scac !== null && bill.startsWith(scac) && bill.length > scac.length ? bill.slice(scac.length) : bill;
}
