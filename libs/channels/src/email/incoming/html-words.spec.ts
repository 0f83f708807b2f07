import { describe, expect, it } from '@jest/globals';
import { htmlWords } from './html-words.js';

describe('the words of a mail that is HTML alone', () => {
  it('are read to the limit of plain words and no further', () => {
    const words = htmlWords(`<p>RECEIVED</p>${'<b>'.repeat(100_000)}<p>REJECT</p>`);
    expect(words).toMatch(/^RECEIVED/);
    expect(words).not.toContain('REJECT');
  });

  it.each([
    'style="display:none"', 'STYLE=\'Display : None !important\'', 'style="display:/* x */none"', 'style="font-size: 0px; color: red"', 'style=visibility:hidden', 'hidden',
  ])('are without what %s hides', (how) => { expect(htmlWords(`<p>RECEIVED</p><div ${how}>REJECT</div>`)).toBe('RECEIVED'); });

  it.each(['s', 'del', 'strike', 'title', 'template', 'textarea', 'option'])('are without what stands in <%s>', (tag) => { expect(htmlWords(`<p>RECEIVED</p><${tag}>REJECT</${tag}>`)).toBe('RECEIVED'); });

  it('are with what is small and not hidden', () => { expect(htmlWords('<p style="font-size:0.9em; max-height:0.5px">KEYED</p>')).toBe('KEYED'); });
});
