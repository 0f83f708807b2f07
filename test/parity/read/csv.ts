import { parse } from 'csv-parse/sync';
import { fold, type Reading } from './reading.js';

/** RECORD, the first field, says what a record is. */
export function readCsv(bytes: Uint8Array): Reading {
  const [header = [], ...records] = parse(Buffer.from(bytes), { bom: true, relax_column_count: false, skip_empty_lines: false });
  const rows = records.map((record) => ({ of: record[0] ?? '', fields: Object.fromEntries(header.map((title, n) => [title, record[n] ?? ''])) }));
  return { form: 'csv', folded: fold(records.map((record) => record.join('\n')).join('\n')), rows };
}
