import type { Table } from '../page/page.js';
import { printable } from './printable.js';
import { padded, textWidth, wrapped } from './text-width.js';

export const TEXT_WIDTH = 78;

/**
 * Aligned columns, two blanks apart, one where that saves a line from growing. A table wider than 78 takes the width from
 * its widest columns, whose cells then wrap at blanks; only when single numbers are too long for that is a line longer.
 */
export function textTable({ columns, rows }: Table): string[] {
  const cells = rows.map((row) => columns.map((_, index) => [row.cells[index] ?? ''].flat().map(printable)));
  const natural = columns.map((column, index) => widest([column.title, ...cells.flatMap((row) => (row[index] ?? []).map((value) => value))]));
  const least = columns.map((column, index) => widest([column.title, ...cells.flatMap((row) => (row[index] ?? []).flatMap((value) => value.split(' ')))]));
  const gaps = columns.length - 1;
  const gap = ' '.repeat(sum(least) + 2 * gaps <= TEXT_WIDTH ? 2 : 1);
  const widths = fit(natural, least, TEXT_WIDTH - gap.length * gaps);
  const aligns = columns.map((column) => column.align ?? 'left');

  const lines = [line(columns.map((column) => column.title), widths, aligns, gap)];
  for (const [at, row] of rows.entries()) {
    const wrappedCells = (cells[at] ?? []).map((values, index) => values.flatMap((value) => wrapped(value, widths[index] ?? TEXT_WIDTH)));
    const height = Math.max(1, ...wrappedCells.map((cell) => cell.length));
    for (let n = 0; n < height; n += 1) lines.push(line(wrappedCells.map((cell) => cell[n] ?? ''), widths, aligns, gap));
    // Notes share lines: two thousand boxes with three short notes each should not take six thousand.
    const notes = wrapped(row.notes.map(printable).join('; '), TEXT_WIDTH - 4);
    if (row.notes.length > 0) lines.push(...notes.map((note) => `    ${note}`));
  }
  return lines;
}

function line(values: string[], widths: number[], aligns: ('left' | 'right')[], gap: string): string {
  return values.map((value, index) => padded(value, widths[index] ?? 0, aligns[index] ?? 'left')).join(gap).trimEnd();
}

function fit(natural: number[], least: number[], room: number): number[] {
  const widths = [...natural];
  for (let over = sum(widths) - room; over > 0; over = sum(widths) - room) {
    const widestShrinkable = widths.reduce((best, width, index) => (width > (least[index] ?? 0) && (best < 0 || width > (widths[best] ?? 0)) ? index : best), -1);
    if (widestShrinkable < 0) break;
    widths[widestShrinkable] = (widths[widestShrinkable] ?? 0) - 1;
  }
  return widths;
}

function widest(values: string[]): number {
  let most = 0;
  for (const value of values) most = Math.max(most, textWidth(value));
  return most;
}

function sum(values: number[]): number { return values.reduce((total, value) => total + value, 0); }
