import { describe, expect, it } from '@jest/globals';
import { sizeTypeInWords } from './equipment.js';
import { Words } from './words.js';

describe('a size and type', () => {
  it.each([
    ['en', '45G1', '40 ft high cube dry'],
    ['en', '22GP', '20 ft dry'],
    ['es', '45R1', '40 pies high cube refrigerado'],
    ['pt', '22T6', '20 pés tanque'],
    ['fr', 'L5U1', '45 pieds high cube toit ouvert'],
  ])('reads in %s: %s is %s', (tag, code, words) => {
    expect(sizeTypeInWords(Words.in(tag), code)).toBe(words);
  });

  it.each(['40HC', '45HQ', '4510', 'FCL', '45G', ''])('of a house or of the old standard has no words: %p', (code) => {
    expect(sizeTypeInWords(Words.in('en'), code)).toBe('');
  });
});
