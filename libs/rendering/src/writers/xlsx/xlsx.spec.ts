import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import readXlsxFile, { type Sheet } from 'read-excel-file/node';
import { LANGUAGES } from '#common';
import { SPREADSHEETS } from '../../words/phrases/spreadsheets.js';
import { Words } from '../../words/words.js';
import { column, CONTAINER_COLUMNS, madeDocument, madeSection } from '../made-documents.js';
import { rowHeight } from './heights.js';
import { withinLimits } from './limits.js';
import { columnLetters } from './rows.js';
import { columnWidths } from './widths.js';
import { writeXlsx } from './index.js';

/** What is in the file, by name: read from the ZIP's own directory. */
function partsOf(file: Uint8Array): Map<string, { text: string; dates: number[] }> {
  const bytes = Buffer.from(file);
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const parts = new Map<string, { text: string; dates: number[] }>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < bytes.readUInt16LE(end + 10); n += 1) {
    const [packed, nameLength, extra, comment, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    parts.set(name, { text: inflateRawSync(bytes.subarray(start, start + packed)).toString('utf8'), dates: [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(local + 10)] });
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}
const sheetXml = (parts: ReturnType<typeof partsOf>, n: number): string => parts.get(`xl/worksheets/sheet${n}.xml`)?.text ?? '';
const read = async (file: Uint8Array): Promise<Sheet[]> => readXlsxFile(Buffer.from(file), { trim: false });
const dataOf = (sheets: readonly Sheet[], name: string) => sheets.find(({ sheet }) => sheet === name)?.data ?? [];

describe('a workbook', () => {
  let sheets: Sheet[];
  let parts: ReturnType<typeof partsOf>;
  beforeAll(async () => {
    const file = await writeXlsx([madeDocument()]);
    sheets = await read(file);
    parts = partsOf(file);
  });

  it('has the document first, then a sheet for each kind of table, in page order', () => {
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Document', 'Hazardous', 'Changed', 'Containers', 'Goods', 'Bills', 'As received']);
  });

  it('has one row a container under its headings, notes and all', () => {
    expect(dataOf(sheets, 'Containers')).toEqual([
      ['CONTAINER', 'TYPE', 'L/E', 'KG', 'LB', 'SEALS', 'BILL', 'TEMPERATURE', 'REMARKS'],
      ['CSQU3054383', '45G1', 'L', 16_750.5, 36_929, '0012345; SL 9', '00180001234', null, null],
      ['CBHU3202732', '22G1', 'L', 21_400, 47_179, 'HZ771042', '180001235', "'-18 C", "MARINE POLLUTANT <SEE 2.10>; '=cmd|calc"],
      ['MWCU6059784', null, 'E', -2_280.25, null, null, '1E5', null, '"QUOTED", AND, COMMAS'],
      ['not a number', null, null, '12345678901234567', 'unknown', "'@SEAL", null, null, null],
    ]);
  });

  it('has what is no table on its first sheet, headings marked, and says where the tables are', () => {
    expect(dataOf(sheets, 'Document').filter((row) => row.some((cell) => cell !== null))).toEqual(expect.arrayContaining([
      ['Manifest (309)', 'v2 replaces v1'], ['Ref', 'HW-7F3K2Q'], ['Vessel', 'HARBOUR LARK  048E'], ['!!! Possible duplicate', null], [null, 'You may already hold this document.'],
      ['Voyage', '048E'], ['Weight', '57,180 kg / 126,060 lb'], ['!!! Hazardous', 'on the sheet Hazardous'], ['As received', 'on the sheet As received'], [null, 'What the tables above do not say, segment by segment.'], ['Booking (BN)', '0099'], ['remark', "'+ HANDLE WITH CARE"], ['000004711-4711-0001-309.edi.txt', '61,204 bytes'],
    ]));
  });

  it('holds text exactly: a property\'s name, control signs made visible, other scripts', () => {
    expect(dataOf(sheets, 'As received')).toEqual([['NO', 'TAG', 'CONTENT'], [17, 'GR5', 'constructor | <U+001B>[2J | 太平洋']]);
  });

  it('holds no formula, link or macro', () => {
    for (const { text } of parts.values()) expect(text).not.toMatch(/<f[ >]|hyperlink|vba|macro/i);
    expect([...parts.keys()].filter((name) => !/^(\[Content_Types\]|_rels\/|docProps\/core|xl\/(workbook|styles|sharedStrings|_rels\/|worksheets\/))/.test(name))).toEqual([]);
  });

  it('freezes the headings of every sheet, repeats them on paper, and lets tables be filtered', () => {
    for (let n = 1; n <= sheets.length; n += 1) expect(sheetXml(parts, n)).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(sheetXml(parts, 1)).not.toContain('autoFilter');
    expect(sheetXml(parts, 4)).toContain('<autoFilter ref="A1:I5"/>');
    expect(parts.get('xl/workbook.xml')?.text).toContain("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"3\">'Containers'!$1:$1</definedName>");
  });

  it('keeps numbers as text where they are names, in the format of text, and figures as numbers with the decimals they came with', () => {
    const styles = parts.get('xl/styles.xml')?.text ?? '';
    const formats = new Map([...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]));
    const cellFormats = [...styles.slice(styles.indexOf('<cellXfs')).matchAll(/<xf ([^>]*?)\/?>/g)].map(([, attributes]) => formats.get(/numFmtId="(\d+)"/.exec(attributes ?? '')?.[1] ?? ''));
    const formatOf = (address: string): string | undefined => cellFormats[Number(new RegExp(`<c r="${address}" s="(\\d+)"`).exec(sheetXml(parts, 4))?.[1])];
    expect(['A2', 'F2', 'G2', 'B2', 'D2', 'E2', 'D4', 'D5'].map(formatOf)).toEqual(['@', '@', '@', '@', '#,##0.0', '#,##0', '#,##0.00', '@']);
  });

  it('has its elements in the order the format wants', () => {
    const order = ['sheetPr', 'sheetViews', 'cols', 'sheetData', 'autoFilter', 'printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'ignoredErrors'];
    const places = order.map((name) => sheetXml(parts, 4).indexOf(`<${name}`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('carries ref and vessel to the foot of every printed sheet', () => {
    expect(sheetXml(parts, 4)).toContain('<oddFooter>&amp;LHW-7F3K2Q&amp;CHARBOUR LARK  048E&amp;Rpage &amp;P of &amp;N</oddFooter>');
  });

  it('says when it was made, and is the same file each time it is made', async () => {
    expect(parts.get('docProps/core.xml')?.text).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2018-07-25T01:00:00Z</dcterms:created>');
    const hash = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex');
    expect(hash(await writeXlsx([madeDocument()]))).toBe(hash(await writeXlsx([madeDocument()])));
    // The two seconds a ZIP counts in may pass or not between the two: what would differ is looked at too.
    expect(new Set([...parts.values()].flatMap(({ dates }) => dates))).toEqual(new Set([0x00210000]));
  });

  it('of several documents has one sheet for each kind of table, the ref first', async () => {
    const other = madeDocument({ ref: 'HW-AAAAAA', sections: [madeSection('containers', [column('cell', 'exact'), ...CONTAINER_COLUMNS.slice(0, 1)], [{ cells: ['0340282', 'EXSU0000012'], notes: [] }])] });
    const both = await read(await writeXlsx([madeDocument(), other]));
    expect(both.map(({ sheet }) => sheet)).toEqual(['Document', 'Hazardous', 'Changed', 'Containers', 'Goods', 'Bills', 'As received']);
    const containers = dataOf(both, 'Containers');
    expect(containers[0]?.slice(0, 3)).toEqual(['REF', 'CONTAINER', 'TYPE']);
    expect(containers.map((row) => [row[0], row[1], row[9]]).slice(4)).toEqual([['HW-7F3K2Q', 'not a number', null], ['HW-AAAAAA', 'EXSU0000012', '0340282']]);
    expect(dataOf(both, 'Document')[0]).toEqual(['REF', 'LABEL', 'VALUE']);
  });

  it('survives names that mean something to XML, to a footer and to a formula', async () => {
    const odd = madeDocument({ ref: 'A&B <1>', sections: [madeSection('containers', [column('container', 'exact', '=A&B')], [{ cells: ['_x0041_ & <b>'], notes: [] }])], context: { madeAt: new Date(Number.NaN) } });
    odd.page.vessel = 'A&P \u0007';
    const file = await writeXlsx([odd]);
    expect(dataOf(await read(file), 'Containers')).toEqual([["'=A&B"], ['_x0041_ & <b>']]);
    expect(sheetXml(partsOf(file), 2)).toContain('&amp;LA&amp;&amp;B &lt;1&gt;&amp;CA&amp;&amp;P &lt;U+0007&gt;&amp;R');
  });
});

describe('the names of sheets', () => {
  it.each(LANGUAGES)('can stand side by side in one workbook: %s', (language) => {
    const words = Words.in(language);
    const names = (Object.keys(SPREADSHEETS) as (keyof typeof SPREADSHEETS)[]).filter((key) => key.startsWith('sheet')).map((key) => words.say(key));
    expect(names.filter((name) => name.length > 31 || /[[\]:*?/\\]/.test(name) || /^'|'$/.test(name))).toEqual([]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });
});

describe('the size of columns and rows', () => {
  const sheet = (rows: string[][]) => ({ name: 'S', columns: [{ kind: 'exact' }, { kind: 'figure' }, { kind: 'wide' }] as const, rows: [{ cells: ['CONTAINER', 'KG', 'REMARKS'], heading: true as const }, ...rows.map((cells) => ({ cells }))], frozen: true, filtered: true, landscape: true });

  it('follows the content, from a heading with its arrow to sentences that take no more than eighty signs', () => {
    expect(columnWidths(sheet([['', '1', '']])).map(Math.round)).toEqual([16, 8, 14]);
    expect(columnWidths(sheet([['CSQU3054383 x', '12345678', 'x'.repeat(500)]])).map(Math.round)).toEqual([16, 12, 80]);
  });

  it('lets a sentence take as many lines as it needs, also in other scripts, and no more than Excel has', () => {
    const made = sheet([['CSQU3054383', '1', 'short'], ['', '', 'word '.repeat(30)], ['', '', '太'.repeat(100)], ['', '', 'x'.repeat(30_000)]]);
    const widths = columnWidths(made);
    expect(made.rows.map((row) => rowHeight(row, made.columns, widths))).toEqual([null, null, 45, 45, 409]);
  });
});

describe('what Excel takes', () => {
  const sheet = { name: 'Containers', columns: [{ kind: 'text' }, { kind: 'text' }], frozen: true, filtered: true, landscape: true } as const;

  it('is kept: a text without end goes on in the row below, and is not cut within a sign', () => {
    const [only] = withinLimits({ ...sheet, rows: [{ cells: ['H', 'T'], heading: true }, { cells: ['a', 'xxx😀=1+1'] }] }, { signs: 5, rows: 9 });
    expect(only?.rows.map(({ cells }) => cells)).toEqual([['H', 'T'], ['a', 'xxx'], ['', '😀=1'], ['', "'+1"]]);
  });

  it('is kept: rows without end go on on a further sheet with the same headings', () => {
    const rows = [{ cells: ['H'], heading: true } as const, ...['1', '2', '3', '4', '5'].map((cell) => ({ cells: [cell] }))];
    expect(withinLimits({ ...sheet, rows }, { signs: 9, rows: 3 }).map(({ name, rows: some }) => [name, ...some.map(({ cells }) => cells[0])])).toEqual([['Containers', 'H', '1', '2'], ['Containers 2', 'H', '3', '4'], ['Containers 3', 'H', '5']]);
  });

  it('counts its columns in letters', () => { expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']); });
});
