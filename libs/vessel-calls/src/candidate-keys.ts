import type { DocumentFacts } from '#x12';
import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from './normalise.js';

/** What to look calls up by. Wide on purpose: `matchCalls` decides. */
export interface CandidateKeys { imos: string[]; callSigns: string[]; names: string[]; voyages: string[] }

/** `names` holds both spellings, as found in upper case and as it compares, since an index knows only one of them. */
export function candidateKeys(facts: DocumentFacts): CandidateKeys {
  const { vessel, voyage } = facts;
  return {
    imos: present(imoOf(facts)),
    callSigns: present(callSignOf(facts)),
    names: present(vessel.name?.trim().toUpperCase() || null, normaliseName(vessel.name)),
    voyages: present(normaliseVoyage(voyage)),
  };
}

/** Without a qualifier, seven digits are an IMO number and the rest a call sign: real manifests leave M10-10 empty. */
export function imoOf({ vessel }: DocumentFacts): string | null {
  return normaliseImo(vessel.imo) ?? (vessel.qualifier === null || vessel.qualifier === 'L' ? normaliseImo(vessel.code) : null);
}

export function callSignOf({ vessel }: DocumentFacts): string | null {
  if (vessel.callSign) return normaliseCallSign(vessel.callSign);
  const may = vessel.qualifier === 'C' || (vessel.qualifier === null && normaliseImo(vessel.code) === null);
  return may ? normaliseCallSign(vessel.code) : null;
}

const present = (...values: (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];
