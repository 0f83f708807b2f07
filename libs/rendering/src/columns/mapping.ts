import type { FieldName } from './fields.js';
import type { RowKind } from './row-kind.js';

/**
 * A list in a terminal's own layout, as its file in the directory says. The same shape as the directory's EndpointTable:
 * rooms on one floor do not import each other, so the journey hands it over as a plain value.
 */
export interface TableMapping {
  /** '309' or 'COPRAR'; null: every set */
  sets: string[] | null;
  format: 'xlsx' | 'csv';
  /** null: named after what its rows are */
  sheet: string | null;
  /** the next three count in a CSV alone: a workbook's numbers are numbers */
  delimiter: ',' | ';' | '\t';
  encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252';
  decimal: '.' | ',';
  rows: RowKind;
  header: boolean;
  columns: TableColumn[];
}

export interface TableColumn {
  title: string;
  /** what of ours it shows; null: `text` in every row */
  value: FieldName | null;
  text: string | null;
  /** of several values the second is 2; null: all of them */
  item: number | null;
  /** between several values; null: "; " */
  join: string | null;
  /** their codes for ours: { L: F, E: M } */
  words: Record<string, string> | null;
  decimals: number | null;
  /** yyyy-MM-dd HH:mm */
  date: string | null;
  /** an empty cell is said to whoever sends the file */
  required: boolean;
}

/** The tables a set goes into; each is a file of its own. */
export function tablesFor<Table extends Pick<TableMapping, 'sets'>>(tables: readonly Table[], set: string): Table[] {
  return tables.filter(({ sets }) => sets === null || sets.includes(set));
}
