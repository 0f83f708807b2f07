import { describe, expect, it } from '@jest/globals';
import { inWords, table } from './table.js';

describe('a table', () => {
  it('aligns words left and figures right', () => {
    const text = table([{ head: 'call', of: (r: { c: string; n: number }) => r.c }, { head: 'late', right: true, of: (r) => r.n }], [{ c: 'HARBOUR LARK', n: 3 }, { c: 'X', n: 12 }]);
    expect(text).toBe(['call          late', '------------  ----', 'HARBOUR LARK     3', 'X               12'].join('\n'));
  });
});

describe('a delay in words', () => {
  it.each([[0, '-'], [0.4, '24 s'], [1, '1 min'], [59, '59 min'], [95, '1 h 35 min'], [1440, '24 h 00 min'], [4000, '2 d 18 h']])('%s minutes are "%s"', (minutes, words) => {
    expect(inWords(minutes)).toBe(words);
  });
});
