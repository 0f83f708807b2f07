import { isAscii, isUtf8 } from 'node:buffer';

export const NUL = 0x00;
export const CR = 0x0d;
export const LF = 0x0a;

/** Space, tab and the line ends: what may stand between segments without meaning anything. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);
}

export function isAlphanumeric(byte: number | undefined): boolean {
  return byte !== undefined
    && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
}

/**
 * Bytes as text: UTF-8 where they are UTF-8, else Latin-1, so that every byte becomes something. X12 names no character
 * set beyond ASCII; both are seen. A NUL is spelt out, because text columns and C strings take none; what holds one is
 * refused (X12.NUL), so nothing that is passed on was changed.
 */
export function textOf(bytes: Buffer): string {
  return decoded(bytes).replaceAll('\0', '\\x00');
}

function decoded(bytes: Buffer): string {
  if (isAscii(bytes) || !isUtf8(bytes)) return bytes.toString('latin1');
  return bytes.toString('utf8');
}

/** The number of bytes of the character that starts here: 1 for ASCII and for anything that is not whole UTF-8. */
export function characterLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  if (length === 1 || lead >= 0xf5 || at + length > bytes.length) return 1;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 1;
}

/** At most `most` characters of it, quoted, with control characters spelt out: safe in a sentence, a log and a mail. */
export function printable(value: Buffer | string, most = 40): string {
  const text = typeof value === 'string' ? value : decoded(value.subarray(0, most * 4));
  const shown = [...text].slice(0, most).map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) return character;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
  return `"${shown.join('')}"`;
}

/** "1 byte", "2 bytes" */
export function byteCount(count: number): string {
  return `${count} byte${count === 1 ? '' : 's'}`;
}

/** Do these bytes begin with that? `unsure` when they end first. */
export function startsWith(bytes: Buffer, at: number, end: number, wanted: Buffer): 'yes' | 'no' | 'unsure' {
  for (let i = 0; i < wanted.length; i += 1) {
    if (at + i >= end) return 'unsure';
    if (bytes[at + i] !== wanted[i]) return 'no';
  }
  return 'yes';
}
