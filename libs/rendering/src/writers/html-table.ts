import type { Column, Row, Section, Table } from '../page/page.js';
import { escape } from './escape.js';
import { EXACT, FAINT, INK, LINE, SANS } from './html-style.js';

/**
 * A table of few columns that fits a phone: a column that may stand `under` another does, in small type. So one layout
 * serves every width and no style sheet is needed, which many clients would strip. Styles are short: they are repeated in
 * every cell, and a plan of two thousand containers must still pass a mail gateway.
 */
export function htmlTable({ columns: asked, rows }: Table, tone: Section['tone']): string {
  const columns = fittedToPhone(asked, rows);
  const all = columns.map((column, index) => ({ column, index }));
  const shown = all
    .filter(({ column }) => hostOf(column, columns) === undefined)
    .map((one) => ({ ...one, under: all.filter(({ column }) => hostOf(column, columns) === one.column) }));
  const line = `border-bottom:1px solid ${tone === 'hazard' ? INK : LINE}`;

  const head = shown.map(({ column, under }) => {
    const titles = [column, ...under.map((one) => one.column)].map(({ title }) => title).join(' / ');
    return `<th align="${column.align ?? 'left'}" style="padding:4px ${gap(column)} 4px 0;border-bottom:2px solid ${INK};font:bold 11px/15px ${SANS};color:${FAINT}">${escape(titles)}</th>`;
  }).join('');

  const body = rows.map((row) => {
    const bare = row.notes.length === 0;
    const cells = shown.map(({ column, index, under }) => {
      const style = `padding:5px ${gap(column)} ${bare ? `5px 0;${line}` : '1px 0'};font:14px/18px ${column.exact ? EXACT : SANS}`;
      const hold = column.exact || column.align ? ' nowrap' : '';
      return `<td${column.align ? ` align="${column.align}"` : ''}${hold} style="${style}">${values(row, index).map(escape).join('<br>')}${below(row, under)}</td>`;
    }).join('');
    return `<tr valign="top">${cells}</tr>${bare ? '' : notesRow(row.notes, shown.length, line, tone)}`;
  }).join('\n');

  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse"><thead><tr valign="bottom">${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

/** The first note of a hazardous entry is its shipping name and stands out. */
function notesRow(notes: string[], columns: number, line: string, tone: Section['tone']): string {
  const lines = notes.map((note, index) => (index === 0 && tone === 'hazard' ? `<b>${escape(note)}</b>` : escape(note)));
  return `<tr><td colspan="${columns}" style="padding:0 0 6px;${line};font:13px/18px ${SANS};word-break:break-word">${lines.join('<br>')}</td></tr>`;
}

/** Signs of the longest values side by side that 366 px hold at 14 px. */
const PHONE_SIGNS = 36;

function fittedToPhone(columns: Column[], rows: Row[]): Column[] {
  let signs = 0;
  for (const [index, column] of columns.entries()) {
    let longest = 0;
    if (hostOf(column, columns) === undefined) for (const row of rows) for (const value of values(row, index)) longest = Math.max(longest, value.length);
    signs += longest;
  }
  return signs <= PHONE_SIGNS ? columns : columns.map((column) => (column.yieldsTo ? { ...column, under: column.yieldsTo } : column));
}

/** The column this one's values stand under; undefined: it stands for itself. */
function hostOf(column: Column, columns: Column[]): Column | undefined {
  return column.under?.map((title) => columns.find((one) => one.title === title && one.under === undefined)).find((one) => one !== undefined);
}

/** The small line: values of the columns that stand under this one, each with its lead where the value alone is unclear. */
function below(row: Row, columns: { column: Column; index: number }[]): string {
  const parts = columns.flatMap(({ column, index }) => values(row, index).map((value) => {
    const words = [column.lead, WORDS[column.title]?.[value] ?? value, column.tail].filter((part) => part !== undefined).join(' ');
    const text = escape(words).replaceAll(' ', '&nbsp;');
    return column.exact ? `<span style="font-family:${EXACT};color:${INK}">${text}</span>` : text;
  }));
  return parts.length === 0 ? '' : `<div style="font:12px/16px ${SANS};color:${FAINT};white-space:normal">${parts.join(' &middot; ')}</div>`;
}

/** One letter is enough in a column with a heading; under another value it is said in full. */
const WORDS: Record<string, Record<string, string>> = { 'L/E': { L: 'laden (L)', E: 'empty (E)' } };

function values(row: Row, index: number): string[] { return [row.cells[index] ?? ''].flat().filter((value) => value !== ''); }

/** Figures end where the next column begins: they need more air than words. */
function gap(column: Column): string { return column.align === 'right' ? '14px' : '8px'; }
