import type { DocumentFacts } from '#x12';
import { shipsOf } from './candidate-keys.js';
import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from './normalise.js';

/** What leads to a call where no vessel is named. */
export type KeyKind = 'bill' | 'booking' | 'container';

/** What a document is found by; a value as it compares. A ship is its IMO number, its call sign and its name, each by itself. */
export interface DocumentKey { kind: KeyKind | 'ship' | 'voyage'; value: string }

/** Longer is no number of anybody's, and shorter is one of everybody's. */
const LONGEST = 50;
const SHORTEST = 4;

/**
 * The bills, bookings and containers of a document, its ships and their voyages, as they compare, each once.
 *
 * @param facts  as read; what is stored may be older than we are, so that a list may be absent
 * @param carrier  SCAC of the line whose document it is: a number without an issuer is one of its own
 */
export function documentKeys(facts: Partial<DocumentFacts>, carrier: string): DocumentKey[] {
  const issuers = issuersOf(facts.scac ?? null, carrier);
  const ships = facts.vessel ? shipsOf({ vessel: facts.vessel, voyage: facts.voyage ?? null, alsoVessels: facts.alsoVessels ?? [] }) : [];
  const of = (kind: DocumentKey['kind'], values: Iterable<string>) => [...new Set(values)].map((value) => ({ kind, value }));
  return [
    ...of('ship', ships.flatMap(({ imo, callSign, name }) => [imo, callSign, name].flatMap((one) => within(one)))),
    ...of('voyage', ships.flatMap(({ voyage }) => within(voyage))),
    ...of('bill', (facts.bills ?? []).flatMap((bill) => billKeys(bill, issuers))),
    ...of('booking', (facts.bookings ?? []).flatMap((booking) => bookingKey(booking, issuers) ?? [])),
    ...of('container', (facts.containers ?? []).flatMap(({ number }) => containerKey(number) ?? [])),
  ];
}

/** What somebody typed may be any of them: the values to look for. `carriers`: SCACs of the lines whose documents are searched. */
export function searchKeys(text: string, carriers: readonly string[]): DocumentKey[] {
  const issuers = carriers.map(bare);
  const own = (kind: DocumentKey['kind'], values: readonly (string | null)[]) => [...new Set(values)].flatMap((value) => (value === null ? [] : [{ kind, value }]));
  return [
    ...own('bill', [numbered(bare(text)), ...billKeys(text, issuers)]),
    ...own('booking', [bookingKey(text, issuers), bookingKey(text, [])]),
    ...own('container', [containerKey(text)]),
    ...own('ship', [normaliseImo(text), normaliseCallSign(text), normaliseName(text)]),
    ...own('voyage', [normaliseVoyage(text)]),
  ];
}

/**
 * A bill with its issuer, `COSU6180001234`, whether they came glued together or apart. Where nobody named the issuer it is
 * the line whose document it is, or the one the document names; a number that begins with four letters may have its own.
 */
export function billKeys(bill: string, issuers: readonly string[]): string[] {
  const number = numbered(bare(bill));
  if (number === null) return [];
  if (issuers.some((issuer) => startsWith(number, issuer))) return [number];
  const issued = issuers.flatMap((issuer) => numbered(`${issuer}${number}`) ?? []);
  return /^[A-Z]{4}/.test(number) || issued.length === 0 ? [...issued, number] : issued;
}

/** A booking without the issuer some write before it: bookings are looked up among one line's documents only. */
export function bookingKey(booking: string, issuers: readonly string[]): string | null {
  const number = bare(booking);
  const issuer = issuers.find((one) => startsWith(number, one) && numbered(number.slice(one.length)) !== null);
  return numbered(issuer === undefined ? number : number.slice(issuer.length));
}

/** A container by its first ten characters, since the check digit is often left out; what is no ISO 6346 number as it stands. */
export function containerKey(container: string): string | null {
  const number = bare(container);
  return /^[A-Z]{4}\d{6}\d?$/.test(number) ? number.slice(0, 10) : numbered(number);
}

function issuersOf(scac: string | null, carrier: string): string[] {
  return [...new Set([bare(carrier), bare(scac ?? '')])].filter((issuer) => /^[A-Z]{2,4}$/.test(issuer));
}

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
/** A number has a digit: NONE and TBA are none. */
const numbered = (text: string): string | null => (text.length >= SHORTEST && text.length <= LONGEST && /\d/.test(text) ? text : null);
const within = (text: string | null): string[] => (text !== null && text.length <= LONGEST ? [text] : []);
const startsWith = (number: string, issuer: string): boolean => number.length > issuer.length && number.startsWith(issuer);
