import { contentRule, placesThatCount } from './content-places.js';
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
}

export interface Found { endpoint: Endpoint; because: string }

export interface ByContent {
  /** one each, in the order of the content; none: nobody could be told without guessing */
  addressees: Found[];
  /** what was looked for, what was found and who was nearest */
  because: string;
  /** places that count for this set and led to nobody, although others did: each in one sentence */
  missing: string[];
}

type Known = Pick<Directory, 'endpoints' | 'portCodes'>;

/**
 * Whom a set is for that was addressed to us: the sender's own routes, then a code in its content, then the vessel calls it
 * belongs to. Several ports have one addressee each. Only endpoints of the sender's carrier, never its own, and never a
 * guess: where two could be meant, nobody is.
 */
export function findByContent(directory: Known, sent: SentToUs): ByContent {
  const { partner, set } = sent;
  const places = withTerminals(sent.places);
  const others = [...directory.endpoints.values()].filter((one) => one.carrier === partner.carrier && one.code !== partner.endpoint);
  const rule = contentRule(set);
  const calls = rule.calls === 'none' ? [] : others.filter((one) => sent.callEndpoints.includes(one.code));
  const called = rule.calls === 'each' || calls.length === 1 ? calls.map((endpoint) => byCall(endpoint, set)) : [];
  const counting = placesThatCount(rule, places);

  if (counting.length === 0) {
    const routed = routeOf(directory, others, sent, places.map((place) => namesOf(directory, place)));
    if (routed) return result([routed], []);
    const told = rule.roles.length > 0 ? `set ${set} names no place that counts (${rule.because})` : `set ${set}: ${rule.because}`;
    return called.length > 0 ? result(called, []) : nobody(`${told}; ${noRoute(partner)}${rule.calls === 'none' ? '' : `; ${calledAt(calls)}`}`);
  }

  const settled = counting.map((place): { read: ReadPlace; found: Found | null } => {
    const read = readPlace(directory, others, place);
    const routed = routeOf(directory, others, sent, [read.names]);
    const [only] = read.candidates ?? [];
    return { read, found: routed ?? (read.sure && only ? { endpoint: only, because: read.because } : null) };
  });
  const reads = settled.map(({ read }) => read);
  const found = settled.map(({ read, found: own }) => own ?? together(read, reads) ?? amongCalls(read, calls, set));
  const addressees = found.flatMap((one) => one ?? []);
  // Places without any readable code: whatever the calls say, but only where no place said something else.
  if (addressees.length === 0 && called.length > 0 && reads.every(({ candidates }) => candidates === null)) return result(called, []);
  // A code that nobody here can read is another name for its neighbour; one that reads as somebody else's, or none at all, is not.
  const isCovered = ({ candidates, unreadable }: ReadPlace) => (addressees.length > 0 && unreadable) || (candidates ?? []).some((one) => addressees.some(({ endpoint }) => endpoint === one));
  const missing = reads.flatMap((read, index) => (found[index] || isCovered(read) ? [] : [read.because]));
  return addressees.length > 0 ? result(addressees, missing) : nobody(`${[...new Set(missing)].join('; ')}; ${noRoute(partner)}; ${calledAt(calls)}`);
}

/** The first of the sender's rules that fits the set and, where it names a place, one of these. */
function routeOf(directory: Known, others: readonly Endpoint[], { partner, set, gs03 }: SentToUs, places: readonly PlaceNames[]): Found | null {
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
function together({ told, candidates }: ReadPlace, all: readonly ReadPlace[]): Found | null {
  for (const other of all) {
    const shared = (candidates ?? []).filter((one) => other.candidates?.includes(one));
    const [endpoint] = shared;
    if (endpoint && shared.length === 1 && other.told !== told && (candidates?.length ?? 0) > 1) return { endpoint, because: `${told} and ${other.told} together mean ${endpoint.code}` };
  }
  return null;
}

/** A place that leaves several open, where one of them is where the vessel calls. */
function amongCalls({ because, candidates }: ReadPlace, calls: readonly Endpoint[], set: string): Found | null {
  const shared = (candidates ?? []).filter((one) => calls.includes(one));
  return shared.length === 1 && shared[0] ? { endpoint: shared[0], because: `${because}; ${byCall(shared[0], set).because}` } : null;
}

const byCall = (endpoint: Endpoint, set: string): Found => ({ endpoint, because: `the vessel call of this ${set} is at ${endpoint.code}` });
const noRoute = ({ code, routes }: Partner) => (routes.length > 0 ? `no route of ${code} fits` : `${code} has no routes`);
const calledAt = (calls: readonly Endpoint[]) => (calls.length > 0 ? `its vessel calls are at ${listed(calls)}` : 'no vessel call says more');

const nobody = (because: string): ByContent => ({ addressees: [], because, missing: [] });

function result(found: readonly Found[], missing: string[]): ByContent {
  const addressees = found.filter((one, index) => found.findIndex((other) => other.endpoint.code === one.endpoint.code) === index);
  return { addressees, because: [...addressees.map(({ because }) => because), ...missing].join('; '), missing };
}
