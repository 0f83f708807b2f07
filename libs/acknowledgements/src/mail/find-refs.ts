import { isRef } from '#common';

/** HW-7F3K2Q6 as people type it: small letters, a blank or nothing for the hyphen. */
export const REF_LIKE = /(?<![\p{L}\p{N}])HW[ \u2010-\u2015-]?[A-Z0-9]{7}(?![\p{L}\p{N}])/giu;

/** Signs that no ref has, and what is meant by them. The check sign decides whether that was right. */
const MISTYPED: Readonly<Record<string, string>> = { S: '5', U: 'V' };

/** The refs in a text, each once, in their order; what fails its check sign is none. */
export function refsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [like] of text.matchAll(REF_LIKE)) {
    const ref = `HW-${like.slice(-7).toUpperCase()}`;
    const mended = ref.slice(0, 3) + ref.slice(3).replace(/[SU]/g, (sign) => MISTYPED[sign] ?? sign);
    if (isRef(ref)) found.add(ref);
    else if (isRef(mended)) found.add(mended);
    if (found.size === MOST) break;
  }
  return [...found];
}

const MOST = 500;

/** With its hyphen, a sign too few or too many; without it, of signs that refs have and one of them a digit, or it may be a word or a booking. */
export const WRITTEN_AS_REF = /(?<![\p{L}\p{N}])HW(?:[\u2010-\u2015-][A-Z0-9]{5,9}| ?(?=[A-Z]{0,6}[2-9])[2-9A-HJKMNP-Z]{7})(?![\p{L}\p{N}])/giu;

/** As refsIn, and behind them what is written as a ref and is none, `HW-XAHAHR8`: a slip of the hand is no silence. */
export function namedIn(text: string): string[] {
  const found = new Set(refsIn(text));
  for (const [like] of text.matchAll(WRITTEN_AS_REF)) {
    if (found.size >= MOST) break;
    if (refsIn(like).length === 0) found.add(`HW-${like.replace(/^HW[^A-Z0-9]?/iu, '').toUpperCase()}`);
  }
  return [...found];
}

/** Our refs in Message-IDs: HW-….1@, HW-….1.2of3@, digest.HW-….1@. */
export const refsInIds = (ids: readonly string[]): string[] => [...new Set(ids.slice(0, 200).flatMap((id) => refsIn(id.replace(/[.]/g, ' '))))];
