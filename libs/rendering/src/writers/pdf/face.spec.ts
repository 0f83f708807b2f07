import { describe, expect, it } from '@jest/globals';
import { faces } from './dejavu.js';

describe('signs of a face', () => {
  const { words, bold, exact } = faces();

  it('what it has is shown as it is, far beyond English', () => {
    for (const text of ['CSQU3054383', 'CAFÉ «PEÑA» – 5 °C', 'Łódź', 'ΑΘΗΝΑ', 'МОСКВА', '21\u00A0400,5', '½ × ≤']) expect(words.shown(text)).toBe(text);
  });

  it.each([
    ['a sign it has not', '太平 Ltd.', '<U+592A><U+5E73> Ltd.'], ['a sign beyond the first plane', '🚢', '<U+1F6A2>'], ['a control sign', 'a\u0007b\u001B[2J', 'a<U+0007>b<U+001B>[2J'],
    ['a direction mark', 'a\u202Eb', 'a<U+202E>b'], ['a line separator', 'a\u2028b', 'a<U+2028>b'], ['a soft hyphen', 'a\u00ADb', 'a<U+00AD>b'], ['a blank of no width', 'a\u200Bb', 'a<U+200B>b'], ['half a sign', 'a\uD800b', 'a<U+D800>b'],
    ['a script that runs from right to left', 'שלום', '<U+05E9><U+05DC><U+05D5><U+05DD>'], ['a private sign', '\uE000', '<U+E000>'],
  ])('is named, never dropped or a box: %s', (_, text, shown) => {
    for (const face of [words, bold, exact]) expect(face.shown(text)).toBe(shown);
  });

  it('a width is the sum of its signs, in points', () => {
    expect(exact.width('CSQU3054383', 10)).toBeCloseTo(66.22, 2);
    expect(words.width('AVA', 10)).toBeCloseTo(2 * words.width('A', 10) + words.width('V', 10), 6);
    expect(words.width('fi', 10)).toBeCloseTo(words.width('f', 10) + words.width('i', 10), 6);
    expect(words.width('', 10)).toBe(0);
  });

  it('all figures are of one width, so that they stand in columns', () => {
    expect(new Set([...'0123456789'].map((figure) => words.width(figure, 10))).size).toBe(1);
  });
});
