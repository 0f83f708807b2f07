/** A rendering before it has a form: sections of facts, tables and sentences, in reading order. Each writer lays this out its own way. */
export interface Page {
  title: string;
  /** beside the title: "v2 replaces v1" */
  version: string;
  ref: string;
  sections: Section[];
}

export interface Section {
  /** null: no heading, the first screen */
  heading: string | null;
  /** hazard and warning are marked by words and shape, never by colour alone */
  tone: 'plain' | 'ask' | 'hazard' | 'warning' | 'quiet';
  blocks: Block[];
}

export type Block =
  | { kind: 'sentences'; sentences: string[] }
  | { kind: 'facts'; facts: { label: string; value: string }[] }
  | { kind: 'table'; table: Table };

export interface Column {
  title: string;
  align?: 'right';
  /** a writer that is short of width may put this value under that of the first of these columns that is there */
  under?: string[];
  /** the same, only where the widest values of all columns are too long to stand side by side */
  yieldsTo?: string[];
  /** said before the value when it stands under another: "cell" */
  lead?: string;
  /** said after it there: "lb" */
  tail?: string;
  /** values of this kind are read sign by sign: container, seal and bill numbers */
  exact?: true;
}

export interface Row {
  /** one entry a column; several values in a cell are a list and are never joined into one word */
  cells: (string | string[])[];
  /** sentences that stand under the row */
  notes: string[];
}

export interface Table { columns: Column[]; rows: Row[] }

/** Drops the columns that are empty in every row, so that a table is as narrow as its content allows. */
export function withoutEmptyColumns({ columns, rows }: Table): Table {
  const kept = columns.map((_, index) => rows.some((row) => (row.cells[index] ?? '').length > 0));
  return {
    columns: columns.filter((_, index) => kept[index]),
    rows: rows.map((row) => ({ cells: row.cells.filter((_, index) => kept[index]), notes: row.notes })),
  };
}
