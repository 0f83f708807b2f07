/** What a reader of a form gives: everything that can be read, and its tables where the form has some. */
export interface Reading {
  form: string;
  /** blanks folded, a blank that does not break kept */
  folded: string;
  /** for a form without cells: its lines as they stand, so that a cell broken over lines can be put together */
  lines?: readonly string[];
  /** null: the form has no rows to take apart */
  rows: readonly TableRow[] | null;
}

/** One record: what it is, and its fields by the headings of the form. */
export interface TableRow { of: string; fields: Readonly<Record<string, string>> }

/** Blanks as one, and without the apostrophe that keeps a spreadsheet from a formula behind a comma or a semicolon: of both sides alike. */
export function fold(text: string): string { return text.replace(/[ \t\r\n]+/g, ' ').replace(/([,;] ?)'(?=[=@+\-\uFF1D\uFF20\uFF0B\uFF0D])/g, '$1').trim(); }
