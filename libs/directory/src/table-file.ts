import { z } from 'zod';
import { oneLine, setName } from './field-types.js';
import { TABLE_ROWS, tableField, type TableField, type TableRows } from './table-fields.js';
import type { EndpointTable, EndpointTableColumn } from './types.js';

/** What a cell may hold as it stands in the file; unlike a name it may be empty. */
const cell = z.string({ error: 'expected text, in quotes when it is all digits' }).max(200).regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, 'expected one line without control characters');
const DATE = /^(?:yyyy|yy|MM|dd|HH|mm|ss|[^A-Za-z])+$/;

const column = z.strictObject({
  title: cell,
  value: z.string().nullish(),
  text: cell.nullish(),
  item: z.int().min(1).max(100).nullish(),
  join: cell.nullish(),
  words: z.record(z.string(), cell).nullish(),
  decimals: z.int().min(0).max(6).nullish(),
  date: z.string().regex(DATE, 'expected a date made of yyyy, yy, MM, dd, HH, mm, ss and signs such as yyyy-MM-dd HH:mm').nullish(),
  required: z.boolean().default(false),
});

/** One entry of `tables` in an endpoint's file: a list in the terminal's own layout. */
export const tableSchema = z.strictObject({
  sets: z.array(setName).min(1, 'expected at least one set; leave it out for every set').nullish(),
  format: z.enum(['xlsx', 'csv']),
  sheet: oneLine.max(31).regex(/^[^[\]:*?/\\']+$/, 'expected a sheet\'s name without any of [ ] : * ? / \\ \'').nullish(),
// A tab is hard to see in a file, so it has a name.
  delimiter: z.preprocess((found) => (found === 'tab' ? '\t' : found), z.enum([',', ';', '\t'], { error: 'expected "," or ";" or tab' }).nullish()),
  encoding: z.enum(['utf-8', 'utf-8-bom', 'windows-1252']).nullish(),
  decimal: z.enum(['.', ','], { error: 'expected "." or ","' }).nullish(),
  rows: z.enum(TABLE_ROWS),
  header: z.boolean().default(true),
  columns: z.array(column).min(1, 'expected at least one column').max(200),
}).superRefine((table, context) => {
  const fault = (path: (string | number)[], message: string): void => { context.addIssue({ code: 'custom', path, message }); };
  const misplaced = table.format === 'xlsx' ? (['delimiter', 'encoding', 'decimal'] as const) : (['sheet'] as const);
  for (const key of misplaced) if (table[key] != null) fault([key], `expected none, since format is ${table.format}`);
  if (table.delimiter === ',' && table.decimal === ',') fault(['decimal'], 'expected another sign than the delimiter');
  for (const [index, one] of table.columns.entries()) for (const [key, message] of columnFaults(one, table.rows)) fault(['columns', index, key], message);
}).transform((table): EndpointTable => ({
  sets: table.sets ?? null, format: table.format, sheet: table.sheet ?? null, delimiter: table.delimiter ?? ',', encoding: table.encoding ?? 'utf-8-bom', decimal: table.decimal ?? '.',
  rows: table.rows, header: table.header, columns: table.columns.map(columnOf),
}));

/** An option that would do nothing is a misunderstanding, so it is a fault. */
function columnFaults(one: z.output<typeof column>, rows: TableRows): [keyof typeof one, string][] {
  if ((one.value == null) === (one.text == null)) return [['value', 'expected either value or text']];
  const field = one.value == null ? null : tableField(one.value);
  if (one.value != null && field === null) return [['value', 'expected a field of the list in config/terminals/README.md']];
  if (field?.rows && !field.rows.includes(rows)) return [['value', `expected a field that a row of ${rows} has (config/terminals/README.md)`]];
  const faults: [keyof typeof one, string][] = [];
  if (one.item != null && one.join != null) faults.push(['join', 'expected either item or join']);
  for (const key of ['item', 'join'] as const) if (one[key] != null && !field?.several) faults.push([key, 'expected none, since it has never more than one value']);
  if (one.decimals != null && field?.kind !== 'figure') faults.push(['decimals', 'expected none, since it is no figure']);
  if (one.date != null && field?.kind !== 'date') faults.push(['date', 'expected none, since it is no date']);
  if (one.words != null && field?.kind !== 'text') faults.push(['words', 'expected none, since it is no text of ours']);
  if (one.required && field === null) faults.push(['required', 'expected none, since a constant is always there']);
  return faults;
}

function columnOf(one: z.output<typeof column>): EndpointTableColumn {
  return {
    title: one.title, value: (one.value ?? null) as TableField | null, text: one.text ?? null, item: one.item ?? null, join: one.join ?? null, words: one.words ?? null,
    decimals: one.decimals ?? null, date: one.date ?? null, required: one.required,
  };
}
