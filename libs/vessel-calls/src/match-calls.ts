import type { DocumentFacts } from '#x12';
import { shipsOf, type NamedShip } from './candidate-keys.js';
import { type CallEndpoint, matchPlace, type PortCodes } from './match-place.js';
import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from './normalise.js';
import type { CallCandidate, CallMatch } from './types.js';

interface Rule { rule: string; /** what names the same ship, or null */ same: (document: NamedShip, call: CallCandidate) => string | null }

/**
 * From what identifies a ship to what merely names one. For each ship a document names, the first rule that finds any call
 * decides, and all it finds count: a document may belong to several. Bills, bookings and containers come after these
 * (`matchByKeys`), for what names no ship or no voyage.
 */
const RULES: readonly Rule[] = [
  {
    rule: 'imo+voyage+place',
    same: ({ imo }, call) => (imo !== null && imo === normaliseImo(call.imo) ? `IMO ${imo}` : null),
  },
  {
    rule: 'call-sign+voyage+place',
    same: ({ imo, callSign }, call) => (callSign !== null && callSign === normaliseCallSign(call.callSign) && !otherShip(imo, call) ? `call sign ${callSign}` : null),
  },
  {
    rule: 'name+voyage+place',
    same: ({ imo, name }, call) => (name !== null && isNamed(call, name) && !otherShip(imo, call) ? `vessel ${name}` : null),
  },
];

const NO_PORT_CODES: PortCodes = new Map();

/**
 * The calls a document belongs to by the ships it names, and the rule that says so. None when it names no vessel or no
 * voyage, or nothing fits.
 *
 * @param endpoint  the terminal the document is about (its addressee, or the terminal that sent it); null or without a
 *   UN/LOCODE: the document's own places count
 * @param candidates  calls found by `candidateKeys`, their voyages those of the document's line and of '*'
 * @param portCodes  the directory's; without them only UN/LOCODE and FIRMS are understood
 * @param carrier  SCAC of the line whose document it is
 */
export function matchCalls(facts: DocumentFacts, endpoint: CallEndpoint | null, candidates: readonly CallCandidate[], portCodes = NO_PORT_CODES, carrier: string | null = null): CallMatch[] {
  const matches = shipsOf(facts).flatMap((ship) => matchShip(ship, facts, endpoint, candidates, portCodes));
  const once = matches.filter((match, index) => matches.findIndex((other) => other.callId === match.callId) === index);
  return ownAndStanding(once, candidates, carrier);
}

function matchShip(ship: NamedShip, facts: DocumentFacts, endpoint: CallEndpoint | null, candidates: readonly CallCandidate[], portCodes: PortCodes): CallMatch[] {
  const { voyage } = ship;
  if (voyage === null) return [];
  const here = candidates.flatMap((call) => {
    if (!sailsAs(call, voyage)) return [];
    const place = matchPlace(call, endpoint, facts.places, portCodes);
    return place === null ? [] : [{ call, place }];
  });
  for (const { rule, same } of RULES) {
    const matches = here.flatMap(({ call, place }): CallMatch[] => {
      const by = same(ship, call);
      return by === null ? [] : [{ callId: call.id, rule, because: `${by}, voyage ${voyage}, ${place}` }];
    });
    if (matches.length > 0) return matches;
  }
  return [];
}

/**
 * Of several at one terminal, one that stands goes before one that was omitted or replaced; then one that the document's own
 * line reported before another line's report of the same ship. Calls at different terminals all count.
 */
function ownAndStanding(matches: readonly CallMatch[], candidates: readonly CallCandidate[], carrier: string | null): CallMatch[] {
  const callOf = new Map(candidates.map((call) => [call.id, call]));
  const others = (match: CallMatch, better: (call: CallCandidate) => boolean) => {
    const call = callOf.get(match.callId);
    return call !== undefined && !better(call) && matches.some((other) => {
      const rival = callOf.get(other.callId);
      return rival !== undefined && sameTerminal(rival, call) && better(rival);
    });
  };
  const standing = matches.filter((match) => !others(match, (call) => call.stands));
  return standing.filter((match) => !others(match, (call) => call.stands && call.carrier === carrier));
}

export const sameTerminal = (a: CallCandidate, b: CallCandidate): boolean => a.unlocode === b.unlocode && a.terminal === b.terminal;

export const sailsAs = (call: CallCandidate, voyage: string): boolean => call.voyages.some((own) => normaliseVoyage(own) === voyage);

export const isNamed = (call: CallCandidate, name: string): boolean => [call.vesselName, ...call.vesselNames].some((own) => normaliseName(own) === name);

/** Two IMO numbers that differ are two ships, whatever they are called. */
export function otherShip(imo: string | null, call: CallCandidate): boolean {
  const own = normaliseImo(call.imo);
  return imo !== null && own !== null && imo !== own;
}
