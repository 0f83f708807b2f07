/**
 * A value safe to show: control characters, line separators and direction marks could break a line, a mail or a reader's
 * trust, so they are shown as <U+001B> instead of being obeyed or dropped.
 */
export function printable(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, (sign) => (sign === '\t' ? ' ' : `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`));
}
