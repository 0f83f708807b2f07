import type { SegmentElements } from '../reader/segment-elements.js';

const LONGEST = 4;

/** A code of one to four printable characters of ASCII, without blanks, as one number above zero; 0 for any other text. */
export function packedIn(elements: SegmentElements, n: number): number {
  const length = elements.length(n);
  if (length > LONGEST) return 0;
  let packed = 0;
  for (let i = 0; i < length; i += 1) {
    const byte = elements.byte(n, i);
    if (byte <= 0x20 || byte >= 0x7f) return 0;
    packed = (packed << 8) | byte;
  }
  return packed;
}

export function unpacked(packed: number): string {
  let text = '';
  for (let rest = packed; rest > 0; rest >>= 8) text = String.fromCharCode(rest & 0xff) + text;
  return text;
}
