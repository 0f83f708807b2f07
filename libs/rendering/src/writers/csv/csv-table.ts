import { cellText } from '../cell-text.js';
import { BYTE_ORDER_MARK, csvFile, csvRecord } from './rfc-4180.js';

export type CsvValue = string | number | null;

/** Figures as a CSV: UTF-8 with its mark, commas, CRLF, one header; nothing in a cell runs in a spreadsheet, and what is null is empty. */
export function csvTable(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  const record = (values: readonly CsvValue[]) => csvRecord(values.map((value) => (value === null ? '' : typeof value === 'number' ? String(value) : cellText(value))));
  return BYTE_ORDER_MARK + csvFile([record(header), ...rows.map(record)]);
}
