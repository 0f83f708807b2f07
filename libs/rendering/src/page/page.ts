/** A rendering before it has a form: sections of facts, tables and sentences, in reading order. Each writer lays this out its own way. */
export interface Page {
  set: string;
  /** "Manifest (309)" */
  title: string;
  /** beside the title: "v2 replaces v1" */
  version: string;
  ref: string;
  /** stands on every sheet of paper: "HARBOUR LARK  048E" */
  vessel: string;
  sections: Section[];
}

/** The same in every language: the name of a sheet, the kind of a CSV record. */
export type SectionId = 'test' | 'duplicate' | 'ask' | 'received' | 'headline' | 'changed' | 'hazmat' | 'containers' | 'goods' | 'bills' | 'places' | 'parties' | 'references' | 'text' | 'segments' | 'attached';

export interface Section {
  id: SectionId;
  /** null: no heading, the first screen */
  heading: string | null;
  /** hazard and warning are marked by words and shape, never by colour alone */
  tone: 'plain' | 'ask' | 'hazard' | 'warning' | 'quiet';
  blocks: Block[];
}

export type Block =
  /** `link`: an address on a line of its own below them; in the words of a mail alone, no other form has one */
  | { kind: 'sentences'; sentences: string[]; link?: string }
  | { kind: 'facts'; facts: Fact[] }
  | { kind: 'table'; table: Table };

export interface Fact { label: string; value: string }

export interface Column {
  /** the same in every language: a heading of a CSV may be asked for by it */
  id: string;
  title: string;
  /**
   * `exact`: read sign by sign (container, seal and bill numbers), in a face that tells 0 from O, as text in a spreadsheet.
   * `figure`: its cells are decimals as they came, "21400.5"; the writer puts them as the language does, or as a number.
   */
  kind: 'text' | 'exact' | 'figure';
  /** where width is short its values stand with the notes of the row, after these words; a spreadsheet has it as a column */
  asNote?: string;
  /** a writer that is short of width may put this value under that of the first of these columns that is there */
  under?: string[];
  /** the same, only where the widest values of all columns are too long to stand side by side */
  yieldsTo?: string[];
  /** said before the value when it stands under another: "cell" */
  lead?: string;
  /** said after it there: "lb" */
  tail?: string;
  /** what a value reads as there, where it is one letter under a heading: L, "laden (L)" */
  inWords?: Readonly<Record<string, string>>;
}

export interface Row {
  /** one entry a column; several values in a cell are a list and are never joined into one word */
  cells: (string | string[])[];
  /** sentences that stand under the row */
  notes: string[];
}

export interface Table { columns: Column[]; rows: Row[] }

/** Drops the columns that are empty in every row, so that a table is as narrow as its content allows. The rows are the caller's own: they lose their cells. */
export function withoutEmptyColumns({ columns, rows }: Table): Table {
  const kept = columns.flatMap((_, index) => (rows.some((row) => (row.cells[index] ?? '').length > 0) ? [index] : []));
  if (kept.length === columns.length) return { columns, rows };
  for (const { cells } of rows) {
    for (let to = 0; to < kept.length; to += 1) cells[to] = cells[kept[to] ?? to] ?? '';
    cells.length = kept.length;
  }
  return { columns: kept.flatMap((index) => columns[index] ?? []), rows };
}
