import { BETWEEN_VALUES, cellText } from '../writers/cell-text.js';
import { defused } from '../writers/defused.js';
import { dateAs } from './dates.js';
import { isDecimal, rounded } from './decimals.js';
import { fieldOf, valuesOf, type FieldName } from './fields.js';
import type { TableColumn } from './mapping.js';
import type { TableRow } from './table-row.js';
import type { Warnings } from './warnings.js';

const DATE = 'yyyy-MM-dd HH:mm';

/** `seal` and `bill` are one of several: the first, unless the column asks for another. */
export function itemOf({ value, item }: Pick<TableColumn, 'value' | 'item'>): number | null {
  return item ?? (value === 'seal' || value === 'bill' ? 1 : null);
}

export function isFigure({ value }: Pick<TableColumn, 'value'>): boolean { return value !== null && fieldOf(value).kind === 'figure'; }

/** What a column holds in a row: a decimal with a point where it is a figure, else a text that runs nowhere. What is odd is counted. */
export function cellOf(column: TableColumn, row: TableRow, warnings: Warnings): string {
  const { value, title } = column;
  if (value === null) return cellText(column.text ?? '');
  const found = readField({ ...column, value }, row, warnings);
  if (found === '' && column.required) warnings.count('tableEmpty', title, nameOf(row));
  const text = cellText(found);
  if (defused(found) !== found) warnings.count('tableDefused', title, nameOf(row));
  return text;
}

function readField(column: TableColumn & { value: FieldName }, row: TableRow, warnings: Warnings): string {
  const { value, title, words, decimals } = column;
  const field = fieldOf(value);
  if (field.kind === 'date') return dateIn(column, row);
  const item = itemOf(column);
  const all = valuesOf(value, row);
  const chosen = item === null ? all : all.slice(item - 1, item);
  const said = chosen.map((one) => {
    if (words) return theirWord(words, one, () => { warnings.count('tableNoWord', title, one); });
    if (field.kind === 'figure' && !isDecimal(one)) warnings.count('tableNoFigure', title, `${one} (${nameOf(row)})`);
    const written = decimals === null ? one : rounded(one, decimals);
    if (isDecimal(one) && Number(written) !== Number(one)) warnings.count('tableRounded', title, `${row.document.words.figure(one)} (${nameOf(row)})`);
    return written;
  });
  // An empty cell may have a code of theirs too.
  return said.length === 0 ? (words?.[''] ?? '') : said.join(column.join ?? BETWEEN_VALUES);
}

function theirWord(words: Readonly<Record<string, string>>, ours: string, unknown: () => void): string {
  if (Object.hasOwn(words, ours)) return words[ours] ?? '';
  unknown();
  return ours;
}

function dateIn({ value, date }: TableColumn & { value: FieldName }, row: TableRow): string {
  const at = fieldOf(value).read(row);
  return at instanceof Date && !Number.isNaN(at.getTime()) ? dateAs(date ?? DATE, at, row.document.context.terminal.zone) : '';
}

/** How a warning names a row: by its container, bill or UN number. */
export function nameOf({ kind, boxes, billNumbers, hazmat, document, line }: TableRow): string {
  const names = { container: boxes[0]?.number, bill: billNumbers[0], hazmat: hazmat[0]?.un, goods: boxes[0]?.number ?? billNumbers[0] } as const;
  return names[kind] || `${document.context.ref} ${line}`;
}
