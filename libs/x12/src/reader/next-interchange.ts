import { CR, LF, isBlank, startsWith } from '../bytes.js';
import { looksLikeIsa } from './read-isa.js';

/** A stretch of the window: the next segment begins at `start`, bytes are known up to `end`, `whole` when no more will come. */
export interface Stretch { bytes: Buffer; start: number; end: number; whole: boolean }

/** "ISA*00*": what looksLikeIsa needs to see. */
const SEEN = 7;
const ISA = Buffer.from('ISA');

/** Does another ISA begin here, inside an interchange that has no IEA? Its delimiters may differ from `element`. */
export function isaStandsHere({ bytes, start, end, whole }: Stretch, element: Buffer): 'yes' | 'no' | 'unsure' {
  const isa = startsWith(bytes, start, end, ISA);
  if (isa === 'no') return 'no';
  if (end - start < SEEN && !whole) return 'unsure';
  if (isa === 'unsure') return 'no';
  const own = startsWith(bytes, start + ISA.length, end, element) === 'yes';
  return own || (end - start >= SEEN && looksLikeIsa(bytes, start)) ? 'yes' : 'no';
}

/**
 * An IEA without terminator before the next interchange: its line ends and an ISA follows, or the ISA follows at once.
 *
 * @param terminator where the next terminator stands, -1 when none is known yet
 * @param most how far to look
 * @returns the index where the IEA's content ends, -1 when it is terminated as it should be
 */
export function ieaWithoutTerminator({ bytes, start, end, whole }: Stretch, terminator: number, most: number): number | 'unsure' {
  const to = terminator < 0 ? end : terminator;
  const isa = bytes.indexOf(ISA, start + ISA.length);
  if (isa >= 0 && isa < to && isa - start <= most) {
    if (isa + SEEN > end && !whole) return 'unsure';
    let contentEnd = isa;
    while (isBlank(bytes[contentEnd - 1])) contentEnd -= 1;
    if (isa + SEEN <= end && looksLikeIsa(bytes, isa)) return contentEnd;
  }
  let lineEnd = start;
  while (lineEnd < to && bytes[lineEnd] !== CR && bytes[lineEnd] !== LF) lineEnd += 1;
  if (lineEnd >= to) return -1;
  let next = lineEnd;
  while (next < to && isBlank(bytes[next])) next += 1;
  if (next - start > most || (next >= to && terminator >= 0)) return -1;
  if (next + SEEN > end) return whole ? -1 : 'unsure';
  return looksLikeIsa(bytes, next) ? lineEnd : -1;
}
