import { withNotes } from '../page/as-notes.js';
import type { Column, Row, Table } from '../page/page.js';
import type { Words } from '../words/words.js';
import { printable } from './printable.js';
import { blanks, textWidth, widestWord, wrapped } from './text-width.js';

export const TEXT_WIDTH = 78;
const NOTE_INDENT = '    ';

/** The values of one cell, ready to be shown; most have one. */
type Cell = string | readonly string[];

/**
 * Aligned columns, two blanks apart, one where that saves a line from growing. A table wider than 78 takes the width from
 * its widest columns, whose cells then wrap at blanks; only when single numbers are too long for that is a line longer.
 */
export function textTable(table: Table, words: Words): string[] {
  const { columns, rows } = withNotes(table);
  const titles = columns.map((column) => printable(column.title));
  const cells = rows.map((row) => row.cells.map((cell, index) => shown(cell, columns[index]?.kind ?? 'text', words)));
  const gaps = columns.length - 1;
  const natural = titles.map((title, index) => widestOf(title, cells, index, textWidth));
  const roomy = sum(natural) + 2 * gaps <= TEXT_WIDTH;
  const least = roomy ? natural : titles.map((title, index) => widestOf(title, cells, index, widestWord));
  const gap = roomy || sum(least) + 2 * gaps <= TEXT_WIDTH ? '  ' : ' ';
  const widths = roomy ? natural : fitted(natural, least, TEXT_WIDTH - gap.length * gaps);
  const layout = columns.map(({ kind }, index) => ({ width: widths[index] ?? 0, right: kind === 'figure', whole: widths[index] === natural[index] }));

  const lines = [lineOf(titles, layout, gap)];
  for (const [at, row] of rows.entries()) {
    pushRow(lines, cells[at] ?? [], layout, gap);
    if (row.notes.length > 0) pushNotes(lines, row);
  }
  return lines;
}

interface Place { width: number; right: boolean; whole: boolean }

/** A row is one line, or as many as its tallest cell has. */
function pushRow(lines: string[], cells: readonly Cell[], layout: readonly Place[], gap: string): void {
  if (cells.every((cell, index) => typeof cell === 'string' && layout[index]?.whole)) {
    lines.push(lineOf(cells as readonly string[], layout, gap));
    return;
  }
  const broken = cells.map((cell, index) => [cell].flat().flatMap((value) => (layout[index]?.whole ? [value] : wrapped(value, layout[index]?.width ?? TEXT_WIDTH))));
  const height = broken.reduce((most, cell) => Math.max(most, cell.length), 1);
  for (let n = 0; n < height; n += 1) lines.push(lineOf(broken.map((cell) => cell[n] ?? ''), layout, gap));
}

/** Notes share lines: two thousand boxes with three short notes each should not take six thousand. */
function pushNotes(lines: string[], { notes }: Row): void {
  for (const line of wrapped(printable(notes.join('; ')), TEXT_WIDTH - NOTE_INDENT.length)) lines.push(NOTE_INDENT + line);
}

function shown(cell: string | string[], kind: Column['kind'], words: Words): Cell {
  if (typeof cell === 'string') return printable(kind === 'figure' ? words.figure(cell) : cell);
  if (cell.length <= 1) return shown(cell[0] ?? '', kind, words);
  return cell.map((value) => shown(value, kind, words) as string);
}

function widestOf(title: string, cells: readonly (readonly Cell[])[], index: number, width: (text: string) => number): number {
  let widest = textWidth(title);
  for (const row of cells) {
    const cell = row[index] ?? '';
    // A sign takes two places at most.
    if (typeof cell !== 'string') for (const value of cell) widest = Math.max(widest, width(value));
    else if (cell.length * 2 > widest) widest = Math.max(widest, width(cell));
  }
  return widest;
}

function lineOf(values: readonly string[], layout: readonly Place[], gap: string): string {
  let line = '';
  for (let index = 0; index < layout.length; index += 1) {
    const value = values[index] ?? '';
    const fill = blanks((layout[index]?.width ?? 0) - textWidth(value));
    if (index > 0) line += gap;
    line += layout[index]?.right ? fill + value : value + fill;
  }
  return line.trimEnd();
}

function fitted(natural: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...natural];
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = widths.reduce((best, width, index) => (width > (least[index] ?? 0) && (best < 0 || width > (widths[best] ?? 0)) ? index : best), -1);
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(values: readonly number[]): number { return values.reduce((total, value) => total + value, 0); }
