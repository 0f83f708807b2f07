import { byteCount, textOf } from '../bytes.js';

/** The first element of a segment that is longer than `most` bytes, and where in the segment it begins. */
export function longElementIn(segment: Buffer, separator: Buffer, most: number): { element: string; at: number; found: string } | null {
  let from = 0;
  let tag = '';
  for (let n = 0; ; n += 1) {
    const to = segment.indexOf(separator, from);
    const end = to < 0 ? segment.length : to;
    if (n === 0) tag = textOf(segment.subarray(0, Math.min(end, 3)));
    if (end - from > most) return { element: `${tag}${String(n).padStart(2, '0')}`, at: from, found: byteCount(end - from) };
    if (to < 0) return null;
    from = to + separator.length;
  }
}
