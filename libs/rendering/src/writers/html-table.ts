import type { Column, Row, Section, Table } from '../page/page.js';
import { escape } from './escape.js';
import { EXACT, FAINT, INK, LINE, SANS } from './html-style.js';

/**
 * A table of few columns that fits a phone: a column that may stand `under` another does, in small type. So one layout
 * serves every width and no style sheet is needed, which many clients would strip.
 */
export function htmlTable({ columns, rows }: Table, tone: Section['tone']): string {
  const shown = columns.map((column, index) => ({ column, index })).filter(({ column }) => column.under === undefined || !columns.some(({ title }) => title === column.under));
  const under = new Map(shown.map(({ column }) => [column.title, columns.map((one, index) => ({ column: one, index })).filter(({ column: one }) => one.under === column.title)]));
  const line = tone === 'hazard' ? INK : LINE;

  const head = shown.map(({ column }) => {
    const below = (under.get(column.title) ?? []).map(({ column: one }) => one.title);
    return `<th ${align(column)} valign="bottom" style="padding:4px ${gap(column)} 4px 0;border-bottom:2px solid ${INK};font-size:11px;line-height:15px;color:${FAINT};font-weight:bold;${SANS}">${escape([column.title, ...below].join(' / '))}</th>`;
  }).join('');

  const body = rows.map((row) => {
    const bare = row.notes.length === 0;
    const cells = shown.map(({ column, index }) => `<td ${align(column)} valign="top" style="padding:5px ${gap(column)} ${bare ? 5 : 1}px 0;${bare ? `border-bottom:1px solid ${line};` : ''}font-size:14px;line-height:18px;${column.exact || column.align ? 'white-space:nowrap;' : 'word-break:break-word;'}${column.exact ? EXACT : SANS}">${values(row, index).map(escape).join('<br>')}${below(row, under.get(column.title) ?? [])}</td>`).join('');
    const notes = bare ? '' : `<tr><td colspan="${shown.length}" style="padding:0 0 6px 0;border-bottom:1px solid ${line};font-size:13px;line-height:18px;word-break:break-word;${SANS}">${row.notes.map((note, index) => (index === 0 && tone === 'hazard' ? `<b>${escape(note)}</b>` : escape(note))).join('<br>')}</td></tr>`;
    return `<tr>${cells}</tr>${notes}`;
  }).join('\n');

  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse"><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

/** The small line: values of the columns that stand under this one, each with its lead where the value alone is unclear. */
function below(row: Row, columns: { column: Column; index: number }[]): string {
  const parts = columns.flatMap(({ column, index }) => values(row, index).map((value) => `<span style="white-space:nowrap">${escape([column.lead, WORDS[column.title]?.[value] ?? value, column.tail].filter((part) => part !== undefined).join(' '))}</span>`));
  return parts.length === 0 ? '' : `<br><span style="font-size:12px;line-height:16px;color:${FAINT};${SANS};white-space:normal">${parts.join(' &middot; ')}</span>`;
}

/** One letter is enough in a column with a heading; under another value it is said in full. */
const WORDS: Record<string, Record<string, string>> = { 'L/E': { L: 'laden (L)', E: 'empty (E)' } };

function values(row: Row, index: number): string[] { return [row.cells[index] ?? ''].flat().filter((value) => value !== ''); }

/** Figures end where the next column begins: they need more air than words. */
function gap(column: Column): string { return column.align === 'right' ? '14px' : '8px'; }

function align(column: Column): string { return column.align === 'right' ? 'align="right"' : 'align="left"'; }
