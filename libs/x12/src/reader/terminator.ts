import { startsWith } from '../bytes.js';

/** The index of the first terminator from `from` on, or -1. A loop, because segments are short and a call costs more. */
export function terminatorFrom(bytes: Buffer, from: number, end: number, segment: Buffer): number {
  const first = segment[0] ?? 0;
  const last = end - segment.length;
  for (let at = from; at <= last; at += 1) {
    if (bytes[at] === first && (segment.length === 1 || startsWith(bytes, at, end, segment) === 'yes')) return at;
  }
  return -1;
}
