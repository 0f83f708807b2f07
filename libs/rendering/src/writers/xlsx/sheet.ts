/** One sheet before it is a file. Its cells are ready texts (cell-text.ts); what a column holds decides what becomes of them. */
export interface Sheet {
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  /** the first row stays in sight, and comes again on every sheet of paper */
  frozen: boolean;
  /** an arrow in the first row by which one row or the other is picked */
  filtered: boolean;
  landscape: boolean;
}

export interface SheetColumn {
  /**
   * `exact`: read sign by sign, in a face that tells 0 from O. `figure`: its decimals become numbers, what is none stays text.
   * `wide`: sentences, which may take more width than a value.
   */
  kind: 'text' | 'exact' | 'figure' | 'wide';
}

export interface SheetRow {
  cells: readonly string[];
  /** a row of headings, not of values */
  heading?: true;
}
