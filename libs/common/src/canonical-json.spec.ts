import { describe, expect, it } from '@jest/globals';
import { canonicalJson, NotCanonicalError } from '#common';

describe('canonical JSON', () => {
  it('is the same text whatever the order of the keys', () => {
    const one = canonicalJson({ b: [1, { y: null, x: 'é"\n' }], a: new Date('2018-07-24T18:00:00Z') });
    expect(one).toBe('{"a":"2018-07-24T18:00:00.000Z","b":[1,{"x":"é\\"\\n","y":null}]}');
    expect(canonicalJson({ a: new Date('2018-07-24T18:00:00Z'), b: [1, { x: 'é"\n', y: null }] })).toBe(one);
  });

  it('leaves out what is undefined in an object', () => {
    expect(canonicalJson({ a: undefined, b: true })).toBe('{"b":true}');
  });

  it.each([
    [{ at: { here: Number.NaN } }, 'found NaN at $.at.here'],
    [[1, undefined], 'found undefined at $[1]'],
    [{ bytes: new Uint8Array(2) }, 'found Uint8Array at $.bytes'],
    [{ when: new Date(Number.NaN) }, 'found Date at $.when'],
    [{ big: 1n }, 'found 1 at $.big'],
  ])('refuses what plain JSON would change without a word: %p', (value, words) => {
    expect(() => canonicalJson(value)).toThrow(NotCanonicalError);
    expect(() => canonicalJson(value)).toThrow(words);
  });
});
