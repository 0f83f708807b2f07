import type { DocumentModel } from '../model.js';
import type { Column, Page, Row, Section, SectionId } from '../page/page.js';
import type { Prepared } from '../prepared.js';
import { CONTEXT } from '../samples.js';
import { Words } from '../words/words.js';

/**
 * Documents for the specs of what becomes a spreadsheet, put together here and not read from X12: each holds what makes
 * spreadsheets go wrong. Container numbers have right check digits; nothing in them is anybody's.
 */
export function madeDocument({ ref = 'HW-7F3K2Q', language = 'en', sections, model = {}, context = {} }: {
  ref?: string; language?: string; sections?: Section[]; model?: Partial<DocumentModel>; context?: Partial<Prepared['context']>;
} = {}): Prepared {
  const page: Page = { set: '309', title: 'Manifest (309)', version: 'v2 replaces v1', ref, vessel: 'HARBOUR LARK  048E', sections: sections ?? SECTIONS };
  return { page, model: { ...EMPTY_MODEL, ...model }, context: { ...CONTEXT, ref, language, ...context }, words: Words.in(language) };
}

export function madeSection(id: SectionId, columns: Column[], rows: Row[], heading: string = id): Section {
  return { id, heading, tone: id === 'hazmat' ? 'hazard' : 'plain', blocks: [{ kind: 'table', table: { columns, rows } }] };
}

export const column = (id: string, kind: Column['kind'] = 'text', title = id.toUpperCase()): Column => ({ id, title, kind });

export const CONTAINER_COLUMNS = [
  column('container', 'exact'), column('type'), column('loadEmpty', 'text', 'L/E'), column('kg', 'figure'), column('lb', 'figure'), column('seals', 'exact'), column('bill', 'exact'), { ...column('temperature'), asNote: 'temperature' },
];

const SECTIONS: Section[] = [
  { id: 'duplicate', heading: 'Possible duplicate', tone: 'warning', blocks: [{ kind: 'sentences', sentences: ['You may already hold this document.'] }] },
  { id: 'ask', heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: ['Please key in this manifest before Thu 26 Jul 2018 06:00 PDT (13:00 UTC).', 'Answer this mail, or call.'] }] },
  { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: [{ label: 'Voyage', value: '048E' }, { label: 'Weight', value: '57,180 kg / 126,060 lb' }] }] },
  madeSection('hazmat', [column('un', 'exact', 'UN'), column('class'), column('container', 'exact'), column('kg', 'figure')], [
    { cells: ['1263', '3', ['CBHU3202732'], '21400'], notes: ['PAINT', 'contact +1 555 010 0111'] },
  ], 'Hazardous'),
  madeSection('changed', [column('what'), column('before'), column('now')], [{ cells: ['Container CSQU3054383, weight', '16,000 kg', '16,750.5 kg'], notes: [] }], 'Changed since v1'),
  madeSection('containers', CONTAINER_COLUMNS, [
    { cells: ['CSQU3054383', '45G1', 'L', '16750.5', '36929', ['0012345', 'SL 9'], '00180001234', ''], notes: [] },
    { cells: ['CBHU3202732', '22G1', 'L', '21400', '47179', 'HZ771042', '180001235', '-18 C'], notes: ['MARINE POLLUTANT <SEE 2.10>', '=cmd|calc'] },
    { cells: ['MWCU6059784', '', 'E', '-2280.25', '', [], '1E5', ''], notes: ['"QUOTED", AND, COMMAS'] },
    { cells: ['not a number', '', '', '12345678901234567', 'unknown', '@SEAL', '', ''], notes: [] },
  ], 'Containers (4)'),
  madeSection('goods', [column('container', 'exact'), column('quantity', 'figure'), column('package')], [{ cells: [['CSQU3054383', 'MWCU6059784'], '320', 'Carton (CTN)'], notes: ['PLASTIC TOYS'] }], 'Goods'),
  madeSection('bills', [column('bill', 'exact'), column('scac')], [{ cells: ['00180001234', 'HWSR'], notes: [] }], 'Bills'),
  { id: 'references', heading: 'References', tone: 'plain', blocks: [{ kind: 'facts', facts: [{ label: 'Booking (BN)', value: '0099' }] }] },
  { id: 'text', heading: 'Free text of the sender', tone: 'plain', blocks: [{ kind: 'facts', facts: [{ label: 'remark', value: '+ HANDLE WITH CARE' }] }] },
  { id: 'segments', heading: 'As received', tone: 'quiet', blocks: [
    { kind: 'sentences', sentences: ['What the tables above do not say, segment by segment.'] },
    { kind: 'table', table: { columns: [column('position', 'figure', 'NO'), column('tag', 'exact'), column('content')], rows: [{ cells: ['17', 'GR5', 'constructor | \u001B[2J | 太平洋'], notes: [] }] } },
  ] },
  { id: 'attached', heading: 'Attached', tone: 'quiet', blocks: [{ kind: 'facts', facts: [{ label: '000004711-4711-0001-309.edi.txt', value: '61,204 bytes' }] }, { kind: 'sentences', sentences: ['We never ask you to click.'] }] },
];

const EMPTY_MODEL: DocumentModel = {
  set: '309', title: 'Manifest', shownAsReceived: null, vessel: null, facts: [], hazmat: [], containers: [], cargo: [], bills: [], places: [], parties: [], references: [], freeText: [],
  totals: { containers: 0, byType: [], laden: 0, empty: 0, notStated: 0, withTemperature: 0, kg: 0, notInTotal: 0, withoutWeight: 0, qualifiers: [], from: null }, asReceived: [], hazardAsReceived: false,
};
