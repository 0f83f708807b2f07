import type { Block, Section } from '../../page/page.js';
import type { Prepared, Writer } from '../../prepared.js';
import type { Words } from '../../words/words.js';
import { BETWEEN_VALUES, cellText } from '../cell-text.js';
import { tablesOf, WideColumns } from '../wide-columns.js';
import { DOCUMENT_RECORD, RECORD_KINDS } from './record-kinds.js';
import { BYTE_ORDER_MARK, csvField, csvFile, csvRecord } from './rfc-4180.js';

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
  private begin(ref: string, kind: string): string[] {
    const fields = this.empty.slice();
    if (this.before === 2) fields[0] = ref;
    fields[this.before - 1] = kind;
    return fields;
  }

  say(ref: string, kind: string, what: { label?: string | null; value?: string; remarks?: string }): string {
    const fields = this.begin(ref, kind);
    const end = fields.length;
    if (what.label) fields[end - 3] = fieldOf(what.label);
    if (what.value) fields[end - 2] = fieldOf(what.value);
    if (what.remarks) fields[end - 1] = fieldOf(what.remarks);
    return fields.join(',');
  }

  tableRecords({ table }: Extract<Block, { kind: 'table' }>, ref: string, kind: string): string[] {
    const places = this.wide.placesOf(table).map((place) => place + this.before);
    // Row after row fills the same fields: a table is as wide as all kinds of record together, and mostly empty.
    const fields = this.begin(ref, kind);
    const remarks = fields.length - 1;
    return table.rows.map(({ cells, notes }) => {
      for (let n = 0; n < places.length; n += 1) fields[places[n] ?? 0] = fieldOf(cells[n] ?? '');
      fields[remarks] = fieldOf(notes);
      return fields.join(',');
    });
  }
}

/** No sign that a formula begins with, none that parts fields: nearly every value, asked of all at one look. */
const AS_IT_IS = /^[ !#-*./-<>?A-~]*$/;

function fieldOf(value: string | readonly string[]): string {
  const text = typeof value === 'string' ? value : value.length > 1 ? value.join(BETWEEN_VALUES) : (value[0] ?? '');
  return AS_IT_IS.test(text) ? text : csvField(cellText(text));
}

function rank({ id }: Section): number { return id === 'containers' ? 0 : 1; }

function recordsOf({ page, words }: Prepared, layout: Layout): string[] {
  const ref = fieldOf(page.ref);
  const document = (label: string, value: string) => layout.say(ref, DOCUMENT_RECORD, { label, value });
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
    if (block.kind === 'facts') return block.facts.map((fact) => layout.say(ref, kind, fact));
    return block.sentences.map((remarks) => layout.say(ref, kind, { label: heading, remarks }));
  });
}
