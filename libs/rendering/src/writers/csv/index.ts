import type { Block, Section } from '../../page/page.js';
import type { Prepared, Writer } from '../../prepared.js';
import type { Words } from '../../words/words.js';
import { cellText } from '../cell-text.js';
import { tablesOf, WideColumns } from '../wide-columns.js';
import { DOCUMENT_RECORD, RECORD_KINDS } from './record-kinds.js';
import { BYTE_ORDER_MARK, csvFile, csvRecord } from './rfc-4180.js';

/**
 * Everything of the pages as one table, for programs and filters: UTF-8 with its mark, commas, CRLF, one header. RECORD says
 * what a record is; then every column of every table, LABEL and VALUE of a fact, REMARKS for sentences and notes.
 * Figures are plain decimals in every language. Several documents have their ref in a first field.
 */
export const writeCsv = ((documents: readonly Prepared[]): string => {
  const [first] = documents;
  if (!first) return BYTE_ORDER_MARK;
  const layout = new Layout(documents, first.words);
  return BYTE_ORDER_MARK + csvFile([layout.header, ...documents.flatMap((one) => recordsOf(one, layout))]);
}) satisfies Writer;

/** Where what stands in a record, the same for the whole file. */
class Layout {
  readonly header: string;
  private readonly wide: WideColumns;
  private readonly before: number;
  private readonly empty: readonly string[];

  constructor(documents: readonly Prepared[], words: Words) {
    const several = documents.length > 1;
    // Whoever filters by CONTAINER, as most do, finds its columns side by side.
    const tables = [...tablesOf(documents.map(({ page }) => page))].sort((a, b) => rank(a.section) - rank(b.section));
    this.wide = new WideColumns(tables.map(({ table }) => table));
    this.before = several ? 2 : 1;
    const own = [words.say('colRecord'), words.say('colLabel'), words.say('colValue'), words.say('colRemarks')] as const;
    const taken = new Set<string>(own);
    const titles = this.wide.columns.map(({ id, title }) => {
      const unlike = taken.has(title) ? `${title} (${id})` : title;
      taken.add(unlike);
      return unlike;
    });
    const header = [...(several ? [words.say('colRef')] : []), own[0], ...titles, ...own.slice(1)];
    this.header = csvRecord(header.map(cellText));
    this.empty = header.map(() => '');
  }

  /** A record with nothing in it yet but what it is. */
  begin(ref: string, kind: string): string[] {
    const fields = this.empty.slice();
    if (this.before === 2) fields[0] = ref;
    fields[this.before - 1] = kind;
    return fields;
  }

  say(fields: string[], what: { label?: string | null; value?: string; remarks?: string }): string {
    const end = fields.length;
    if (what.label) fields[end - 3] = cellText(what.label);
    if (what.value) fields[end - 2] = cellText(what.value);
    if (what.remarks) fields[end - 1] = cellText(what.remarks);
    return csvRecord(fields);
  }

  tableRecords({ table }: Extract<Block, { kind: 'table' }>, ref: string, kind: string): string[] {
    const places = this.wide.placesOf(table).map((place) => place + this.before);
    return table.rows.map(({ cells, notes }) => {
      const fields = this.begin(ref, kind);
      for (let n = 0; n < places.length; n += 1) fields[places[n] ?? 0] = cellText(cells[n] ?? '');
      if (notes.length > 0) fields[fields.length - 1] = cellText(notes);
      return csvRecord(fields);
    });
  }
}

function rank({ id }: Section): number { return id === 'containers' ? 0 : 1; }

function recordsOf({ page, words }: Prepared, layout: Layout): string[] {
  const ref = cellText(page.ref);
  const document = (label: string, value: string) => layout.say(layout.begin(ref, DOCUMENT_RECORD), { label, value });
  return [
    document(page.title, page.version),
    document(words.say('ref'), page.ref),
    ...(page.vessel === '' ? [] : [document(words.say('vessel'), page.vessel)]),
    ...page.sections.flatMap((section) => sectionRecords(section, ref, layout)),
  ];
}

/** A sentence carries the heading of its section as its label; what a table's heading says, RECORD says already. */
function sectionRecords({ id, heading, blocks }: Section, ref: string, layout: Layout): string[] {
  const kind = RECORD_KINDS[id];
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return layout.tableRecords(block, ref, kind);
    if (block.kind === 'facts') return block.facts.map((fact) => layout.say(layout.begin(ref, kind), fact));
    return block.sentences.map((remarks) => layout.say(layout.begin(ref, kind), { label: heading, remarks }));
  });
}
