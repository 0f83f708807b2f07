import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textWidth, wrapped } from './text-width.js';

describe('a wrapped text', () => {
  it('breaks at blanks, and never inside a number', () => {
    expect(wrapped('CSQU3054383 CBHU3202732 MWCU6059784', 24)).toEqual(['CSQU3054383 CBHU3202732', 'MWCU6059784']);
    expect(wrapped('CSQU3054383 CBHU3202732', 5)).toEqual(['CSQU3054383', 'CBHU3202732']);
  });

  it('counts a Chinese sign as two places', () => {
    expect(wrapped('太平洋 商店', 8)).toEqual(['太平洋', '商店']);
  });

  it('keeps every word in its order, on lines that are not too long unless one word is', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[A-Z0-9]{1,12}$/), { maxLength: 20 }), fc.integer({ min: 4, max: 40 }), (words, width) => {
      const lines = wrapped(words.join(' '), width);
      expect(lines.join(' ').split(' ').filter((word) => word !== '')).toEqual(words);
      for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
    }));
  });
});

describe('the width of a text', () => {
  it('of a megabyte in another script takes no minutes', () => {
    const from = performance.now();
    expect(textWidth('é'.repeat(1_000_000))).toBe(1_000_000);
    expect(performance.now() - from).toBeLessThan(10_000);
  }, 120_000);
});
