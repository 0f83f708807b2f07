import { CR, LF, NUL, textOf } from '../bytes.js';

/**
 * The elements of one segment as text, the tag at 0 so that `elements[9]` is element 09. Line ends inside are taken out:
 * some senders wrap at 80 columns wherever that falls.
 */
export function elementsOf(bytes: Buffer, from: number, to: number, separator: Buffer): string[] {
  const plain = plainElements(bytes.toString('latin1', from, to), separator[0] ?? 0);
  if (plain) return plain;
  const segment = bytes.subarray(from, to);
  const elements: string[] = [];
  let at = 0;
  for (;;) {
    const end = segment.indexOf(separator, at);
    elements.push(textOf(segment.subarray(at, end < 0 ? segment.length : end)).replace(/[\r\n]/g, ''));
    if (end < 0) return elements;
    at = end + separator.length;
  }
}

/**
 * The usual case in one pass: ASCII, not wrapped, no NUL. Null for anything else. Written as a loop because this is the reader's
 * most used line, and `split` takes more than twice as long.
 */
function plainElements(text: string, separator: number): string[] | null {
  const elements: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === separator) {
      elements.push(from === i ? '' : text.substring(from, i));
      from = i + 1;
    } else if (code >= 0x80 || (code <= CR && (code === LF || code === CR || code === NUL))) {
      return null;
    }
  }
  elements.push(text.substring(from));
  return separator < 0x80 ? elements : null;
}

/** The tag packed into a number, for a quick look without making text: "SE" is 0x5345. 0 where it is no tag. */
export function tagNumber(bytes: Buffer, from: number, to: number, separator: number): number {
  let tag = 0;
  for (let i = from, letters = 0; i < to; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === separator) break;
    if (byte === LF || byte === CR) continue;
    letters += 1;
    if (letters > 3) return 0;
    tag = tag * 256 + byte;
  }
  return tag;
}

/** The same number for a tag written in the source. */
export function tagOf(text: string): number {
  return [...text].reduce((tag, character) => tag * 256 + character.charCodeAt(0), 0);
}
