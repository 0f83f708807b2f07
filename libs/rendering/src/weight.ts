import type { Words } from './words/words.js';
import { WEIGHT_QUALIFIERS, WEIGHT_UNITS } from './words/weights.js';

/** A weight as found, and in both units a quay works with where its unit is known. */
export interface Weight {
  found: string;
  /** element 188 */
  unit: string;
  /** element 187 */
  qualifier: string;
  /** null: its unit cannot be converted, or is not given */
  kilograms: number | null;
  /** decimals: the figure that was sent is never rounded, the other one is computed and rounded; '' where there is none */
  kg: string;
  lb: string;
}

const KG_IN_LB = 0.45359237;
/** Element 188, in kilograms. M (measurement ton) is a volume and cannot be one. */
const KG_IN: Readonly<Record<string, number>> = { K: 1, L: KG_IN_LB, E: 1_000, G: 0.001, O: KG_IN_LB / 16, S: 2_000 * KG_IN_LB, T: 2_240 * KG_IN_LB };

/** Null when nothing was given. */
export function weightOf(found: string, unit: string, qualifier = ''): Weight | null {
  if (found === '' || (unit === '' && isNought(found))) return null;
  const factor = KG_IN[unit];
  if (factor === undefined || !isNumber(found)) return { found, unit, qualifier, kilograms: null, kg: '', lb: '' };
  const kilograms = Number(found) * factor;
  return { found, unit, qualifier, kilograms, kg: unit === 'K' ? found : rounded(kilograms), lb: unit === 'L' ? found : rounded(kilograms / KG_IN_LB) };
}

/** "21,400 kg / 47,179 lb, gross weight (G)"; a weight without a known unit says so. */
export function weightInWords(weight: Weight, words: Words): string {
  const kind = weight.qualifier === '' ? '' : `, ${words.code(WEIGHT_QUALIFIERS, weight.qualifier)}`;
  if (weight.kilograms === null) return `${words.figure(weight.found)}${weight.unit === '' ? `, ${words.say('unitNotStated')}` : ` ${words.code(WEIGHT_UNITS, weight.unit)}`}${kind}`;
  const original = isQuayUnit(weight.unit) ? '' : ` (${words.say('givenAs', asGiven(weight, words))})`;
  return `${words.figure(weight.kg)} kg / ${words.figure(weight.lb)} lb${original}${kind}`;
}

/** What the two columns of kilograms and pounds cannot say; empty when they say it all. */
export function weightRemarks(weight: Weight, words: Words): string[] {
  if (weight.kilograms !== null && isQuayUnit(weight.unit) && !weight.found.startsWith('-')) return [];
  const remarks: string[] = [];
  if (weight.kilograms === null) remarks.push(words.say('weightIs', weightInWords(weight, words)));
  else if (!isQuayUnit(weight.unit)) remarks.push(words.say('weightGivenAs', asGiven(weight, words)));
  if (weight.found.startsWith('-')) remarks.push(words.say('weightNegative'));
  return remarks;
}

/** Several weights added: null as soon as one cannot be converted. */
export function sumOf(weights: readonly (Weight | null)[]): number | null {
  return weights.reduce<number | null>((sum, weight) => (sum === null || weight?.kilograms == null ? null : sum + weight.kilograms), 0);
}

export function kilogramsInWords(kilograms: number, words: Words): string {
  return `${words.figure(rounded(kilograms))} kg / ${words.figure(rounded(kilograms / KG_IN_LB))} lb`;
}

function asGiven(weight: Weight, words: Words): string { return `${words.figure(weight.found)} ${words.code(WEIGHT_UNITS, weight.unit)}`; }

function isQuayUnit(unit: string): boolean { return unit === 'K' || unit === 'L'; }

function isNought(found: string): boolean { return /^0+$/.test(found); }

function isNumber(found: string): boolean { return /^-?\d+(\.\d+)?$/.test(found); }

function rounded(value: number): string {
  return Math.abs(value) < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
}
