const PLAIN = /^[\x20-\x7E]*$/;
/** The two joiners shape letters in Persian and in Indian scripts; every other sign of format is unseen or turns what is seen. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;

/**
 * A value safe to show: control characters, line separators, direction marks and signs without a width could break a line, a
 * mail or a reader's trust (two numbers that look alike), so they are shown as <U+001B> instead of being obeyed or dropped.
 */
export function printable(value: string): string {
  if (PLAIN.test(value)) return value;
  return value.replace(UNSAFE, (sign) => (sign === '\t' ? ' ' : signInWords(sign)));
}

/** "<U+001B>" */
export function signInWords(sign: string): string {
  return `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}
