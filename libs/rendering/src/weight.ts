import { weightQualifiers, weightUnits } from './words/weights.js';

/** A weight as found, and in both units a quay works with where its unit is known. */
export interface Weight { found: string; unit: string; qualifier: string; kg: number | null; kgText: string; lbText: string }

const KG_IN_LB = 0.45359237;
/** Element 188, in kilograms. M (measurement ton) is a volume and cannot be one. */
const KG_IN: Record<string, number> = { K: 1, L: KG_IN_LB, E: 1_000, G: 0.001, O: KG_IN_LB / 16, S: 2_000 * KG_IN_LB, T: 2_240 * KG_IN_LB };

/** Null when nothing was given. The figure the sender gave is never rounded; the other one is computed and rounded. */
export function weightOf(found: string, unit: string, qualifier = ''): Weight | null {
  if (found === '' || (/^0+$/.test(found) && unit === '')) return null;
  const factor = KG_IN[unit];
  if (!isNumber(found) || factor === undefined) return { found, unit, qualifier, kg: null, kgText: '', lbText: '' };
  const kg = Number(found) * factor;
  return { found, unit, qualifier, kg, kgText: unit === 'K' ? grouped(found) : rounded(kg), lbText: unit === 'L' ? grouped(found) : rounded(kg / KG_IN_LB) };
}

/** "21,400 kg / 47,179 lb, gross weight (G)"; a weight without a known unit says so. */
export function weightInWords(weight: Weight): string {
  const kind = weight.qualifier === '' ? '' : `, ${weightQualifiers(weight.qualifier)}`;
  if (weight.kg === null) return `${grouped(weight.found)}${weight.unit === '' ? ', unit not stated' : ` ${weightUnits(weight.unit)}`}${kind}`;
  const original = weight.unit === 'K' || weight.unit === 'L' ? '' : ` (given as ${grouped(weight.found)} ${weightUnits(weight.unit)})`;
  return `${weight.kgText} kg / ${weight.lbText} lb${original}${kind}`;
}

/** What the two columns of kilograms and pounds cannot say; empty when they say it all. */
export function weightRemark(weight: Weight): string[] {
  const remarks: string[] = [];
  if (weight.kg === null) remarks.push(`weight ${weightInWords(weight)}`);
  else if (weight.unit !== 'K' && weight.unit !== 'L') remarks.push(`weight given as ${grouped(weight.found)} ${weightUnits(weight.unit)}`);
  if (weight.found.startsWith('-')) remarks.push('weight is negative, as received');
  return remarks;
}

/** Several weights added: null as soon as one cannot be converted. */
export function sumKg(weights: readonly (Weight | null)[]): number | null {
  return weights.reduce<number | null>((sum, weight) => (sum === null || weight?.kg == null ? null : sum + weight.kg), 0);
}

export function kilograms(kg: number): string { return `${rounded(kg)} kg / ${rounded(kg / KG_IN_LB)} lb`; }

/** Thousands grouped, decimals as found; anything that is not a number stays as it is. */
export function grouped(found: string): string {
  if (!isNumber(found)) return found;
  const [whole = '', decimals] = found.replace(/^(-?)0+(?=\d)/, '$1').split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (decimals === undefined ? '' : `.${decimals}`);
}

function isNumber(found: string): boolean { return /^-?\d+(\.\d+)?$/.test(found); }

function rounded(value: number): string {
  return grouped(Math.abs(value) < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value)));
}
