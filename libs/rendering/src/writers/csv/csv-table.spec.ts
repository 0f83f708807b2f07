import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { csvTable } from './csv-table.js';

describe('a CSV of figures', () => {
  const text = csvTable(['key', 'name', 'minutes'], [['1', '=HYPERLINK("http://x")', -45], ['USLGB-EAST', 'QUAY, "EAST"\nline', null], ['+1', '@SUM(A1)', 0.5]]);

  it('runs nothing in a spreadsheet, keeps figures as figures, and has what is null empty', () => {
    expect(parse(text, { bom: true })).toEqual([
      ['key', 'name', 'minutes'], ['1', '\'=HYPERLINK("http://x")', '-45'], ['USLGB-EAST', expect.stringMatching(/^QUAY, "EAST".+line$/), ''], ['\'+1', '\'@SUM(A1)', '0.5'],
    ]);
  });

  it('is UTF-8 with its mark, commas and CRLF', () => {
    expect(text.startsWith('\uFEFFkey,name,minutes\r\n')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(5);
  });
});
