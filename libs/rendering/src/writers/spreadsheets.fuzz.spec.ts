import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { cellText } from './cell-text.js';
import { writeCsv } from './csv/index.js';
import { column, madeDocument, madeSection } from './made-documents.js';
import { writeXlsx } from './xlsx/index.js';

/** Anything a sender may write, and what trips spreadsheets: names of properties, signs of XML and of formulas, numbers of every look. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme' }),
  fc.constantFrom('constructor', '__proto__', 'toString', '_x0041_', '_x005F_x0041_', ']]>', '&amp;', '<b>', '"', '""', "'", '=1', ' =1', '-1', '+1', '@', '\t=1', 'a\r\nb', ' ', '\u00A0', '\uFEFF', '\u2028', '\uFFFE', '00012', '1E5', 'TRUE', '2018-07-26'),
);
const figure = fc.oneof(fc.integer().map(String), fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 999_999 })).map(([whole, rest]) => `${whole}.${rest}`), fc.bigInt().map(String), anything);
const rows = fc.array(fc.tuple(anything, figure, fc.array(anything, { maxLength: 3 }), fc.array(anything, { maxLength: 2 })), { minLength: 1, maxLength: 5 });
const columns = [column('container', 'exact'), column('kg', 'figure'), column('seals', 'text')];
const documentOf = (made: [string, string, string[], string[]][]) =>
  madeDocument({ sections: [madeSection('containers', columns, made.map(([number, kg, seals, notes]) => ({ cells: [number, kg, seals], notes })))] });
/** What a spreadsheet holds as a number: so many digits that none is lost. */
const isNumber = (text: string): boolean => /^-?\d+(\.\d{1,6})?$/.test(text) && text.replace(/^-?0*/, '').replace('.', '').length <= 15;

describe('whatever a document holds', () => {
  it('comes back from the CSV as it was put there', () => {
    fc.assert(fc.property(rows, (made) => {
      const read: string[][] = parse(writeCsv([documentOf(made)]), { bom: true, record_delimiter: '\r\n' });
      expect(read.filter(([kind]) => kind === 'CONTAINER').map((record) => [...record.slice(1, 4), record.at(-1)])).toEqual(made.map(([number, kg, seals, notes]) => [cellText(number), cellText(kg), cellText(seals), cellText(notes)]));
    }), { numRuns: 300 });
  });

  it('comes back from the workbook, a figure as its number', async () => {
    await fc.assert(fc.asyncProperty(rows, async (made) => {
      const sheets = await readXlsxFile(Buffer.from(await writeXlsx([documentOf(made)])), { trim: false });
      const expected = made.map(([number, kg, seals, notes]) => [cellText(number), isNumber(kg) ? Number(kg) : cellText(kg), cellText(seals), cellText(notes)]);
      const read = (sheets.find(({ sheet }) => sheet === 'Containers')?.data ?? []).slice(1);
      expect(made.map((_, n) => [0, 1, 2, 3].map((at) => read[n]?.[at] ?? ''))).toEqual(expected);
    }), { numRuns: 100 });
  });
});
