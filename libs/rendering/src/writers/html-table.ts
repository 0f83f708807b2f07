import { withNotes } from '../page/as-notes.js';
import type { Column, Row, Section, Table } from '../page/page.js';
import type { Words } from '../words/words.js';
import { escape } from './escape.js';
import { Pieces } from './pieces.js';

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

  const openNotes = `<tr><td class="n" colspan="${shown.length}">`;
  const body = new Pieces();
  for (const { cells, notes } of rows) {
    body.add(notes.length === 0 ? '<tr>' : '<tr class="o">');
    for (const { column, index, under, open } of shown) {
      body.add(open);
      body.add(cellOf(cells[index] ?? '', column, words));
      if (under.length > 0) addBelow(body, cells, under, words);
      body.add('</td>');
    }
    body.add('</tr>');
    if (notes.length > 0) {
      body.add(openNotes);
      addNotes(body, notes, tone);
    }
    body.add('\n');
  }
  return `<table class="t" cellpadding="3" cellspacing="0"><thead><tr>${head}</tr></thead><tbody>\n${body.text()}</tbody></table>`;
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
function addNotes(body: Pieces, notes: readonly string[], tone: Section['tone']): void {
  for (let n = 0; n < notes.length; n += 1) {
    if (n > 0) body.add('<br>');
    const note = escape(notes[n] ?? '');
    body.add(n === 0 && tone === 'hazard' ? `<b>${note}</b>` : note);
  }
  body.add('</td></tr>');
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
function addBelow(body: Pieces, cells: Row['cells'], under: readonly Under[], words: Words): void {
  let before = '<div class="u">';
  for (const { column, index } of under) {
    const cell = cells[index] ?? '';
    for (const value of typeof cell === 'string' ? [cell] : cell) {
      if (value === '') continue;
      body.add(before);
      addPart(body, value, column, words);
      before = ' &middot; ';
    }
  }
  if (before !== '<div class="u">') body.add('</div>');
}

function addPart(body: Pieces, value: string, { kind, lead, tail, inWords }: Column, words: Words): void {
  if (kind === 'exact') body.add('<b>');
  if (lead !== undefined) body.add(`${escape(lead)}\u00A0`);
  body.add(escape(kind === 'figure' ? words.figure(value) : (inWords?.[value] ?? value)));
  if (tail !== undefined) body.add(`\u00A0${escape(tail)}`);
  if (kind === 'exact') body.add('</b>');
}

function isRight(column: Column): boolean { return column.kind === 'figure'; }
