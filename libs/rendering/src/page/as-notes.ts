import type { Table } from './page.js';

/** For writers that are short of width: the columns that may stand with the notes of their row do. */
export function withNotes({ columns, rows }: Table): Table {
  const noted = columns.flatMap((column, index) => (column.asNote === undefined ? [] : [{ index, lead: column.asNote }]));
  if (noted.length === 0) return { columns, rows };
  const kept = columns.map((column) => column.asNote === undefined);
  return {
    columns: columns.filter((_, index) => kept[index]),
    rows: rows.map((row) => {
      const said = noted.flatMap(({ index, lead }) => [row.cells[index] ?? ''].flat().filter((value) => value !== '').map((value) => `${lead} ${value}`));
      return { cells: row.cells.filter((_, index) => kept[index]), notes: said.length === 0 ? row.notes : [...said, ...row.notes] };
    }),
  };
}
