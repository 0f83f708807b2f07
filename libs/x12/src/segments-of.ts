import { isAscii } from 'node:buffer';
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
  const segments: string[][] = [];
  eachSegment(setBytes, delimiters, (segment) => { segments.push(segment); });
  return segments;
}

/** The same one by one, for whoever keeps little of them: a stow plan has a hundred thousand. */
export function eachSegment(setBytes: Uint8Array, delimiters: ReadInterchange['delimiters'], visit: (elements: string[]) => void): void {
  if (edifactMarks(delimiters)) {
    for (const segment of edifactSegments(setBytes, delimiters)) visit(segment.map((components) => components.join(delimiters.component)));
    return;
  }
  const bytes = Buffer.from(setBytes.buffer, setBytes.byteOffset, setBytes.byteLength);
  const marks = marksOf(bytes, delimiters);
  // Cutting one text is quicker than making one of each segment; from wherever it is not that plain, the bytes are asked.
  for (let at = eachPlain(bytes, marks, visit); ;) {
    while (at < bytes.length && isBlank(bytes[at])) at += 1;
    if (at >= bytes.length) return;
    const binary = bytes[at] === LETTER_B ? readBinaryHeader(bytes, at, bytes.length, marks, true) : NO_BINARY;
    const searchFrom = binary.result === 'binary' ? binary.dataAt + binary.length : at;
    const terminator = bytes.indexOf(marks.segment, searchFrom);
    const end = terminator < 0 ? bytes.length : terminator;
    const contentEnd = binary.result === 'binary' ? binary.dataAt - marks.element.length : marks.lineEnds && bytes[end - 1] === CR ? end - 1 : end;
    if (contentEnd > at) visit(elementsOf(bytes, at, contentEnd, marks.element));
    at = end + marks.segment.length;
  }
}

/** Segments of plain ASCII, unwrapped, without binary data. @returns the offset of the first that is not so, or the end */
function eachPlain(bytes: Buffer, { element, segment }: Marks, visit: (elements: string[]) => void): number {
  if (element.length !== 1 || segment.length !== 1 || !isAscii(bytes)) return 0;
  const [separator, terminator] = [element[0] ?? 0, segment[0] ?? 0];
  const text = bytes.toString('latin1');
  // Filled anew by each segment, whose own list is as long as it is: one that grows reserves room for sixteen more.
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    let from = at;
    while (isBlank(text.charCodeAt(from))) from += 1;
    if (text.charCodeAt(from) === LETTER_B) return at;
    let count = 0;
    let n = from;
    for (let code: number; ; n += 1) {
      // NaN behind the end: the last segment has no terminator, which is not plain.
      code = text.charCodeAt(n);
      if (code === separator) {
        found[count] = from === n ? '' : text.substring(from, n);
        count += 1;
        from = n + 1;
      } else if (code === terminator) break;
      else if (!(code > CR)) return at;
    }
    // A terminator behind a terminator ends nothing.
    if (count > 0 || n > from) {
      found[count] = text.substring(from, n);
      visit(found.slice(0, count + 1));
    }
    at = n + 1;
  }
  return at;
}

/** Of BIN and BDS alone. */
const LETTER_B = 0x42;
const NO_BINARY = { result: 'none' } as const;

function marksOf(bytes: Buffer, delimiters: ReadInterchange['delimiters']): Marks {
  const lineEnds = delimiters.segment.endsWith('\n');
  return { element: rawOf(bytes, delimiters.element), segment: lineEnds ? Buffer.from([LF]) : rawOf(bytes, delimiters.segment), lineEnds };
}

/** A delimiter outside ASCII may have been one byte or several: the bytes at hand show which. */
function rawOf(bytes: Buffer, delimiter: string): Buffer {
  const utf8 = Buffer.from(delimiter, 'utf8');
  return utf8.length === 1 || bytes.includes(utf8) ? utf8 : Buffer.from(delimiter, 'latin1');
}
