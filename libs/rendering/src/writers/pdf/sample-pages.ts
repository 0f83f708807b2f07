import type { Column, Page, Row, Section } from '../../page/page.js';
import type { Prepared } from '../../prepared.js';
import { Words } from '../../words/words.js';

/** Pages for specs, written by hand. Vessel, parties and numbers are made up. */
export const CONTAINER_COLUMNS: Column[] = [
  { id: 'container', title: 'CONTAINER', kind: 'exact' },
  { id: 'type', title: 'TYPE', kind: 'text', under: ['container'] },
  { id: 'loadEmpty', title: 'L/E', kind: 'text', under: ['container'], inWords: { L: 'laden (L)', E: 'empty (E)' } },
  { id: 'cell', title: 'CELL', kind: 'exact', under: ['container'], lead: 'cell' },
  { id: 'kg', title: 'KG', kind: 'figure' },
  { id: 'lb', title: 'LB', kind: 'figure', under: ['kg'], tail: 'lb' },
  { id: 'seals', title: 'SEALS', kind: 'exact' },
  { id: 'bill', title: 'BILL', kind: 'exact', yieldsTo: ['seals'], lead: 'bill' },
  { id: 'from', title: 'FROM', kind: 'text', under: ['bill', 'seals', 'container'], lead: 'from' },
  { id: 'to', title: 'TO', kind: 'text', under: ['bill', 'seals', 'container'], lead: 'to' },
  { id: 'hazard', title: 'HAZ', kind: 'text', under: ['container'], lead: 'HAZARDOUS' },
  { id: 'temperature', title: 'TEMPERATURE', kind: 'text', asNote: 'temperature' },
];

const HAZARD_COLUMNS: Column[] = [
  { id: 'un', title: 'UN', kind: 'exact' },
  { id: 'class', title: 'CLASS', kind: 'text' },
  { id: 'packingGroup', title: 'PG', kind: 'text', under: ['class'], lead: 'packing group' },
  { id: 'container', title: 'CONTAINER', kind: 'exact' },
  { id: 'kg', title: 'KG', kind: 'figure' },
  { id: 'lb', title: 'LB', kind: 'figure', under: ['kg'], tail: 'lb' },
  { id: 'bill', title: 'BILL', kind: 'exact', under: ['container'], lead: 'bill' },
];

export const containerNumber = (at: number): string => `HWSU${String(4_000_000 + at * 37).padStart(7, '0')}`;

/** One row of the table of containers: seals, weight, bill and ports differ from row to row. */
export function containerRow(at: number, more: { seals?: string[]; notes?: string[]; bill?: string; cell?: string } = {}): Row {
  const kg = 3_800 + (at * 977) % 26_000;
  return {
    cells: [
      containerNumber(at), ['45G1', '22G1', '45R1'][at % 3] ?? '', at % 9 === 8 ? 'E' : 'L', more.cell ?? '', `${kg}${at % 4 === 0 ? '.5' : ''}`, String(Math.round(kg * 2.20462)),
      more.seals ?? [`SL00${12_345 + at}`, `O0${at}I1l`], more.bill ?? `18000${1_234 + (at >> 1)}`, ['CNSHA', 'HKHKG', 'KRPUS'][at % 3] ?? '', ['USLGB', 'USOAK'][at % 2] ?? '', at % 11 === 3 ? 'UN1263' : '', at % 3 === 2 ? '-18 °C' : '',
    ],
    notes: more.notes ?? [],
  };
}

export const containers = (rows: Row[]): Section => ({ id: 'containers', heading: `Containers (${rows.length})`, tone: 'plain', blocks: [{ kind: 'table', table: { columns: filled(CONTAINER_COLUMNS, rows), rows: rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => rows.some(({ cells }) => (cells[index] ?? '').length > 0)) })) } }] });

function filled(columns: Column[], rows: Row[]): Column[] { return columns.filter((_, index) => rows.some(({ cells }) => (cells[index] ?? '').length > 0)); }

export const ASK: Section = { id: 'ask', heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: [
  'Please key in this document before Thu 26 Jul 2018 06:00 PDT (13:00 UTC): manifest.',
  'If anything is unclear or wrong, answer this mail (a person reads it) or call +1 555 010 0199 (documentation desk, 24 h).',
  'It comes by mail because our EDI link to you is isolated since 24 Jul 20:04 EDT (notice 2018-07-24/A).',
  'It is the same document that EDI would have carried (ISA 000004711, GS 4711, ST 0001). When EDI returns you may see it again: do not key it twice.',
] }] };

export const HEADLINE: Section = { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: [
  { label: 'Hazardous', value: 'YES: 2 entries, UN1263, UN3481' },
  { label: 'Vessel', value: 'HARBOUR LARK   IMO 9074729   call sign VRHL7' },
  { label: 'Voyage', value: '048E   ETA Thu 26 Jul 2018 14:00 PDT (21:00 UTC)' },
  { label: 'Terminal', value: 'USLGB-EAST   Long Beach East' },
  { label: 'Containers', value: '40 (14 x 45G1, 13 x 22G1, 13 x 45R1); 36 laden, 4 empty, 13 with temperature' },
  { label: 'Weight', value: '702,310 kg / 1,548,329 lb, gross weight (G)' },
  { label: 'Bills', value: '20' },
] }] };

export const HAZARD: Section = { id: 'hazmat', heading: 'Hazardous (2)', tone: 'hazard', blocks: [{ kind: 'table', table: { columns: HAZARD_COLUMNS, rows: [
  { cells: ['UN1263', '3', 'III', containerNumber(3), '21400', '47179', '180001235'], notes: ['PAINT, including paint, lacquer, enamel, stain, shellac solutions', 'flashpoint 23 °C', 'MARINE POLLUTANT <SEE 2.10>', 'contact +1 555 010 0111'] },
  { cells: ['UN3481', '9', 'II', [containerNumber(14), containerNumber(25)], '11250.5', '24803.1', '180001238'], notes: ['LITHIUM ION BATTERIES CONTAINED IN EQUIPMENT', 'the document does not say in which of these containers', 'contact DESK +1 555 010 0133'] },
] } }] };

const BILLS: Section = { id: 'bills', heading: 'Bills (20)', tone: 'plain', blocks: [{ kind: 'table', table: { columns: [
  { id: 'bill', title: 'BILL', kind: 'exact' }, { id: 'scac', title: 'SCAC', kind: 'exact', under: ['bill'] }, { id: 'loadedAt', title: 'LOADED AT', kind: 'text', under: ['quantity'] },
  { id: 'quantity', title: 'QUANTITY', kind: 'figure' }, { id: 'package', title: 'PACKAGE', kind: 'text' }, { id: 'kg', title: 'KG', kind: 'figure' }, { id: 'lb', title: 'LB', kind: 'figure', under: ['kg'], tail: 'lb' },
], rows: Array.from({ length: 20 }, (_, at) => ({ cells: [`18000${1_234 + at}`, 'HWSR', 'SHANGHAI', String(640 + at * 131), 'carton (CTN)', String(33_500 + at * 411), String(73_854 + at * 906)], notes: at === 4 ? ['in transit to OAKLAND, in-bond 61'] : [] })) } }] };

const PLACES: Section = { id: 'places', heading: 'Places (2)', tone: 'plain', blocks: [{ kind: 'table', table: { columns: [
  { id: 'place', title: 'PLACE', kind: 'text' }, { id: 'code', title: 'CODE', kind: 'text' }, { id: 'name', title: 'NAME', kind: 'text' }, { id: 'terminal', title: 'TERMINAL', kind: 'text', under: ['name'] },
], rows: [{ cells: ['Port of loading (L)', 'CNSHA', 'SHANGHAI, CN', 'WAIGAOQIAO PHASE 4'], notes: ['departed 10 Jul 2018 18:30 LT'] }, { cells: ['Port of discharge (D)', 'USLGB', 'LONG BEACH, US', 'EAST'], notes: ['expected 26 Jul 2018 14:00 LT'] }] } }] };

const PARTIES: Section = { id: 'parties', heading: 'Parties (2)', tone: 'plain', blocks: [{ kind: 'table', table: { columns: [
  { id: 'party', title: 'PARTY', kind: 'text' }, { id: 'name', title: 'NAME', kind: 'text' }, { id: 'bill', title: 'BILL', kind: 'exact', under: ['party'], lead: 'bill' },
], rows: [{ cells: ['Shipper (SH)', 'EAST RIVER TOYS & GAMES', '180001234'], notes: ['12 HARBOUR ROAD', 'SHANGHAI CN'] }, { cells: ['Consignee (CN)', 'CAFÉ «PEÑA» 太平洋 Ltd.', '180001234'], notes: ['LONG BEACH CA 90802 US'] }] } }] };

const FREE_TEXT: Section = { id: 'text', heading: 'Free text of the sender', tone: 'plain', blocks: [{ kind: 'facts', facts: [
  { label: 'Bill 180001234', value: '12" PIPES, 5\' LONG; "KEEP DRY" (SHIPPER\'S LOAD & COUNT) \\ 50% OFF' },
  { label: 'Bill 180001236', value: 'Größe ½ · naïve façade · Łódź · ΑΘΗΝΑ · МОСКВА · 太 · \u202Etxet\u0007' },
] }] };

export const ATTACHED: Section = { id: 'attached', heading: 'Attached', tone: 'quiet', blocks: [
  { kind: 'facts', facts: [{ label: '000004711-4711-0001-309.edi.txt', value: '61,204 bytes, SHA-256 3f9c0a4be71d5582c6f0e1a9b7d8432210ffee5947a6b3c8d2e1f00718293a4b' }] },
  { kind: 'sentences', sentences: ['Questions: answer this mail or call +1 555 010 0199, and name the ref HW-7F3K2Q.', 'We never ask you to click or to give a password. This mail has no links.'] },
] };

export function page(sections: Section[], more: Partial<Page> = {}): Page {
  return { set: '309', title: 'Manifest (309)', version: 'v2 replaces v1', ref: 'HW-7F3K2Q', vessel: 'HARBOUR LARK  048E', sections, ...more };
}

/** Hazard, forty containers of two seals, bills, places, parties, free text. */
export const manifestPage = (): Page => page([ASK, HAZARD, HEADLINE, containers(Array.from({ length: 40 }, (_, at) => containerRow(at, at === 6 ? { notes: ['check digit is 3, the document says 2'] } : {}))), BILLS, PLACES, PARTIES, FREE_TEXT, ATTACHED]);

/** A stow plan: every box with its cell, few notes. */
export const planPage = (boxes: number): Page => page([ASK, HEADLINE, containers(Array.from({ length: boxes }, (_, at) => containerRow(at, { seals: [`SL00${12_345 + at}`], bill: '', cell: String(10_000 + (at * 71) % 900_000).padStart(7, '0') })))], { set: '324', title: 'Stow plan (324)', version: 'v1' });

/** As the flow hands it to a writer; the writer asks nothing of the model. */
export function prepared(of: Page, tag = 'en'): Prepared {
  return { page: of, words: Words.in(tag), model: {} as Prepared['model'], context: { madeAt: new Date('2018-07-25T10:30:00Z') } as Prepared['context'] };
}
