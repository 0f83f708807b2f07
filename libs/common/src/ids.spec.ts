import { describe, expect, it } from '@jest/globals';
import { isRef, makeRef } from '#common';

const SIGNS = '23456789ABCDEFGHJKMNPQRTVWXYZ';
const ref = 'HW-7F3K2Q6';

describe('a reference', () => {
  it('is HW- and seven signs that are not mistaken for one another', () => {
    const refs = Array.from({ length: 2_000 }, makeRef);
    expect(refs.filter((made) => !/^HW-[2-9A-HJKMNP-RTV-Z]{7}$/.test(made))).toEqual([]);
    expect(refs.filter((made) => !isRef(made))).toEqual([]);
    expect(new Set(refs).size).toBe(refs.length);
  });

  it('is refused with any one sign wrong', () => {
    expect(isRef(ref)).toBe(true);
    for (let at = 3; at < ref.length; at += 1) {
      for (const sign of SIGNS) {
        const changed = ref.slice(0, at) + sign + ref.slice(at + 1);
        expect([changed, isRef(changed)]).toEqual([changed, changed === ref]);
      }
    }
  });

  it('is refused with any two signs swapped', () => {
    for (let a = 3; a < ref.length; a += 1) {
      for (let b = a + 1; b < ref.length; b += 1) {
        const swapped = [...ref];
        [swapped[a], swapped[b]] = [ref.charAt(b), ref.charAt(a)];
        expect([swapped.join(''), isRef(swapped.join(''))]).toEqual([swapped.join(''), false]);
      }
    }
  });

  it('is nothing shorter, longer, in lower case or with a sign outside the alphabet', () => {
    for (const text of ['', 'HW-', 'HW-7F3K2Q', `${ref}2`, ref.toLowerCase(), 'HW-7F3K206', `${ref}\n`, ` ${ref}`]) expect(isRef(text)).toBe(false);
  });
});
