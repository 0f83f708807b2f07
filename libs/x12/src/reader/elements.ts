import { CR, LF, textOf } from '../bytes.js';

/**
 * The elements of one segment as text, the tag at 0 so that `elements[9]` is element 09. Line ends inside are taken out:
 * some senders wrap at 80 columns wherever that falls.
 */
export function elementsOf(segment: Buffer, separator: Buffer): string[] {
  // An ASCII separator never occurs inside a UTF-8 character, so the whole segment may be decoded first.
  if ((separator[0] ?? 0) < 0x80) return unwrapped(textOf(segment)).split(String.fromCharCode(separator[0] ?? 0));
  const elements: string[] = [];
  let from = 0;
  for (;;) {
    const to = segment.indexOf(separator, from);
    const part = segment.subarray(from, to < 0 ? segment.length : to);
    elements.push(unwrapped(textOf(part)));
    if (to < 0) return elements;
    from = to + separator.length;
  }
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

function unwrapped(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]/g, '') : text;
}
