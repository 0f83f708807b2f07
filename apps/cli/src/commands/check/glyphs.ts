/** One character as a terminal shows it. */
export interface Glyph {
  /** as it stands in the file */
  char: string;
  /** as it is shown: nothing that moves the cursor, turns the text round or cannot be seen */
  shown: string;
  /** columns that `shown` takes */
  width: number;
  /** bytes of it in the file */
  from: number;
  to: number;
}

const CONTINUES = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;
/** East Asian Width W and F (Unicode UAX 11), and emoji. */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const COMBINES = /\p{Mn}|\p{Me}/u;
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Co}|\p{Cn}|\p{Zl}|\p{Zp}|[\u00a0]/u;

/**
 * The characters of a stretch of a file: UTF-8 where it is UTF-8, else one byte one Latin-1 character, decided at each
 * place, so that a stretch may begin and end anywhere.
 *
 * @param from  the offset of the first byte within the file
 */
export function glyphsOf(bytes: Uint8Array, from: number): Glyph[] {
  const glyphs: Glyph[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at);
    const char = length > 1 ? Buffer.from(bytes.subarray(at, at + length)).toString('utf8') : String.fromCharCode(bytes[at] ?? 0);
    const shown = visible(char);
    glyphs.push({ char, shown, width: widthOf(shown), from: from + at, to: from + at + length });
    at += length;
  }
  return glyphs;
}

/** Text as a terminal may show it: control characters as their pictures, what else cannot be seen as its code point. */
export function visible(text: string): string {
  return Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    if (code < 0x7f || !UNSEEN.test(char)) return char;
    return code < 0x100 ? `<${code.toString(16).toUpperCase()}>` : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  }).join('');
}

/** Columns of text that `visible` has passed. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += COMBINES.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** Bytes of the character at this place; 1 where they are no UTF-8 (overlong forms and surrogates are none). */
function lengthAt(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 1;
  for (let next = 1; next < length; next += 1) if (!CONTINUES(bytes[at + next])) return 1;
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) || (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 1;
  return length;
}
