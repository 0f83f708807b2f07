/** At most so many signs of a text from outside, as PostgreSQL takes it: no NUL, and no half of a pair of surrogates, where it was cut or as it came. */
export function cut(text: string, most: number): string {
  return Buffer.from(text.slice(0, most).replaceAll('\0', '')).toString();
}
