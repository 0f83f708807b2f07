import type { SegmentElements } from '../reader/segment-elements.js';

const KG_PER_LB = 0.45359237;
const LETTER_K = 0x4b;

/**
 * A weight in kilograms, to a tenth. The unit must be said (element 188): K kilograms or L pounds; without it a number
 * is no weight, since some sets mean pounds by default and some senders kilograms.
 */
export function kilograms(weight: string | undefined, unit: string | undefined): number | null {
  if (unit !== 'K' && unit !== 'L') return null;
  const value = decimal((weight ?? '').trim());
  if (value === null) return null;
  return tenth(unit === 'K' ? value : value * KG_PER_LB);
}

/**
 * The same of two elements of a segment, by their numbers. A manifest has a weight for every line of cargo: the usual one,
 * whole kilograms, is read without making text of it.
 */
export function kilogramsIn(elements: SegmentElements, weight: number, unit: number): number | null {
  if (elements.length(unit) === 1 && elements.byte(unit, 0) === LETTER_K) {
    const value = wholeNumberIn(elements, weight);
    if (value >= 0) return value;
  }
  return kilograms(elements.text(weight), elements.text(unit));
}

/** One to nine digits; -1 for anything else. */
function wholeNumberIn(elements: SegmentElements, n: number): number {
  const length = elements.length(n);
  if (length === 0 || length > 9) return -1;
  let value = 0;
  for (let i = 0; i < length; i += 1) {
    const digit = elements.byte(n, i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function decimal(text: string): number | null {
  return /^\d*\.?\d+$/.test(text) ? Number(text) : null;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
