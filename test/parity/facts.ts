import { at, type Line } from './source.js';
import { ROWS, type Kind } from './elements.js';

/** One fact of the source: its kind, its pieces as they came, and where; `full`: of a container, its number with the check digit. */
export interface Found { kind: Kind; pieces: readonly string[]; line: Line; element: number; full?: string }

/** What the elements of a document say, by the table alone. A fact whose first piece is empty is none. */
export function factsOf(lines: readonly Line[]): Found[] {
  const found = lines.flatMap((line) => ROWS.filter(({ tag, when }) => tag === line.tag && (when === undefined || when.includes(at(line, 1)))).flatMap(({ kind, of }) => {
    const pieces = of.map((n) => at(line, n));
    const there = kind === 'date' || kind === 'container' ? pieces.slice(0, 2).some((piece) => piece !== '') : pieces[0] !== '';
    return there ? [{ kind, pieces: line.tag === 'C8' ? [clauseOf(lines, line)] : pieces, line, element: of[0] ?? 0 }] : [];
  }));
  const numbers = found.filter(({ kind }) => kind === 'container').map(({ pieces }) => containerOf(pieces));
  return found.map((fact) => (fact.kind === 'container' ? { ...fact, full: fullNumber(containerOf(fact.pieces), numbers) } : fact));
}

/** A number without its check digit is the one that the document gives with it elsewhere. */
export function fullNumber(number: string, numbers: readonly string[]): string {
  return /^[A-Z]{4}\d{6}$/.test(number) ? (numbers.find((other) => other.length === 11 && other.startsWith(number)) ?? number) : number;
}

/** C8C carries on the sentence of the C8 before it, where that was cut. */
function clauseOf(lines: readonly Line[], c8: Line): string {
  let clause = at(c8, 3);
  for (let next = lines.indexOf(c8) + 1; lines[next]?.tag === 'C8C'; next += 1) clause += (lines[next]?.elements ?? []).slice(0, 3).map((part) => part.trim()).join('');
  return clause;
}

/** "N7-03 of segment 12: weight 21400 K" */
export function named({ kind, pieces, line, element }: Found): string {
  return `${line.tag}-${String(element).padStart(2, '0')} of segment ${line.position}: ${kind} ${pieces.join(' ')}`;
}

/** A number in pieces as one: prefix, serial and, where they are ten places of ISO 6346 without it, the check digit. */
export function containerOf([prefix = '', serial = '', digit = '']: readonly string[]): string {
  const number = prefix + serial;
  return /^[A-Z]{4}\d{6}$/.test(number) ? number + digit : number;
}

/** Kilograms in one of a unit of element 188; a measurement ton (M) weighs nothing. */
export const KILOGRAMS: Readonly<Record<string, number>> = { K: 1, L: 0.45359237, E: 1_000, G: 0.001, O: 0.45359237 / 16, S: 907.18474, T: 1_016.0469088 };

/** Null where the figure or its unit cannot be converted. */
export function kilogramsOf(found: string, unit: string): number | null {
  const factor = KILOGRAMS[unit];
  return factor === undefined || !/^-?\d+(\.\d+)?$/.test(found) ? null : Number(found) * factor;
}

/** How a computed weight may be rounded: to whole ones, and below ten to a tenth. */
export function roundings(value: number): string[] {
  // A sum of fractions may fall to either side of a half.
  return [...new Set([String(Math.round(value - 1e-4)), String(Math.round(value + 1e-4)), ...(Math.abs(value) < 10.05 ? [value.toFixed(1)] : [])])];
}

export function pounds(kilograms: number): number { return kilograms / 0.45359237; }
