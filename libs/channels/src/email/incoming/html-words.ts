import { convert } from 'html-to-text';

const MOST_SIGNS = 1_000_000;

/** The words of a mail that is HTML alone: a line for each paragraph and row, what is quoted marked by `> `; no pictures, no addresses of links, nothing that is hidden by its attributes. */
export function htmlWords(html: string): string {
  return convert(html, {
    wordwrap: false, limits: { maxInputLength: MOST_SIGNS, maxDepth: 200 },
    selectors: [
      ...['img', 'head', 'style', 'script', '[hidden]', '[style*="display:none"]', '[style*="display: none"]', '[style*="visibility:hidden"]'].map((selector) => ({ selector, format: 'skip' })),
      { selector: 'a', options: { ignoreHref: true } }, ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}
