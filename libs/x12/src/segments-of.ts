import { CR, LF, isBlank } from './bytes.js';
import { edifactSegments } from './edifact/edifact-segments.js';
import { marksOf as edifactMarks } from './edifact/marks.js';
import { readBinaryHeader } from './reader/binary.js';
import { elementsOf } from './reader/elements.js';
import type { Marks } from './reader/read-isa.js';
import type { ReadInterchange } from './types.js';

/**
 * The segments of one ST..SE or UNH..UNT as text, for whoever shows it: the tag at 0, so that `elements[9]` is element 09.
 * Reads what the reader has already judged, so it does not judge again. Binary data is left out of BIN and BDS.
 *
 * An EDIFACT element has its components with the component separator between them and its release characters resolved, as
 * a person reads it; whoever must tell a separator from a colon in the text takes `edifactSegments`.
 */
export function segmentsOf(setBytes: Uint8Array, delimiters: ReadInterchange['delimiters']): string[][] {
  if (edifactMarks(delimiters)) return edifactSegments(setBytes, delimiters).map((segment) => segment.map((components) => components.join(delimiters.component)));
  const bytes = Buffer.from(setBytes.buffer, setBytes.byteOffset, setBytes.byteLength);
  const marks = marksOf(bytes, delimiters);
  const segments: string[][] = [];
  let at = 0;
  for (;;) {
    while (at < bytes.length && isBlank(bytes[at])) at += 1;
    if (at >= bytes.length) return segments;
    const binary = readBinaryHeader(bytes, at, bytes.length, marks, true);
    const searchFrom = binary.result === 'binary' ? binary.dataAt + binary.length : at;
    const terminator = bytes.indexOf(marks.segment, searchFrom);
    const end = terminator < 0 ? bytes.length : terminator;
    const contentEnd = binary.result === 'binary' ? binary.dataAt - marks.element.length : marks.lineEnds && bytes[end - 1] === CR ? end - 1 : end;
    if (contentEnd > at) segments.push(elementsOf(bytes, at, contentEnd, marks.element));
    at = end + marks.segment.length;
  }
}

function marksOf(bytes: Buffer, delimiters: ReadInterchange['delimiters']): Marks {
  const lineEnds = delimiters.segment.endsWith('\n');
  return { element: rawOf(bytes, delimiters.element), segment: lineEnds ? Buffer.from([LF]) : rawOf(bytes, delimiters.segment), lineEnds };
}

/** A delimiter outside ASCII may have been one byte or several: the bytes at hand show which. */
function rawOf(bytes: Buffer, delimiter: string): Buffer {
  const utf8 = Buffer.from(delimiter, 'utf8');
  return utf8.length === 1 || bytes.includes(utf8) ? utf8 : Buffer.from(delimiter, 'latin1');
}
