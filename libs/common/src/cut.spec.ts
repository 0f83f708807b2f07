import { describe, expect, it } from '@jest/globals';
import { cut } from './cut.js';

describe('a text from outside that is kept', () => {
  it.each([['short', 10, 'short'], ['longer than that', 6, 'longer'], ['a\0b', 10, 'ab'], ['ab\u{1F6A2}', 3, 'ab\uFFFD'], ['\uDEA2x', 10, '\uFFFDx']])('%j, %d signs at most, is %j', (text, most, kept) => {
    expect(cut(text, most)).toBe(kept);
  });
});
