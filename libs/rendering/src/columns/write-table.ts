import type { Prepared } from '../prepared.js';
import type { PhraseKey } from '../words/phrases/index.js';
import { Words } from '../words/words.js';
import { BETWEEN_VALUES, cellText } from '../writers/cell-text.js';
import { BYTE_ORDER_MARK, csvFile, csvRecord } from '../writers/csv/rfc-4180.js';
import type { Sheet } from '../writers/xlsx/sheet.js';
import { workbookOf } from '../writers/xlsx/workbook.js';
import { cellOf, isFigure } from './column.js';
import { isDecimal } from './decimals.js';
import { countLeftOut, otherContent } from './left-out.js';
import type { TableMapping } from './mapping.js';
import type { RowKind } from './row-kind.js';
import { tableRows, type TableRow } from './table-row.js';
import { Warnings } from './warnings.js';
import { toWindows1252 } from './windows-1252.js';

/** A file in a terminal's own layout, and in words what it leaves out or changes: the list must be the document's own. */
export interface WrittenTable { bytes: Uint8Array; rows: number; warnings: string[] }

const SHEETS = { container: 'sheetContainers', bill: 'sheetBills', hazmat: 'sheetHazmat', goods: 'sheetGoods' } as const satisfies Record<RowKind, PhraseKey>;

/** Documents as one list in the columns a terminal wants, so that it can be uploaded instead of keyed in. Content never makes it throw. */
export async function writeTable(documents: readonly Prepared[], mapping: TableMapping): Promise<WrittenTable> {
  const words = documents[0]?.words ?? Words.in('en');
  const name = mapping.sheet ?? words.say(SHEETS[mapping.rows]);
  const rows = tableRows(documents, mapping.rows);
  const warnings = new Warnings();
  const cells = rows.map((row) => mapping.columns.map((column) => cellOf(column, row, warnings)));
  countLeftOut(rows, mapping.rows, mapping.columns, warnings);
  const said = [...ofDocuments(documents, { name, rows, mapping, words }), ...warnings.say(words)];
  const titles = mapping.columns.map(({ title }) => cellText(title));
  if (mapping.format === 'csv') {
    const csv = csvBytes(mapping, titles, cells);
    return { bytes: csv.bytes, rows: rows.length, warnings: csv.missing === '' ? said : [...said, words.say('tableNoSign', name, csv.missing)] };
  }
  const sheet: Sheet = {
    name, frozen: mapping.header, filtered: false, landscape: true,
    columns: mapping.columns.map((column) => ({ kind: isFigure(column) ? 'figure' : 'text' })),
    rows: [...(mapping.header ? [{ cells: titles, heading: true } as const] : []), ...cells.map((row) => ({ cells: row }))],
  };
  const title = documents.map(({ context }) => context.ref).join(', ');
  return { bytes: await workbookOf([sheet], { title, madeAt: documents[0]?.context.madeAt ?? new Date(0), edge: null }), rows: rows.length, warnings: said };
}

function csvBytes(mapping: TableMapping, titles: readonly string[], rows: readonly string[][]): { bytes: Uint8Array; missing: string } {
  const between = mapping.columns.map((column) => (isFigure(column) ? (column.join ?? BETWEEN_VALUES) : null));
  const written = mapping.decimal === '.' ? rows : rows.map((row) => row.map((cell, n) => decimalsWith(mapping.decimal, cell, between[n] ?? null)));
  const text = csvFile([...(mapping.header ? [titles] : []), ...written].map((fields) => csvRecord(fields, mapping.delimiter)));
  if (mapping.encoding !== 'windows-1252') return { bytes: Buffer.from(mapping.encoding === 'utf-8-bom' ? BYTE_ORDER_MARK + text : text, 'utf8'), missing: '' };
  const { bytes, missing } = toWindows1252(text);
  return { bytes, missing: missing.slice(0, 10).join(' ') };
}

/** The decimals of a cell, one or several, with the sign the terminal puts before them. What is no decimal stays. */
function decimalsWith(sign: string, cell: string, between: string | null): string {
  if (between === null) return cell;
  const values = between === '' ? [cell] : cell.split(between);
  return values.every(isDecimal) ? values.map((value) => value.replace('.', sign)).join(between) : cell;
}

function ofDocuments(documents: readonly Prepared[], { name, rows, mapping, words }: { name: string; rows: readonly TableRow[]; mapping: TableMapping; words: Words }): string[] {
  const counts = new Map<string, number>();
  for (const document of documents) for (const { what, count } of otherContent(document, mapping.rows, mapping.columns)) counts.set(what, (counts.get(what) ?? 0) + count);
  // Only a row of one container marks what may lie in another; a row of the entry itself names them all.
  const unsure = mapping.rows === 'container' ? documents.flatMap(({ model }) => model.hazmat).filter(({ containers }) => containers.length > 1).length : 0;
  return [
    ...(documents.some(({ context }) => context.test) ? [words.say('tableIsTest', name)] : []),
    ...(rows.length === 0 ? [words.say('tableNoRows', name)] : []),
    ...[...counts].map(([what, count]) => words.say('tableNotInIt', name, what, words.figure(String(count)))),
    ...(unsure > 0 ? [words.say('tableWhichBox', name, words.figure(String(unsure)))] : []),
  ];
}
