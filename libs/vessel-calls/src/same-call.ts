import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from './normalise.js';

/** A call as somebody else's message tells it, without our reference. */
export interface ToldCall {
  imo: string | null; callSign: string | null; vesselName: string | null;
  voyages: readonly string[];
  /** whether a UN/LOCODE is of its harbour */
  isPort: (unlocode: string) => boolean;
  terminal: string | null;
  endpoint: string | null;
}

/** A call of ours, with all voyages it goes by. */
export interface KnownCall {
  id: number; carrier: string; reference: string; imo: string | null; callSign: string | null; vesselName: string; vesselNames: readonly string[];
  voyages: readonly string[]; unlocode: string; terminal: string | null; endpoint: string | null;
}

/**
 * The calls that a told one may be: the same ship, on a voyage it goes by, at the same place. Two that fit are two, and nobody
 * chooses between them.
 */
export function sameCalls(told: ToldCall, calls: readonly KnownCall[]): KnownCall[] {
  const voyages = new Set(told.voyages.flatMap((one) => normaliseVoyage(one) ?? []));
  return calls.filter((call) => isSameShip(told, call) && isSamePlace(told, call) && call.voyages.some((one) => voyages.has(normaliseVoyage(one) ?? '')));
}

/** By the number where both have one; two that differ are two ships, whatever they are called. */
function isSameShip(told: ToldCall, call: KnownCall): boolean {
  const [imo, own] = [normaliseImo(told.imo), normaliseImo(call.imo)];
  if (imo !== null && own !== null) return imo === own;
  const [sign, ownSign] = [normaliseCallSign(told.callSign), normaliseCallSign(call.callSign)];
  if (sign !== null && ownSign !== null) return sign === ownSign;
  const name = normaliseName(told.vesselName);
  return name !== null && [call.vesselName, ...call.vesselNames].some((one) => normaliseName(one) === name);
}

function isSamePlace(told: ToldCall, call: KnownCall): boolean {
  if (told.endpoint !== null && call.endpoint !== null) return told.endpoint === call.endpoint;
  return told.isPort(call.unlocode) && (told.terminal === null || call.terminal === null || told.terminal === call.terminal);
}

/** What we call a call that came without a reference of its operator's. */
export function madeReference({ imo, callSign, vesselName, voyage, unlocode, terminal }: { imo: string | null; callSign: string | null; vesselName: string | null; voyage: string; unlocode: string; terminal: string | null }): string {
  const ship = imo ?? callSign ?? normaliseName(vesselName)?.replaceAll(' ', '_') ?? '';
  return [ship, normaliseVoyage(voyage) ?? '', unlocode, ...(terminal === null ? [] : [terminal])].join('-');
}
