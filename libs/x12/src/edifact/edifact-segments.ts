import { isBlank } from '../bytes.js';
import type { ReadInterchange } from '../types.js';
import { releasedComposites } from './composites.js';
import { marksOf, type EdifactMarks } from './marks.js';
import { nextTerminator } from './terminator.js';

/**
 * The segments of one UNH..UNT as text: `[s][n][m]` is component m+1 of element n of segment s, the tag at `[s][0][0]`.
 * Release characters are resolved, so every value reads as its sender meant it. Reads what the reader has already judged,
 * so it does not judge again. With X12's delimiters nothing is found.
 */
export function edifactSegments(messageBytes: Uint8Array, delimiters: ReadInterchange['delimiters']): string[][][] {
  const marks = marksOf(delimiters);
  return marks ? segmentsIn(Buffer.from(messageBytes.buffer, messageBytes.byteOffset, messageBytes.byteLength), marks) : [];
}

function segmentsIn(bytes: Buffer, marks: EdifactMarks): string[][][] {
  const segments: string[][][] = [];
  let at = 0;
  for (;;) {
    while (at < bytes.length && isBlank(bytes[at])) at += 1;
    if (at >= bytes.length) return segments;
    const terminator = nextTerminator(bytes, at, bytes.length, marks).at;
    const end = terminator < 0 ? bytes.length : terminator;
    if (end > at) segments.push(releasedComposites(bytes, at, end, marks));
    at = end + 1;
  }
}
