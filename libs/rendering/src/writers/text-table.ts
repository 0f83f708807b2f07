import { withNotes } from '../page/as-notes.js';
import type { Row, Table } from '../page/page.js';
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
  // Nearly every table is plain ASCII, where a sign takes one place and nothing need be measured.
  let plain = true;
  const printed = (value: string): string => {
    if (PLAIN.test(value)) return value;
    plain = false;
    return printable(value);
  };
  const titles = columns.map((column) => printed(column.title));
  const figure = (value: string): string => printed(words.figure(value));
  const show = columns.map(({ kind }) => (kind === 'figure' ? figure : printed));
  const cells = rows.map((row) => row.cells.map((cell, index) => shown(cell, show[index] ?? printed)));
  const width = plain ? lengthOf : textWidth;
  const gaps = columns.length - 1;
  const natural = titles.map((title, index) => widestOf(title, cells, index, width));
  const roomy = sum(natural) + 2 * gaps <= TEXT_WIDTH;
  const least = roomy ? natural : titles.map((title, index) => widestOf(title, cells, index, widestWord));
  const gap = roomy || sum(least) + 2 * gaps <= TEXT_WIDTH ? '  ' : ' ';
  const widths = roomy ? natural : fitted(natural, least, TEXT_WIDTH - gap.length * gaps);
  const layout = columns.map(({ kind }, index) => ({ width: widths[index] ?? 0, right: kind === 'figure', whole: widths[index] === natural[index] }));
  const pieces = layout.flatMap(() => ['', '']);
  const line = (values: readonly string[]): string => lineOf(values, layout, gap, width, pieces);

  const lines = [line(titles)];
  for (const [at, row] of rows.entries()) {
    pushRow(lines, cells[at] ?? [], layout, line);
    if (row.notes.length > 0) pushNotes(lines, row);
  }
  return lines;
}

interface Place { width: number; right: boolean; whole: boolean }

/** A row is one line, or as many as its tallest cell has. */
function pushRow(lines: string[], cells: readonly Cell[], layout: readonly Place[], line: (values: readonly string[]) => string): void {
  if (cells.every((cell, index) => typeof cell === 'string' && layout[index]?.whole)) {
    lines.push(line(cells as readonly string[]));
    return;
  }
  const broken = cells.map((cell, index) => [cell].flat().flatMap((value) => (layout[index]?.whole ? [value] : wrapped(value, layout[index]?.width ?? TEXT_WIDTH))));
  const height = broken.reduce((most, cell) => Math.max(most, cell.length), 1);
  for (let n = 0; n < height; n += 1) lines.push(line(broken.map((cell) => cell[n] ?? '')));
}

/** Notes share lines: two thousand boxes with three short notes each should not take six thousand. */
function pushNotes(lines: string[], { notes }: Row): void {
  for (const line of wrapped(printable(notes.join('; ')), TEXT_WIDTH - NOTE_INDENT.length)) lines.push(NOTE_INDENT + line);
}

function shown(cell: string | string[], show: (value: string) => string): Cell {
  if (typeof cell === 'string') return show(cell);
  return cell.length <= 1 ? show(cell[0] ?? '') : cell.map(show);
}

const PLAIN = /^[\x20-\x7E]*$/;

function lengthOf(text: string): number { return text.length; }

function widestOf(title: string, cells: readonly (readonly Cell[])[], index: number, width: (text: string) => number): number {
  let widest = width(title);
  for (const row of cells) {
    const cell = row[index] ?? '';
    // A sign takes two places at most.
    if (typeof cell !== 'string') for (const value of cell) widest = Math.max(widest, width(value));
    else if (cell.length * 2 > widest) widest = Math.max(widest, width(cell));
  }
  return widest;
}

/** @param pieces two for each column, filled anew by each line: a text that grows takes more memory than it says */
function lineOf(values: readonly string[], layout: readonly Place[], gap: string, width: (text: string) => number, pieces: string[]): string {
  // Blanks are put before a value and not behind it, so that a line ends with what it says.
  let owed = 0;
  for (let index = 0; index < layout.length; index += 1) {
    const value = values[index] ?? '';
    const place = layout[index] ?? NOWHERE;
    const fill = place.width - width(value);
    if (index > 0) owed += gap.length;
    if (place.right) owed += fill;
    pieces[2 * index] = value === '' ? '' : blanks(owed);
    pieces[2 * index + 1] = value;
    if (value !== '') owed = 0;
    if (!place.right) owed += fill;
  }
  return pieces.join('');
}

const NOWHERE: Place = { width: 0, right: false, whole: true };

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
