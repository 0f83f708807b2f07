import { defused } from './defused.js';
import { printable } from './printable.js';

/**
 * Stands between the values of a list in one cell. Not a blank: a seal number or a name may hold one, so nobody could tell
 * one value from two.
 */
export const BETWEEN_VALUES = '; ';

/** ASCII with no sign that begins a formula: nearly every cell, asked of all at one look. */
const PLAIN = /^[ -*,./-<>?A-~]*$/;
const ASCII = /^[\x20-\x7E]*$/;
/** Halves of a sign and the two no XML may hold: they come from no sound text, and are shown like control signs. */
const NO_SIGN = /\p{Cs}|[\uFFFE\uFFFF]/gu;

/** A value as a cell of a spreadsheet holds it: one line, control signs shown, nothing in it that would run. */
export function cellText(value: string | readonly string[]): string {
  const text = typeof value === 'string' ? value : value.join(BETWEEN_VALUES);
  if (PLAIN.test(text)) return text;
  return defused(ASCII.test(text) ? text : printable(text).replace(NO_SIGN, (sign) => `<U+${sign.charCodeAt(0).toString(16).toUpperCase()}>`));
}
