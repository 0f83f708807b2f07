const PLAIN = /^[\x20-\x7E]*$/;
const UNSAFE = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * A value safe to show: control characters, line separators and direction marks could break a line, a mail or a reader's
 * trust, so they are shown as <U+001B> instead of being obeyed or dropped.
 */
export function printable(value: string): string {
  if (PLAIN.test(value)) return value;
  return value.replace(UNSAFE, (sign) => (sign === '\t' ? ' ' : signInWords(sign)));
}

/** "<U+001B>" */
export function signInWords(sign: string): string {
  return `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}
