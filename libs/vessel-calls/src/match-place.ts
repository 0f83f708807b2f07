import type { Place } from '#x12';
import type { CallCandidate } from './types.js';

/** The terminal a document is about: whom it goes to, or, when a terminal sent it, who sent it. */
export interface CallEndpoint {
  code: string;
  unlocode: string | null;
  terminal: string | null;
  firms: string | null;
  /** a carrier's or customs' own system is no place, wherever its office stands */
  kind?: 'terminal' | 'carrier' | 'customs' | 'port';
}

/** `D:2709` and `UN:USEWR` to the one UN/LOCODE used for the port; the directory's. */
export type PortCodes = ReadonlyMap<string, string>;

/**
 * Does the document belong where this call is? The words that say so, or null. A terminal that is one of ours decides
 * alone: a manifest for five ports is that terminal's document, and due by its call. Only where the endpoint is no place
 * (a carrier's own system) do the places in the document count.
 */
export function matchPlace(call: CallCandidate, endpoint: CallEndpoint | null, places: readonly Place[], portCodes: PortCodes): string | null {
  if (endpoint && call.endpoint === endpoint.code) return `at ${endpoint.code}, whose document this is`;
  if (endpoint?.unlocode && isPlace(endpoint)) {
    const shared = call.endpoint === null || (endpoint.terminal !== null && call.terminal === endpoint.terminal);
    const same = shared && portOf(endpoint.unlocode, portCodes) === portOf(call.unlocode, portCodes) && agree(call.terminal, endpoint.terminal) && agree(call.firms, endpoint.firms);
    return same ? `at ${call.unlocode}, the port of ${endpoint.code}` : null;
  }
  const port = portOf(call.unlocode, portCodes);
  for (const place of places) {
    const firms = place.firms ?? (place.qualifier === 'FR' ? place.code : null);
    if (firms && call.firms) {
      // Both know the facility: then the port proves nothing, two terminals share it.
      if (firms === call.firms) return `at FIRMS ${firms} (${place.role})`;
      continue;
    }
    if (placePort(place, portCodes) === port) return `at ${port} (${place.role} ${place.qualifier ?? ''} ${place.code ?? ''})`.replace(/\s+\)/, ')');
  }
  return null;
}

/** A terminal or a port, whose documents belong to calls there and nowhere else. */
export const isPlace = (endpoint: CallEndpoint | null): boolean => endpoint !== null && endpoint.kind !== 'carrier' && endpoint.kind !== 'customs';

/** The UN/LOCODE a place of the document names. A 309's P4-01 is Schedule D without a qualifier of its own. */
function placePort(place: Place, portCodes: PortCodes): string | null {
  if (!place.code) return null;
  if (place.qualifier === 'UN') return portOf(place.code, portCodes);
  if (place.qualifier === 'D' || (place.role === 'P4' && place.qualifier === null)) return portCodes.get(`D:${place.code}`) ?? null;
  if (place.qualifier === 'K') return portCodes.get(`K:${place.code}`) ?? null;
  return null;
}

const portOf = (unlocode: string, portCodes: PortCodes): string => portCodes.get(`UN:${unlocode.toUpperCase()}`) ?? unlocode.toUpperCase();

const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;
