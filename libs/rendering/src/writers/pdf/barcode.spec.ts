import { describe, expect, it } from '@jest/globals';
import { barsOf, modulesOf } from './barcode.js';

describe('the bars of a ref', () => {
  it('are Code 128: start, nine signs, check and stop, eleven modules each and thirteen for the last', () => {
    const bars = barsOf('HW-7F3K2Q') ?? [];
    expect(modulesOf(bars)).toBe(11 * 11 + 13);
    expect(bars.slice(0, 6)).toEqual([2, 1, 1, 2, 1, 4]);
    expect(bars.slice(-7)).toEqual([2, 3, 3, 1, 1, 1, 2]);
  });

  it('carry each sign and the check: 104 for the start, 1 x 40 for H, 2 x 16 for 0 are 176, and 176 mod 103 is 73, which is i', () => {
    const signs = (ref: string): string[] => (barsOf(ref) ?? []).join('').match(/.{6}/g) ?? [];
    const [, , , check] = signs('H0');
    expect(check).toBe(signs('i')[1]);
  });

  it.each(['', 'réf-1', '太', 'A\u0007', 'A'.repeat(41)])('are not made of what the code or the paper has no room for: %j', (ref) => {
    expect(barsOf(ref)).toBeNull();
  });
});
