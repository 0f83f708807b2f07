import { convert } from 'html-to-text';

/** As many as are read of a mail in plain words. Tags that stand open or close nothing cost the square of their number: a million signs of them hold up the reader for twenty seconds. */
const MOST_SIGNS = 200_000;

/** Attributes are compared as they are written, and CSS may be written in many ways: what a style hides gets the attribute that says so, and no style is left. */
const STYLE = /\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi;
const NO_SIZE = '0(?:px|pt|em|rem|%)?(?:!important)?(?:;|$)';
const HIDES = new RegExp(`(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|(?:font-size|max-height|max-width|opacity):${NO_SIZE})`);
const hiddenByAttribute = (html: string): string => html.replace(STYLE, (_, ...values: (string | undefined)[]) => (HIDES.test((values.slice(0, 3).find((one) => one !== undefined) ?? '').toLowerCase().replace(/\/\*.*?\*\/|\s+/gs, '')) ? 'hidden' : ''));

/** The words of a mail that is HTML alone: a line for each paragraph and row, what is quoted marked by `> `; no pictures, no addresses of links, nothing that its reader would not see, or sees struck out. */
export function htmlWords(html: string): string {
  return convert(hiddenByAttribute(html.slice(0, MOST_SIGNS)), {
    wordwrap: false, limits: { maxInputLength: MOST_SIGNS, maxDepth: 200 },
    selectors: [
      ...['img', 'head', 'title', 'style', 'script', 'template', 'textarea', 'option', 's', 'strike', 'del', '[hidden]'].map((selector) => ({ selector, format: 'skip' })),
      { selector: 'a', options: { ignoreHref: true } }, ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}
