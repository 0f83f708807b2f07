import { withNotes } from '../page/as-notes.js';
import type { Column, Row, Section, Table } from '../page/page.js';
import type { Words } from '../words/words.js';
import { escape } from './escape.js';

/** A column that has a place of its own, with those whose values stand under its. */
interface Shown { column: Column; index: number; under: readonly Under[]; open: string }
interface Under { column: Column; index: number }

/** A table of few columns that fits a phone: a column that may stand `under` another does, in small type. So one layout serves every width. */
export function htmlTable(asked: Table, tone: Section['tone'], words: Words): string {
  const { columns: all, rows } = withNotes(asked);
  const shown = shownOf(fittedToPhone(all, rows));
  const head = shown.map(({ column, under }) => {
    const titles = [column, ...under.map((one) => one.column)].map(({ title }) => title).join(' / ');
    return `<th align="${isRight(column) ? 'right' : 'left'}"${isRight(column) ? ' class="r"' : ''}>${escape(titles)}</th>`;
  }).join('');

  // A text that grows piece by piece is kept as its pieces: joined row by row, a long table takes half the memory.
  const pieces: string[] = [];
  const body = rows.map((row) => {
    pieces.length = 0;
    const bare = row.notes.length === 0;
    pieces.push(bare ? '<tr>' : '<tr class="o">');
    for (const { column, index, under, open } of shown) {
      pieces.push(open, cellOf(row.cells[index] ?? '', column, words));
      if (under.length > 0) putBelow(pieces, row, under, words);
      pieces.push('</td>');
    }
    pieces.push('</tr>');
    if (!bare) putNotes(pieces, row.notes, shown.length, tone);
    return pieces.join('');
  });
  return `<table class="t" cellpadding="3" cellspacing="0"><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
}

function shownOf(columns: readonly Column[]): Shown[] {
  const all = columns.map((column, index) => ({ column, index }));
  return all.filter(({ column }) => hostOf(column, columns) === undefined).map(({ column, index }) => ({
    column, index, under: all.filter((one) => hostOf(one.column, columns) === column),
    open: isRight(column) ? '<td class="r" align="right">' : column.kind === 'exact' ? '<td class="x">' : '<td>',
  }));
}

function cellOf(cell: string | string[], column: Column, words: Words): string {
  if (typeof cell === 'string') return escape(column.kind === 'figure' ? words.figure(cell) : cell);
  return cell.length === 1 ? cellOf(cell[0] ?? '', column, words) : cell.map((value) => cellOf(value, column, words)).join('<br>');
}

/** The first note of a hazardous entry is its shipping name and stands out. */
function putNotes(pieces: string[], notes: readonly string[], columns: number, tone: Section['tone']): void {
  pieces.push(`<tr><td class="n" colspan="${columns}">`);
  for (let n = 0; n < notes.length; n += 1) {
    const note = escape(notes[n] ?? '');
    if (n > 0) pieces.push('<br>', note);
    else if (tone === 'hazard') pieces.push('<b>', note, '</b>');
    else pieces.push(note);
  }
  pieces.push('</td></tr>');
}

/** Signs of the longest values side by side that 366 px hold at 14 px. */
const PHONE_SIGNS = 36;

function fittedToPhone(columns: readonly Column[], rows: readonly Row[]): readonly Column[] {
  if (!columns.some((column) => column.yieldsTo)) return columns;
  let signs = 0;
  for (const [index, column] of columns.entries()) {
    let longest = 0;
    if (hostOf(column, columns) === undefined) for (const row of rows) longest = Math.max(longest, longestIn(row.cells[index] ?? ''));
    signs += longest;
  }
  return signs <= PHONE_SIGNS ? columns : columns.map((column) => (column.yieldsTo ? { ...column, under: column.yieldsTo } : column));
}

function longestIn(cell: string | string[]): number {
  if (typeof cell === 'string') return cell.length;
  let longest = 0;
  for (const value of cell) longest = Math.max(longest, value.length);
  return longest;
}

/** The column this one's values stand under; undefined: it stands for itself. */
function hostOf(column: Column, columns: readonly Column[]): Column | undefined {
  return column.under?.map((id) => columns.find((one) => one.id === id && one.under === undefined)).find((one) => one !== undefined);
}

/** The small line: values of the columns that stand under this one, each with its lead where the value alone is unclear. */
function putBelow(pieces: string[], row: Row, under: readonly Under[], words: Words): void {
  const first = pieces.push('<div class="u">');
  for (const { column, index } of under) {
    const cell = row.cells[index] ?? '';
    if (typeof cell !== 'string') for (const value of cell) putPart(pieces, first, value, column, words);
    else if (cell !== '') putPart(pieces, first, cell, column, words);
  }
  if (pieces.length === first) pieces.pop();
  else pieces.push('</div>');
}

function putPart(pieces: string[], first: number, value: string, { kind, lead, tail, inWords }: Column, words: Words): void {
  if (pieces.length > first) pieces.push(' &middot; ');
  if (kind === 'exact') pieces.push('<b>');
  if (lead !== undefined) pieces.push(escape(lead), '\u00A0');
  pieces.push(escape(kind === 'figure' ? words.figure(value) : (inWords?.[value] ?? value)));
  if (tail !== undefined) pieces.push('\u00A0', escape(tail));
  if (kind === 'exact') pieces.push('</b>');
}

function isRight(column: Column): boolean { return column.kind === 'figure'; }
