import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { column, madeDocument, madeSection } from '../made-documents.js';
import { writeCsv } from './index.js';

type Read = Record<string, string>;

/** Strict: a record with a field more or less, or a quote out of place, is an error of the reader. */
function read(text: string): Read[] { return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' }); }
const rows = read(writeCsv([madeDocument()]));
const ofKind = (kind: string): Read[] => rows.filter((row) => row['RECORD'] === kind);

describe('a CSV', () => {
  it('is UTF-8 with its mark, commas and CRLF, and ends with a line end', () => {
    const text = writeCsv([madeDocument()]);
    expect(text.startsWith('\uFEFFRECORD,CONTAINER,TYPE,L/E,KG,LB,SEALS,BILL,TEMPERATURE,UN,CLASS,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('has one header and as many fields in every record', () => {
    const records: string[][] = parse(writeCsv([madeDocument()]), { bom: true, relax_column_count: true });
    expect(new Set(records.map(({ length }) => length)).size).toBe(1);
    expect(new Set(records[0]).size).toBe(records[0]?.length);
  });

  it('gives one record a container when RECORD is CONTAINER', () => {
    expect(ofKind('CONTAINER').map((row) => row['CONTAINER'])).toEqual(['CSQU3054383', 'CBHU3202732', 'MWCU6059784', 'not a number']);
  });

  it('keeps the order of the page, hazardous goods before containers', () => {
    expect([...new Set(rows.map((row) => row['RECORD']))]).toEqual(['DOCUMENT', 'READ FIRST', 'FACT', 'HAZMAT', 'CHANGE', 'CONTAINER', 'GOODS', 'BILL', 'REFERENCE', 'TEXT', 'SEGMENT', 'ATTACHED']);
  });

  it('keeps figures as decimals, leading zeros and lists, and has a column for what else stands as a note', () => {
    expect(ofKind('CONTAINER').map(({ KG, SEALS, BILL, TEMPERATURE }) => [KG, SEALS, BILL, TEMPERATURE])).toEqual([
      ['16750.5', '0012345; SL 9', '00180001234', ''], ['21400', 'HZ771042', '180001235', "'-18 C"], ['-2280.25', '', '1E5', ''], ['12345678901234567', "'@SEAL", '', ''],
    ]);
  });

  it('has plain decimals in a language that writes them otherwise', () => {
    expect(read(writeCsv([madeDocument({ language: 'pt' })])).filter((row) => row['REGISTRO'] === 'CONTAINER').map((row) => row['KG'])).toEqual(['16750.5', '21400', '-2280.25', '12345678901234567']);
  });

  it('has the facts as label and value, sentences and notes as remarks', () => {
    expect(rows.slice(0, 3).map(({ LABEL, VALUE }) => [LABEL, VALUE])).toEqual([['Manifest (309)', 'v2 replaces v1'], ['Ref', 'HW-7F3K2Q'], ['Vessel', 'HARBOUR LARK  048E']]);
    expect(ofKind('FACT').map(({ LABEL, VALUE }) => [LABEL, VALUE])).toEqual([['Voyage', '048E'], ['Weight', '57,180 kg / 126,060 lb']]);
    expect(ofKind('READ FIRST').map(({ LABEL, REMARKS }) => [LABEL, REMARKS])[0]).toEqual(['Possible duplicate', 'You may already hold this document.']);
    expect(ofKind('HAZMAT')[0]?.['REMARKS']).toBe('PAINT; contact +1 555 010 0111');
    expect(ofKind('CONTAINER')[2]?.['REMARKS']).toBe('"QUOTED", AND, COMMAS');
  });

  it('loses no value of the page', () => {
    const all = rows.flatMap((row) => Object.values(row)).join('\n');
    for (const section of madeDocument().page.sections) {
      for (const block of section.blocks) {
        const values = block.kind === 'sentences' ? block.sentences : block.kind === 'facts' ? block.facts.flatMap(({ label, value }) => [label, value]) : block.table.rows.flatMap(({ cells, notes }) => [...cells.flat(), ...notes]);
        for (const value of values) expect(all).toContain(value.replace('\u001B', '<U+001B>'));
      }
    }
  });

  it('runs nothing in a spreadsheet', () => {
    const records: string[][] = parse(writeCsv([madeDocument()]), { bom: true });
    expect(records.flat().filter((field) => /^\s*[=+\-@]/.test(field))).toEqual(['-2280.25']);
    expect(ofKind('TEXT')[0]?.['VALUE']).toBe("'+ HANDLE WITH CARE");
    expect(ofKind('SEGMENT').at(-1)?.['CONTENT']).toContain('<U+001B>[2J');
  });

  it('names a second column of the same title after its id, so that a reader by headings loses none', () => {
    const section = madeSection('parties', [column('party'), column('name', 'text', 'PARTY'), column('remark', 'text', 'REMARKS')], [{ cells: ['Shipper (SH)', 'EAST RIVER TOYS', 'x'], notes: ['y'] }]);
    expect(read(writeCsv([madeDocument({ sections: [section] })])).at(-1)).toMatchObject({ 'PARTY': 'Shipper (SH)', 'PARTY (name)': 'EAST RIVER TOYS', 'REMARKS (remark)': 'x', 'REMARKS': 'y' });
  });

  it('of several documents says in its first field whose a record is', () => {
    const both = read(writeCsv([madeDocument(), madeDocument({ ref: 'HW-AAAAAA', sections: [madeSection('containers', [column('cell', 'exact'), column('container', 'exact')], [{ cells: ['0340282', 'CSQU3054383'], notes: [] }])] })]));
    expect(Object.keys(both[0] ?? {}).slice(0, 2)).toEqual(['REF', 'RECORD']);
    expect(both.filter((row) => row['RECORD'] === 'CONTAINER').map((row) => [row['REF'], row['CONTAINER'], row['CELL']])).toEqual([
      ['HW-7F3K2Q', 'CSQU3054383', ''], ['HW-7F3K2Q', 'CBHU3202732', ''], ['HW-7F3K2Q', 'MWCU6059784', ''], ['HW-7F3K2Q', 'not a number', ''], ['HW-AAAAAA', 'CSQU3054383', '0340282'],
    ]);
  });
});
