import type { DocumentFacts } from '#x12';
import { callSignOf, imoOf } from './candidate-keys.js';
import { type CallEndpoint, matchPlace, type PortCodes } from './match-place.js';
import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from './normalise.js';
import type { CallCandidate, CallMatch } from './types.js';

interface Vessel { imo: string | null; callSign: string | null; name: string | null }

interface Rule { rule: string; /** what names the same ship, or null */ same: (document: Vessel, call: CallCandidate) => string | null }

/**
 * From what identifies a ship to what merely names one. The first rule that finds any call decides, and all it finds count:
 * a document may belong to several. Bills, bookings and containers are to follow as rows below these.
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
    same: ({ imo, name }, call) => (name !== null && [call.vesselName, ...call.vesselNames].some((own) => normaliseName(own) === name) && !otherShip(imo, call) ? `vessel ${name}` : null),
  },
];

const NO_PORT_CODES: PortCodes = new Map();

/**
 * The calls a document belongs to, and the rule that says so. None when it names no vessel or no voyage, or nothing fits:
 * it is then shown as unmatched, ranked by its own time, and delivered all the same.
 *
 * @param endpoint  the terminal the document is about (its addressee, or the terminal that sent it); null or without a
 *   UN/LOCODE: the document's own places count
 * @param candidates  calls found by `candidateKeys`, their voyages those of the document's line and of '*'
 * @param portCodes  the directory's; without them only UN/LOCODE and FIRMS are understood
 */
export function matchCalls(facts: DocumentFacts, endpoint: CallEndpoint | null, candidates: readonly CallCandidate[], portCodes = NO_PORT_CODES): CallMatch[] {
  const voyage = normaliseVoyage(facts.voyage);
  if (voyage === null) return [];
  const vessel = { imo: imoOf(facts), callSign: callSignOf(facts), name: normaliseName(facts.vessel.name) };
  const here = candidates.flatMap((call) => {
    if (!call.voyages.some((own) => normaliseVoyage(own) === voyage)) return [];
    const place = matchPlace(call, endpoint, facts.places, portCodes);
    return place === null ? [] : [{ call, place }];
  });
  for (const { rule, same } of RULES) {
    const matches = here.flatMap(({ call, place }): CallMatch[] => {
      const by = same(vessel, call);
      return by === null ? [] : [{ callId: call.id, rule, because: `${by}, voyage ${voyage}, ${place}` }];
    });
    if (matches.length > 0) return matches;
  }
  return [];
}

/** Two IMO numbers that differ are two ships, whatever they are called. */
function otherShip(imo: string | null, call: CallCandidate): boolean {
  const own = normaliseImo(call.imo);
  return imo !== null && own !== null && imo !== own;
}
