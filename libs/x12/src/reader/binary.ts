import type { Marks } from './read-isa.js';

/** BIN and BDS declare their length, so that their data may hold any byte, delimiters too. */
export type BinaryHeader =
  | { result: 'more' } | { result: 'none' }
  | { result: 'malformed'; element: string; length: string }
  | { result: 'binary'; element: string; dataAt: number; length: number };

/** Tag, a filter code, a length and separators: what comes before the data fits in this. */
const HEADER_MOST = 64;

/**
 * The header of a binary segment that begins at `from`: BIN*length*data or BDS*filter*length*data.
 * @param whole no more bytes will come
 */
export function readBinaryHeader(bytes: Buffer, from: number, to: number, marks: Marks, whole: boolean): BinaryHeader {
  const view = bytes.subarray(from, Math.min(to, from + HEADER_MOST));
  const wanted = tagSeparators(view);
  if (wanted === null) return { result: 'none' };
  if (wanted === 'unsure') return whole ? { result: 'none' } : { result: 'more' };
  if (view.indexOf(marks.element, 3) !== 3) return { result: 'none' };
  const element = wanted === 2 ? 'BIN01' : 'BDS02';
  let lengthAt = 0;
  let dataAt = 3;
  for (let n = 0; n < wanted; n += 1) {
    const separator = view.indexOf(marks.element, dataAt);
    const terminator = view.indexOf(marks.segment, dataAt);
    if (separator < 0 || (terminator >= 0 && terminator < separator)) {
      if (separator < 0 && terminator < 0 && !whole && view.length < HEADER_MOST) return { result: 'more' };
      return { result: 'malformed', element, length: 'no length' };
    }
    lengthAt = dataAt;
    dataAt = separator + marks.element.length;
  }
  const length = view.toString('latin1', lengthAt, dataAt - marks.element.length).trim();
  if (!/^\d{1,15}$/.test(length)) return { result: 'malformed', element, length };
  return { result: 'binary', element, dataAt: from + dataAt, length: Number(length) };
}

/** How many separators stand before the data; null when it is neither BIN nor BDS. */
function tagSeparators(view: Buffer): number | 'unsure' | null {
  const tag = view.toString('latin1', 0, 3);
  if (tag === 'BIN') return view.length < 4 ? 'unsure' : 2;
  if (tag === 'BDS') return view.length < 4 ? 'unsure' : 3;
  return tag.length < 3 && ('BIN'.startsWith(tag) || 'BDS'.startsWith(tag)) ? 'unsure' : null;
}
