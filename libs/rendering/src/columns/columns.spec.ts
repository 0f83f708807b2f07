import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { projectRoot } from '#common';
import type { BillRow, CargoRow, ContainerRow, DocumentModel, HazmatRow } from '../model.js';
import { weightOf } from '../weight.js';
import { madeDocument } from '../writers/made-documents.js';
import { fieldOf, FIELDS, type FieldName } from './fields.js';
import { tablesFor, writeTable, type TableColumn, type TableMapping } from './index.js';

const box = (number: string, more: Partial<ContainerRow> = {}): ContainerRow => ({ number, type: '', loadEmpty: '', weight: null, seals: [], bills: [], temperature: '', cell: '', from: '', to: '', un: [], notes: [], ...more });
const bill = (number: string, more: Partial<BillRow> = {}): BillRow => ({ number, scac: '', loadPort: '', quantity: '', package: '', weight: null, notes: [], ...more });
const goods = (more: Partial<CargoRow>): CargoRow => ({ containers: [], bill: '', quantity: '', package: '', weight: null, description: [], marks: [], commodity: '', notes: [], ...more });
const hazard = (more: Partial<HazmatRow>): HazmatRow => ({ un: '', class: '', packingGroup: '', name: '', more: [], contact: '', weight: null, containers: [], bill: '', ...more });

const MODEL: Partial<DocumentModel> = {
  containers: [
    box('CSQU3054383', { type: '45G1', loadEmpty: 'L', weight: weightOf('16750.5', 'K'), seals: ['0012345', 'SL2', 'SL3'], bills: ['0180001234', '180001235'], cell: '0340282', from: 'CNSHA', to: 'USLGB' }),
    box('CBHU3202732', { type: '22R1', loadEmpty: 'L', weight: weightOf('62000', 'L'), seals: ['HZ771042'], bills: ['180001235'], temperature: '-18 °C', un: ['UN1263'] }),
    box('HWSU123456', { loadEmpty: 'T', weight: weightOf('-2280', ''), notes: ['Booking (BN) BK0399', 'weight -2,280, unit not stated'], temperature: '35.6 °F to 8.0 °C, vent setting 25' }),
  ],
  bills: [bill('0180001234', { scac: 'HWSR', loadPort: '57035 (Schedule K)', quantity: '320', package: 'Carton (CTN)', weight: weightOf('16750.5', 'K') }), bill('180001235', { quantity: '80' })],
  cargo: [goods({ containers: ['CSQU3054383'], bill: '0180001234', quantity: '320', package: 'Carton (CTN)', description: ['PLASTIC TOYS', '=NOT A FORMULA'], marks: ['NO MARKS'] }), goods({ containers: ['CBHU3202732'], bill: '180001235', quantity: '80', description: ['PAINT'] })],
  hazmat: [hazard({ un: 'UN1263', class: '3', packingGroup: 'III', name: 'PAINT', contact: '+1 555 010 0111', containers: ['CBHU3202732'], bill: '180001235', weight: weightOf('21400', 'K') }), hazard({ un: '3481', class: '9', containers: ['CSQU3054383', 'CBHU3202732'] })],
};
const documents = [madeDocument({ model: MODEL })];

const column = (title: string, value: FieldName | null, more: Partial<TableColumn> = {}): TableColumn => ({ title, value, text: null, item: null, join: null, words: null, decimals: null, date: null, required: false, ...more });
const table = (columns: TableColumn[], more: Partial<TableMapping> = {}): TableMapping => ({ sets: null, format: 'csv', sheet: null, delimiter: ',', encoding: 'utf-8', decimal: '.', rows: 'container', header: true, columns, ...more });
const records = (bytes: Uint8Array, delimiter = ','): string[][] => parse(Buffer.from(bytes).toString('utf8'), { delimiter, bom: true, record_delimiter: '\r\n' });
/** What a field holds in each row. */
async function valuesOf(value: FieldName, rows: TableMapping['rows'] = 'container', more: Partial<TableColumn> = {}): Promise<string[]> {
  const { bytes } = await writeTable(documents, table([column('X', 'line'), column('Y', value, more)], { rows, header: false }));
  return records(bytes).map((record) => record[1] ?? '');
}

describe('a terminal\'s own table', () => {
  it('has its headings in its order and its codes for ours', async () => {
    const { bytes } = await writeTable(documents, table([
      column('Unit No', 'container', { required: true }), column('F/E', 'loadEmpty', { words: { L: 'F', E: 'M' } }), column('Gross MT', 'weightT', { decimals: 1 }), column('Seal 1', 'seal'), column('Seal 2', 'seal', { item: 2 }),
      column('B/L', 'bills', { join: ' / ' }), column('ETA', 'eta', { date: 'dd/MM/yy HH:mm' }), column('Operator', null, { text: 'EXS' }),
    ]));
    expect(records(bytes)).toEqual([
      ['Unit No', 'F/E', 'Gross MT', 'Seal 1', 'Seal 2', 'B/L', 'ETA', 'Operator'],
      ['CSQU3054383', 'F', '16.8', '0012345', 'SL2', '0180001234 / 180001235', '26/07/18 14:00', 'EXS'],
      ['CBHU3202732', 'F', '28.1', 'HZ771042', '', '180001235', '26/07/18 14:00', 'EXS'],
      ['HWSU123456', 'T', '', '', '', '', '26/07/18 14:00', 'EXS'],
    ]);
  });

  it('says what it leaves out: a third seal, a weight without a unit, a temperature that says more than degrees', async () => {
    const { warnings } = await writeTable(documents, table([
      column('Unit', 'container'), column('Seal 1', 'seal'), column('Seal 2', 'seal', { item: 2 }), column('KG', 'weightKg'), column('Type', 'type'), column('L', 'loadEmpty'), column('B', 'bills'), column('C', 'temperatureC'), column('From', 'from'), column('To', 'to'), column('UN', 'un'), column('R', 'remarks'),
    ]));
    expect(warnings).toEqual([
      'Not in table Containers: Hazardous (2).', 'Not in table Containers: Goods (2).', 'Not in table Containers: Bills (2).',
      'Table Containers: dangerous goods entries that may lie in any of several containers: 1; their UN numbers bear a ?.',
      'In no column, seals: 1, first SL3 (CSQU3054383).', 'In no column, stow cell: 1, first 0340282 (CSQU3054383).',
      'In no column, weight: 1, first -2280 (HWSU123456).', 'In no column, temperature: 1, first 35.6 °F to 8.0 °C, vent setting 25 (HWSU123456).',
    ]);
  });

  it('says nothing when it leaves out nothing', async () => {
    const whole = madeDocument({ model: { containers: [box('CSQU3054383', { seals: ['SL1', 'SL2'], weight: weightOf('5', 'K'), temperature: '2.0 °C to 8.0 °C' })] } });
    const columns = [column('P', 'containerPrefix'), column('S', 'containerSerial'), column('D', 'checkDigit'), column('1', 'seal'), column('2', 'seal', { item: 2 }), column('T', 'weightT'), column('C', 'temperatureC')];
    expect((await writeTable([whole], table(columns))).warnings).toEqual([]);
    expect((await writeTable([whole], table(columns.filter(({ title }) => title !== 'D')))).warnings).toEqual(['In no column, container numbers: 1, first CSQU3054383 (CSQU3054383).']);
  });

  it('says which cells are empty that must not be, and which values have no code of theirs', async () => {
    const { warnings } = await writeTable(documents, table([column('Cell', 'cell', { required: true }), column('F/E', 'loadEmpty', { words: { L: 'F' } }), column('Bill', 'bill', { required: true, words: { '': 'NONE', '0180001234': 'A', '180001235': 'B' } })]));
    expect(warnings.filter((one) => one.startsWith('Column'))).toEqual(['Column Cell: empty cells: 2, first CBHU3202732.', 'Column F/E: values without a code of theirs: 1, first T; they stand as they are.']);
  });

  it('runs nothing in a spreadsheet, and says where it put an apostrophe', async () => {
    const { bytes, warnings } = await writeTable(documents, table([column('Goods', 'description', { item: 2 }), column('W', 'weight'), column('Contact', 'contact')]));
    expect(records(bytes).slice(1)).toEqual([["'=NOT A FORMULA", '16750.5', ''], ['', '62000', "'+1 555 010 0111"], ['', '-2280', '']]);
    expect(warnings).toEqual(expect.arrayContaining(['Column Goods: values behind an apostrophe, because a spreadsheet would run them: 1, first CSQU3054383.']));
  });

  it('in the words of the document\'s language', async () => {
    const { warnings } = await writeTable([madeDocument({ model: { containers: MODEL.containers ?? [] }, language: 'es-PA' })], table([column('Unit', 'container')]));
    expect(warnings).toContain('En ninguna columna, precintos: 4, el primero 0012345 (CSQU3054383).');
  });

  it('of a document without such rows is empty and says so; of a test says that too', async () => {
    const { bytes, warnings } = await writeTable([madeDocument({ context: { test: true } })], table([column('Unit', 'container')]));
    expect([Buffer.from(bytes).toString(), warnings]).toEqual(['Unit\r\n', ['Table Containers: this is a test, and the table has no place to say so.', 'Table Containers: this document has nothing for its rows.']]);
  });

  it('of several documents is one list', async () => {
    const { bytes } = await writeTable([...documents, madeDocument({ ref: 'HW-AAAAAA', model: { containers: [box('MWCU6059784')] } })], table([column('No', 'line'), column('Ref', 'ref'), column('Unit', 'container')], { header: false }));
    expect(records(bytes)).toEqual([['1', 'HW-7F3K2Q', 'CSQU3054383'], ['2', 'HW-7F3K2Q', 'CBHU3202732'], ['3', 'HW-7F3K2Q', 'HWSU123456'], ['4', 'HW-AAAAAA', 'MWCU6059784']]);
  });
});

describe('the form of the file', () => {
  it('is a CSV with their delimiter, decimal sign and mark', async () => {
    const columns = [column('Unit;No', 'container'), column('KG', 'weightKg'), column('C', 'temperatureC')];
    const { bytes } = await writeTable(documents, table(columns, { delimiter: ';', decimal: ',', encoding: 'utf-8-bom' }));
    expect(Buffer.from(bytes).toString()).toBe('\uFEFF"Unit;No";KG;C\r\nCSQU3054383;16750,5;\r\nCBHU3202732;28123;-18\r\nHWSU123456;;2; 8,0\r\n'.replace('2; 8,0', '"2; 8,0"'));
  });

  it('is Windows-1252 where they want it, and says which signs that has not', async () => {
    const odd = madeDocument({ model: { containers: [box('CSQU3054383', { notes: ['São €', '太平 x'] })] } });
    const { bytes, warnings } = await writeTable([odd], table([column('Unit', 'container'), column('R', 'remarks')], { encoding: 'windows-1252', header: false, delimiter: '\t' }));
    expect(Buffer.from(bytes).toString('latin1')).toBe('CSQU3054383\tS\u00E3o \u0080; ?? x\r\n');
    expect(warnings).toEqual(['Table Containers: Windows-1252 has no sign for 太 平; a ? stands there.']);
  });

  it('is a workbook with numbers where figures are, text where numbers are names', async () => {
    const { bytes } = await writeTable(documents, table([column('Unit', 'container'), column('Seal', 'seal'), column('MT', 'weightT', { decimals: 1 }), column('KG', 'weightKg')], { format: 'xlsx', sheet: 'Discharge' }));
    const [sheet] = await readXlsxFile(Buffer.from(bytes));
    expect(sheet).toEqual({ sheet: 'Discharge', data: [['Unit', 'Seal', 'MT', 'KG'], ['CSQU3054383', '0012345', 16.8, 16_750.5], ['CBHU3202732', 'HZ771042', 28.1, 28_123], ['HWSU123456', null, null, null]] });
    const headless = await readXlsxFile(Buffer.from((await writeTable(documents, table([column('Unit', 'container')], { format: 'xlsx', header: false }))).bytes));
    expect(headless).toEqual([{ sheet: 'Containers', data: [['CSQU3054383'], ['CBHU3202732'], ['HWSU123456']] }]);
  });
});

describe('a field', () => {
  it('of a container is found through the bill, the goods and the dangerous goods that belong to it', async () => {
    expect(await valuesOf('quantity')).toEqual(['320', '80', '']);
    expect(await valuesOf('description')).toEqual(['PLASTIC TOYS; \'=NOT A FORMULA', 'PAINT', '']);
    expect(await valuesOf('un')).toEqual(['3481?', '1263; 3481?', '']);
    expect(await valuesOf('scac')).toEqual(['HWSR', '', '']);
  });

  it('of a bill, a hazardous entry or a line of goods names its containers', async () => {
    expect(await valuesOf('container', 'bill')).toEqual(['CSQU3054383', 'CSQU3054383; CBHU3202732']);
    expect(await valuesOf('container', 'hazmat')).toEqual(['CBHU3202732', 'CSQU3054383; CBHU3202732']);
    expect(await valuesOf('container', 'goods')).toEqual(['CSQU3054383', 'CBHU3202732']);
    expect(await valuesOf('un', 'hazmat')).toEqual(['1263', '3481']);
    expect(await valuesOf('from', 'bill')).toEqual(['CNSHA', 'CNSHA']);
    expect(await valuesOf('weightKg', 'hazmat')).toEqual(['21400', '']);
  });

  it('takes a container number apart, and leaves one of another form whole', async () => {
    expect(await valuesOf('containerPrefix')).toEqual(['CSQU', 'CBHU', 'HWSU']);
    expect(await valuesOf('containerSerial')).toEqual(['305438', '320273', '123456']);
    expect(await valuesOf('checkDigit')).toEqual(['3', '2', '']);
    const odd = await writeTable([madeDocument({ model: { containers: [box('BULK-1')] } })], table([column('P', 'containerPrefix'), column('S', 'containerSerial')], { header: false }));
    expect(records(odd.bytes)).toEqual([['', 'BULK-1']]);
  });

  it('gives degrees in either unit, and the words as they are', async () => {
    expect(await valuesOf('temperatureC')).toEqual(['', '-18', '2; 8.0']);
    expect(await valuesOf('temperatureF')).toEqual(['', '-0.4', '35.6; 46.4']);
    expect(await valuesOf('temperatureC', 'container', { item: 2, decimals: 0 })).toEqual(['', '', '8']);
    expect(await valuesOf('temperature')).toEqual(['', "'-18 °C", '35.6 °F to 8.0 °C, vent setting 25']);
  });

  it('gives weights digit by digit', async () => {
    expect(await valuesOf('weightT')).toEqual(['16.7505', '28.123', '']);
    expect(await valuesOf('weightKg', 'container', { decimals: 0 })).toEqual(['16751', '28123', '']);
    expect(await valuesOf('weightLb', 'container', { decimals: 2 })).toEqual(['36929.00', '62000.00', '']);
    expect(await valuesOf('weight')).toEqual(['16750.5', '62000', '-2280']);
  });

  it('finds the booking of the row before that of the document', async () => {
    expect(await valuesOf('booking')).toEqual(['', '', 'BK0399']);
    const booked = madeDocument({ model: { containers: [box('CSQU3054383')], facts: [{ label: 'Booking', value: 'BK0500' }], references: [{ label: 'Booking (BN)', value: 'BK0501' }] } });
    const { bytes } = await writeTable([booked], table([column('B', 'booking')], { header: false }));
    expect(records(bytes)).toEqual([['BK0500; BK0501']]);
  });

  it('stands in the README of the terminals, with what it holds', () => {
    const listed = [...readFileSync(join(projectRoot(), 'config/terminals/README.md'), 'utf8').matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map((match) => match.slice(1));
    expect((Object.keys(FIELDS) as FieldName[]).map((name) => {
      const { rows, kind, several, because } = fieldOf(name);
      return [name, rows?.join(', ') ?? 'all', `${kind}${several ? ', several' : ''}`, because];
    })).toEqual(listed);
  });

  it.each(Object.keys(FIELDS) as FieldName[])('can be asked for in rows of every kind, also of a document with nothing in it: %s', async (name) => {
    for (const rows of fieldOf(name).rows ?? (['container', 'bill', 'hazmat', 'goods'] as const)) {
      const bare = madeDocument({ model: { containers: [box('')], bills: [bill('')], hazmat: [hazard({})], cargo: [goods({})] }, context: { etaAt: null, dueAt: null, vessel: { name: '', imo: null, callSign: null, voyage: null } } });
      expect((await writeTable([bare, ...documents], table([column('X', name)], { rows }))).bytes.length).toBeGreaterThan(0);
    }
  });
});

describe('the tables of a terminal', () => {
  it('are those for the set, and those for every set', () => {
    expect(tablesFor([{ sets: ['309'] }, { sets: null }, { sets: ['324', '310'] }], '310')).toEqual([{ sets: null }, { sets: ['324', '310'] }]);
  });
});
