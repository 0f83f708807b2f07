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

  let body = '';
  for (const row of rows) {
    const bare = row.notes.length === 0;
    body += bare ? '<tr>' : '<tr class="o">';
    for (const { column, index, under, open } of shown) {
      body += open + cellOf(row.cells[index] ?? '', column, words);
      if (under.length > 0) body += below(row, under, words);
      body += '</td>';
    }
    body += bare ? '</tr>\n' : `</tr>${notesRow(row.notes, shown.length, tone)}\n`;
  }
  return `<table class="t" cellpadding="3" cellspacing="0"><thead><tr>${head}</tr></thead><tbody>\n${body}</tbody></table>`;
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
function notesRow(notes: readonly string[], columns: number, tone: Section['tone']): string {
  const lines = notes.map((note, index) => (index === 0 && tone === 'hazard' ? `<b>${escape(note)}</b>` : escape(note)));
  return `<tr><td class="n" colspan="${columns}">${lines.join('<br>')}</td></tr>`;
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
function below(row: Row, under: readonly Under[], words: Words): string {
  let parts = '';
  for (const { column, index } of under) {
    const cell = row.cells[index] ?? '';
    if (typeof cell !== 'string') for (const value of cell) parts += partOf(value, column, words);
    else if (cell !== '') parts += partOf(cell, column, words);
  }
  return parts === '' ? '' : `<div class="u">${parts.slice(BETWEEN.length)}</div>`;
}

const BETWEEN = ' &middot; ';

function partOf(value: string, { kind, lead, tail, inWords }: Column, words: Words): string {
  const figure = kind === 'figure' ? words.figure(value) : (inWords?.[value] ?? value);
  const text = escape((lead === undefined ? '' : `${lead}\u00A0`) + figure + (tail === undefined ? '' : `\u00A0${tail}`));
  return kind === 'exact' ? `${BETWEEN}<b>${text}</b>` : BETWEEN + text;
}

function isRight(column: Column): boolean { return column.kind === 'figure'; }
