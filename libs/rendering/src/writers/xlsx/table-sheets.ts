import type { SectionId, Table } from '../../page/page.js';
import type { Prepared } from '../../prepared.js';
import type { PhraseKey } from '../../words/phrases/index.js';
import type { Words } from '../../words/words.js';
import { cellText } from '../cell-text.js';
import { tablesOf, WideColumns } from '../wide-columns.js';
import type { Sheet, SheetColumn, SheetRow } from './sheet.js';

const SHEET_NAMES = {
  test: 'sheetTest', duplicate: 'sheetDuplicate', ask: 'sheetAsk', received: 'sheetReceived', headline: 'sheetHeadline', changed: 'sheetChanged', hazmat: 'sheetHazmat', containers: 'sheetContainers', goods: 'sheetGoods',
  bills: 'sheetBills', places: 'sheetPlaces', parties: 'sheetParties', references: 'sheetReferences', text: 'sheetText', segments: 'sheetSegments', attached: 'sheetAttached',
} as const satisfies Record<SectionId, PhraseKey>;

export function sheetName(id: SectionId, words: Words): string { return words.say(SHEET_NAMES[id]); }

/**
 * A sheet for each kind of table, in page order: one row a row, so one a container, its notes as a last column. Tables of one
 * kind of several documents share a sheet, and the ref comes first.
 */
export function tableSheets(documents: readonly Prepared[], words: Words): Sheet[] {
  const bySection = new Map<SectionId, { ref: string; table: Table }[]>();
  for (const { page } of documents) {
    for (const { section, table } of tablesOf([page])) {
      const known = bySection.get(section.id);
      if (known) known.push({ ref: page.ref, table });
      else bySection.set(section.id, [{ ref: page.ref, table }]);
    }
  }
  return [...bySection].map(([id, tables]) => tableSheet(sheetName(id, words), tables, { words, several: documents.length > 1 }));
}

function tableSheet(name: string, tables: readonly { ref: string; table: Table }[], { words, several }: { words: Words; several: boolean }): Sheet {
  const wide = new WideColumns(tables.map(({ table }) => table));
  const before = several ? 1 : 0;
  const remarks = tables.some(({ table }) => table.rows.some(({ notes }) => notes.length > 0));
  const columns: SheetColumn[] = [...(several ? [{ kind: 'exact' } as const] : []), ...wide.columns.map(({ id, kind }) => ({ kind: WIDE.has(id) ? 'wide' : kind } as const)), ...(remarks ? [{ kind: 'wide' } as const] : [])];
  const titles = [...(several ? [words.say('colRef')] : []), ...wide.columns.map(({ title }) => title), ...(remarks ? [words.say('colRemarks')] : [])];
  const empty = columns.map(() => '');
  const rows: SheetRow[] = [{ cells: titles.map(cellText), heading: true }];
  for (const { ref, table } of tables) {
    const places = wide.placesOf(table).map((place) => place + before);
    for (const row of table.rows) {
      const cells = empty.slice();
      if (several) cells[0] = cellText(ref);
      for (let n = 0; n < places.length; n += 1) cells[places[n] ?? 0] = cellText(row.cells[n] ?? '');
      if (row.notes.length > 0) cells[cells.length - 1] = cellText(row.notes);
      rows.push({ cells });
    }
  }
  return { name, columns, rows, frozen: true, filtered: true, landscape: true };
}

/** Columns whose values are sentences or whole segments. */
const WIDE: ReadonlySet<string> = new Set(['content', 'what', 'before', 'now', 'name']);
