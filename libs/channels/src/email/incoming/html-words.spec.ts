import { describe, expect, it } from '@jest/globals';
import { htmlWords } from './html-words.js';

describe('the words of a mail that is HTML alone', () => {
  it('are read to the limit of plain words and no further', () => {
    const words = htmlWords(`<p>RECEIVED</p>${'<b>'.repeat(100_000)}<p>REJECT</p>`);
    expect(words).toMatch(/^RECEIVED/);
    expect(words).not.toContain('REJECT');
  });
});
