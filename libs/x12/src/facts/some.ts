/** Printable ASCII but the blank; other characters may be white space. */
const isInk = (code: number): boolean => code > 0x20 && code < 0x7f;

/** Trimmed, or null when nothing is there. */
export function some(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  // Nearly always there is nothing to trim.
  if (isInk(value.charCodeAt(0)) && isInk(value.charCodeAt(value.length - 1))) return value;
  const text = value.trim();
  return text === '' ? null : text;
}
