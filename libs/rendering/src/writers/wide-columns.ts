import type { Column, Page, Section, Table } from '../page/page.js';

/**
 * The columns of several tables side by side, each once, by its id, in the order they are met: a table leaves out what is
 * empty in all its rows, so two of one kind need not have the same.
 */
export class WideColumns {
  readonly columns: Column[] = [];
  private readonly places = new Map<string, number>();

  constructor(tables: Iterable<Table>) {
    for (const table of tables) {
      for (const column of table.columns) {
        if (this.places.has(column.id)) continue;
        this.places.set(column.id, this.columns.length);
        this.columns.push(column);
      }
    }
  }

  /** Where each cell of this table's rows stands among all columns. */
  placesOf({ columns }: Table): number[] { return columns.map(({ id }) => this.places.get(id) ?? 0); }
}

/** Every table of the pages with the section it stands in, in reading order. */
export function* tablesOf(pages: Iterable<Page>): Generator<{ section: Section; table: Table }> {
  for (const { sections } of pages) {
    for (const section of sections) {
      for (const block of section.blocks) if (block.kind === 'table') yield { section, table: block.table };
    }
  }
}
