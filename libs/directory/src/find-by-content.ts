import { groupBy } from '#common';
import { contentRule, placesThatCount } from './content-places.js';
import type { AddresseeMapping } from './find-addressee.js';
import { isTerminal, listed, namesOf, type PlaceNames, type ReadPlace, readPlace, samePort, type ToldPlace, withTerminals } from './read-place.js';
import type { Directory, Endpoint, Partner, PartnerRoute } from './types.js';

/** A set that was addressed to us, and what its content says about where it belongs. */
export interface SentToUs {
  partner: Partner;
  /** '309', 'COPRAR' */
  set: string;
  gs03: string;
  /** as the x12 room read them */
  places: readonly ToldPlace[];
  /** codes of the endpoints of the vessel calls it was matched to */
  callEndpoints: readonly string[];
  /** what persons said of places, named as `placeKeys` does (`UN:USLGB` in `isa08`); the first of two for one place counts */
  mappings?: readonly AddresseeMapping[];
}

export interface Found {
  endpoint: Endpoint;
  because: string;
  /** the places that led there, in the sender's own codes (`D UN USLGB`); none where the set as a whole did */
  places: string[];
}

export interface ByContent {
  /** one each, in the order of the content; none: nobody could be told without guessing */
  addressees: Found[];
  /** what was looked for, what was found and who was nearest */
  because: string;
  /** places that count for this set and led to nobody, although others did: each in one sentence */
  missing: string[];
  /** every place that counts and led to nobody, in the sender's own codes and with the reason, whether others did or not */
  unresolved: { place: string; because: string }[];
}

type Known = Pick<Directory, 'endpoints' | 'portCodes'>;
type Lead = Omit<Found, 'places'>;

/**
 * Whom a set is for that was addressed to us: the sender's own routes, then a code in its content, then what a person mapped
 * such a place to, then the vessel calls it belongs to. Several ports have one addressee each. Only endpoints of the sender's
 * carrier, never its own, and never a guess: where two could be meant, nobody is.
 */
export function findByContent(directory: Known, sent: SentToUs): ByContent {
  const { partner, set, mappings = [] } = sent;
  const places = withTerminals(sent.places);
  const others = [...directory.endpoints.values()].filter((one) => one.carrier === partner.carrier && one.code !== partner.endpoint);
  const rule = contentRule(set);
  const calls = rule.calls === 'none' ? [] : others.filter((one) => sent.callEndpoints.includes(one.code));
  const called = rule.calls === 'each' || calls.length === 1 ? calls.map((endpoint) => byCall(endpoint, set)) : [];
  const counting = placesThatCount(rule, places);

  if (counting.length === 0) {
    const routed = routeOf(directory, others, sent, places.map((place) => namesOf(directory, place)));
    if (routed) return result([{ ...routed, places: [] }], []);
    const told = rule.roles.length > 0 ? `set ${set} names no place that counts (${rule.because})` : `set ${set}: ${rule.because}`;
    if (called.length > 0) return result(called.map((one) => ({ ...one, places: [] })), []);
    return nobody(`${told}; ${noRoute(partner)}${rule.calls === 'none' ? '' : `; ${calledAt(calls)}`}`, []);
  }

  const settled = counting.map((place): { read: ReadPlace; lead: Lead | null } => {
    const read = readPlace(directory, others, place);
    const routed = routeOf(directory, others, sent, [read.names]);
    const [only] = read.candidates ?? [];
    return { read, lead: routed ?? (read.sure && only ? { endpoint: only, because: read.because } : null) };
  });
  const reads = settled.map(({ read }) => read);
  const leads = settled.map(({ read, lead }) => lead ?? together(read, reads) ?? mapped(read, others, mappings) ?? amongCalls(read, calls, set));
  const found = reads.flatMap(({ told }, index) => { const lead = leads[index]; return lead ? [{ ...lead, places: [told] }] : []; });
  // Places without any readable code: whatever the calls say, but only where no place said something else.
  if (found.length === 0 && called.length > 0 && reads.every(({ candidates }) => candidates === null)) {
    return result(called.map((one) => ({ ...one, places: reads.map(({ told }) => told) })), []);
  }
  // One that may mean whom another place names is that one told less exactly. A code that nobody here can read may be any port.
  const named = leads.flatMap((lead, index) => (lead && reads[index]?.candidates?.includes(lead.endpoint) ? [lead.endpoint] : []));
  const isCovered = ({ candidates }: ReadPlace) => named.some((one) => candidates?.includes(one));
  const missing = reads.filter((read, index) => !leads[index] && !isCovered(read));
  if (found.length > 0) return result(found, missing);
  return nobody(`${unresolvedIn(missing).map(({ because }) => because).join('; ')}; ${noRoute(partner)}; ${calledAt(calls)}`, missing);
}

/** The first of the sender's rules that fits the set and, where it names a place, one of these. */
function routeOf(directory: Known, others: readonly Endpoint[], { partner, set, gs03 }: SentToUs, places: readonly PlaceNames[]): Lead | null {
  const fits = (route: PartnerRoute) => (route.sets === null || route.sets.includes(set))
    && (route.gs03 === null || route.gs03 === gs03.trim())
    && ((route.port ?? route.firms ?? route.terminal) === null || places.some((place) => fitsPlace(directory, route, place)));
  for (const [index, route] of partner.routes.entries()) {
    const endpoint = fits(route) && others.find((one) => one.code === route.endpoint);
    if (endpoint) return { endpoint, because: `route ${index + 1} of ${partner.code} sends ${conditions(route)} to ${endpoint.code}` };
  }
  return null;
}

function fitsPlace(directory: Known, route: PartnerRoute, place: PlaceNames): boolean {
  return (route.port === null || place.port === samePort(directory, route.port))
    && (route.firms === null || place.firms === route.firms)
    && (route.terminal === null || (place.terminal !== null && isTerminal(place.terminal, { terminal: route.terminal, unlocode: route.port })));
}

function conditions({ sets, gs03, port, firms, terminal }: PartnerRoute): string {
  const named = [['GS03', gs03], ['port', port], ['FIRMS', firms], ['terminal', terminal]].flatMap(([what, value]) => (value ? [`${what} ${value}`] : []));
  return [sets ? `set ${sets.join(' or ')}` : 'every set', ...(named.length > 0 ? [`with ${named.join(', ')}`] : [])].join(' ');
}

/** Two places of a set that leave several open each may leave one open together: a port, and a terminal's code without its port. */
function together({ told, candidates }: ReadPlace, all: readonly ReadPlace[]): Lead | null {
  for (const other of all) {
    const shared = (candidates ?? []).filter((one) => other.candidates?.includes(one));
    const [endpoint] = shared;
    if (endpoint && shared.length === 1 && other.told !== told && (candidates?.length ?? 0) > 1) return { endpoint, because: `${told} and ${other.told} together mean ${endpoint.code}` };
  }
  return null;
}

/**
 * What a person said of this place. Where it tells a facility or a terminal, a word about its port alone does not overrule
 * that: it only chooses among those the place leaves open.
 */
function mapped({ keys, candidates }: ReadPlace, others: readonly Endpoint[], mappings: readonly AddresseeMapping[]): Lead | null {
  for (const [index, key] of keys.entries()) {
    const mapping = mappings.find((one) => one.isa08 === key);
    const endpoint = mapping && others.find((one) => one.code === mapping.endpoint);
    if (endpoint && (index === 0 || candidates?.includes(endpoint))) return { endpoint, because: `${key} was mapped to ${endpoint.code}${mapping.because ? `: ${mapping.because}` : ''}` };
  }
  return null;
}

/** A place that leaves several open, where one of them is where the vessel calls. */
function amongCalls({ because, candidates }: ReadPlace, calls: readonly Endpoint[], set: string): Lead | null {
  const shared = (candidates ?? []).filter((one) => calls.includes(one));
  return shared.length === 1 && shared[0] ? { endpoint: shared[0], because: `${because}; ${byCall(shared[0], set).because}` } : null;
}

const byCall = (endpoint: Endpoint, set: string): Lead => ({ endpoint, because: `the vessel call of this ${set} is at ${endpoint.code}` });
const noRoute = ({ code, routes }: Partner) => (routes.length > 0 ? `no route of ${code} fits` : `${code} has no routes`);
const calledAt = (calls: readonly Endpoint[]) => (calls.length > 0 ? `its vessel calls are at ${listed(calls)}` : 'no vessel call says more');

const nobody = (because: string, missing: readonly ReadPlace[]): ByContent => ({ addressees: [], because, missing: [], unresolved: unresolvedIn(missing) });

function result(found: readonly Found[], missing: readonly ReadPlace[]): ByContent {
  const addressees = [...groupBy(found, ({ endpoint }) => endpoint.code).values()].map((same): Found => ({ ...same[0]!, places: [...new Set(same.flatMap(({ places }) => places))] }));
  const unresolved = unresolvedIn(missing);
  const sentences = unresolved.map(({ because }) => because);
  return { addressees, because: [...addressees.map(({ because }) => because), ...sentences].join('; '), missing: sentences, unresolved };
}

const unresolvedIn = (missing: readonly ReadPlace[]) => [...new Map(missing.map(({ told, because }) => [told, { place: told, because }])).values()];
