import { describe, expect, it } from '@jest/globals';
import { words } from './words.js';

describe('what people write to the gateway', () => {
  it.each([['a NUL', 'a\0b'], ['a line break', 'a\nb'], ['an escape', '\u001b[31mred'], ['nothing', '  '], ['too much', 'x'.repeat(21)]])('is refused with %s', (_, text) => { expect(words(20).safeParse(text).success).toBe(false); });
  it('is trimmed, and may be in any language', () => { expect(words(20).parse('  la línea está caída ')).toBe('la línea está caída'); });
});
