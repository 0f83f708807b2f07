import type { DocumentFacts } from '#x12';
import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from './normalise.js';

/** What to look calls up by. Wide on purpose: `matchCalls` decides. */
export interface CandidateKeys { imos: string[]; callSigns: string[]; names: string[]; voyages: string[] }

/** `names` holds both spellings, as found in upper case and as it compares, since an index knows only one of them. */
export function candidateKeys(facts: DocumentFacts): CandidateKeys {
  const ships = shipsOf(facts);
  return {
    imos: present(ships.map(({ imo }) => imo)),
    callSigns: present(ships.map(({ callSign }) => callSign)),
    names: present(ships.flatMap(({ found, name }) => [found, name])),
    voyages: present(ships.map(({ voyage }) => voyage)),
  };
}

/** One ship and voyage that a document names, as they compare; `found` is its name as it stands there, in upper case. */
export interface NamedShip { imo: string | null; callSign: string | null; name: string | null; found: string | null; voyage: string | null }

/** The document's ship, and the ones after it: a booking may name a feeder and the ship behind it. */
export function shipsOf(facts: Pick<DocumentFacts, 'vessel' | 'voyage' | 'alsoVessels'>): NamedShip[] {
  return [{ vessel: facts.vessel, voyage: facts.voyage }, ...(facts.alsoVessels ?? [])].map(({ vessel, voyage }) => ({
    imo: imoOf(vessel), callSign: callSignOf(vessel), name: normaliseName(vessel.name), found: vessel.name?.trim().toUpperCase() || null, voyage: normaliseVoyage(voyage),
  }));
}

type Vessel = DocumentFacts['vessel'];

/** Without a qualifier, seven digits are an IMO number and the rest a call sign: real manifests leave M10-10 empty. */
function imoOf(vessel: Vessel): string | null {
  return normaliseImo(vessel.imo) ?? (vessel.qualifier === null || vessel.qualifier === 'L' ? normaliseImo(vessel.code) : null);
}

function callSignOf(vessel: Vessel): string | null {
  if (vessel.callSign) return normaliseCallSign(vessel.callSign);
  const may = vessel.qualifier === 'C' || (vessel.qualifier === null && normaliseImo(vessel.code) === null);
  return may ? normaliseCallSign(vessel.code) : null;
}

const present = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];
