import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import writeXlsx from 'write-excel-file/node';
import { rowsOf } from './import-calls.js';
import { faultLines, readTable } from './import-table.js';
import { terminalsOf } from './import-terminals.js';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'hawser-import-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (text: string | Uint8Array, name = 'calls.csv') => {
  const path = join(folder, name);
  await writeFile(path, text);
  return readTable(path);
};
const told = ({ faults }: { faults: Parameters<typeof faultLines>[1] }) => faultLines('calls.csv', faults).split('\n');

describe('a file of calls', () => {
  it('names what it knows by its headings, in any order; times without an offset are of the row\'s zone', async () => {
    const { rows, faults } = rowsOf(await file([
      'Carrier,Reference,Vessel,IMO,UNLOCODE,Terminal,Voyage in,ETA,arri_pbpl_pln,reason,zone,cutoff_cargo,cutoff_haz,statuses,aliases,sequence',
      'HWSR,LARK-27,HARBOUR LARK,9074729,USLGB,EAST,027W,2026-07-01 06:00,2026-06-30T20:00:00-07:00,WEA,America/Los_Angeles,2026-06-29 16:00,-,ROTC SLID,EXSL:0112W *:12E,2',
      'HWSR,HERON-9,,,,,,,,,,,,-,,-',
    ].join('\r\n')));
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { line: 2, report: {
        carrier: 'HWSR', reference: 'LARK-27', vesselName: 'HARBOUR LARK', imo: '9074729', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W', statuses: ['ROTC', 'SLID'], sequence: 2,
        timestamps: [{ event: 'ARRI', place: 'BRTH', classifier: 'EST', at: '2026-07-01T13:00:00.000Z', reason: 'WEA' }, { event: 'ARRI', place: 'PBPL', classifier: 'PLN', at: '2026-07-01T03:00:00.000Z', reason: 'WEA' }],
        cutOffs: { cargo: '2026-06-29T23:00:00.000Z', haz: null }, aliases: [{ line: 'EXSL', voyage: '0112W' }, { line: '*', voyage: '12E' }],
      } },
      { line: 3, report: { carrier: 'HWSR', reference: 'HERON-9', statuses: [], sequence: null, timestamps: [], cutOffs: {}, aliases: [] } },
    ]);
  });

  it('is told every fault with line, column, what was found and what was expected', async () => {
    expect(told(rowsOf(await file([
      'reference;carrier;vessel;imo;unlocode;eta;etd;reason;zone;phase;aliases',
      'A;HWSR;"HARBOUR;LARK";907472;USLGB;2026-07-01 06:00;;;;sailing;',
      'B;HWSR;X;9074729;us lgb;tomorrow;2026-07-01T06:00Z;WEATHER;;;EXSL:',
      'C;HWSR;"two\nlines";9074729;USLGB;;2026-07-01T06:00Z;WEATHER;;;',
      'D;HWSR;X;;USLGB;;;;Pacific;;;surplus',
      ';HWSR;X;;USLGB;;;;;;',
    ].join('\n'))))).toEqual([
      'calls.csv:2: eta: found "2026-07-01 06:00"; expected a time with its offset (2026-12-01T14:00-08:00), or without one (2026-12-01 14:00) and a column zone beside it',
      'calls.csv:3: eta: found "tomorrow"; expected a time with its offset (2026-12-01T14:00-08:00), or without one (2026-12-01 14:00) and a column zone beside it',
      'calls.csv:4: vessel: found "two\\nlines"; expected one line without control characters',
      'calls.csv:4: reason: found "WEATHER"; expected a delay code of up to three letters such as WEA, or several with blanks between them',
      'calls.csv:6: zone: found "Pacific"; expected an IANA zone such as America/Los_Angeles',
      'calls.csv:7: reference: empty; expected text',
    ]);
  });

  it('without its headings is none', async () => {
    expect(told(rowsOf(await file('reference,vessel,eta,eta\nA,B,,\n')))).toEqual(['calls.csv:1: column 4: found "eta"; expected each heading once', 'calls.csv:1: carrier: empty; expected a column of this heading']);
    expect(told(rowsOf(await file('reference,carrier,ship\nA,B,C\n')))[0]).toMatch(/^calls.csv:1: column 3: found "ship"; expected one of reference, carrier, vessel, /);
    expect(told(rowsOf(await file('')))[0]).toMatch(/^calls.csv:1: headings: empty; expected a line of headings/);
    await expect(readTable(join(folder, 'none.csv'))).rejects.toMatchObject({ exitCode: 2 });
    await expect(file('reference,carrier\n"A,B\n')).rejects.toThrow(/is no CSV that can be read/);
  });
});

describe('a copy of the list of terminals', () => {
  const HEADINGS = ['UNLOCODE', 'Alternative UNLOCODE', 'Terminal Code', 'Terminal Facility Name', 'Terminal Company Name', 'Latitude (DMS)', 'Longitude (DMS)', 'Latitude', 'Longitude', 'Last change', 'Valid from', 'Valid to', 'Terminal Website', 'Terminal Address', 'Remarks'];
  const ROWS = [
    ['USAAA', 'USBBB', 'NORTH', 'Terminal, North', 'A company', '', '', '36.87', '-76.35', '2020-02-29', '2015-09-22', '', '', 'Two\nlines', ''],
    ['BRAAA', '', 'CAIS', 'Cais São João', '', '', '', '', '', '', '2004-05-31', '2019-12-31', '', '', ''],
  ];
  const EXPECTED = [
    { line: 2, terminal: { unlocode: 'USAAA', code: 'NORTH', name: 'Terminal, North', alternatives: ['USBBB'], zone: 'America/New_York', validFrom: '2015-09-22', validTo: null } },
    { line: 4, terminal: { unlocode: 'BRAAA', code: 'CAIS', name: 'Cais São João', alternatives: [], zone: null, validFrom: '2004-05-31', validTo: '2019-12-31' } },
  ];
  const csv = [HEADINGS, ...ROWS].map((row) => row.map((cell) => (/[,\n]/.test(cell) ? `"${cell}"` : cell)).join(',')).join('\n');

  it('is read from CSV, in UTF-8 or as a spreadsheet of the West saves it', async () => {
    expect(terminalsOf(await file(csv))).toEqual({ rows: EXPECTED, faults: [] });
    expect(terminalsOf(await file(Buffer.from(csv, 'latin1')))).toEqual({ rows: EXPECTED, faults: [] });
  });

  it('is read from a workbook, with a title above its headings and days as days', async () => {
    const path = join(folder, 'list.xlsx');
    const cell = (value: string, index: number) => (/^\d{4}-/.test(value) ? { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' } : index === 7 || index === 8 ? (value ? { value: Number(value), type: Number } : null) : { value, type: String });
    await writeXlsx([[{ value: 'Terminal codes of June', type: String }], ...[HEADINGS.map((value) => ({ value: value.replace('Alternative UNLOCODE', 'Alternative UN/LOCODEs'), type: String })), ...ROWS.map((row) => row.map(cell))]] as never).toFile(path);
    expect(terminalsOf(await readTable(path))).toEqual({ rows: EXPECTED.map(({ terminal }, index) => ({ line: index + 3, terminal })), faults: [] });
  });

  it('is told every fault by its own headings, and what is no such list', async () => {
    const { faults } = terminalsOf(await file(csv.replace('USAAA,', 'US-A,').replace('2019-12-31', '31.12.2019').replace(',CAIS,', ',CAIS-1,')));
    expect(faultLines('list.csv', faults).split('\n')).toEqual([
      'list.csv:2: UNLOCODE: found "US-A"; expected a UN/LOCODE such as USLGB', 'list.csv:4: Terminal Code: found "CAIS-1"; expected a terminal code of at most 6 capitals and digits', 'list.csv:4: Valid to: found "31.12.2019"; expected a day such as 2026-06-09',
    ]);
    expect(terminalsOf(await file('a,b\n1,2\n')).faults).toMatchObject([{ line: 1, found: 'a, b' }]);
    await expect(file(Buffer.from('PK\x03\x04broken'), 'broken.xlsx')).rejects.toMatchObject({ exitCode: 2 });
  });
});
