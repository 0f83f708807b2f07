import { byteCount, printable } from '../bytes.js';
import type { EdifactMarks } from './marks.js';

/** The first component of a segment that is longer than `most` bytes, told by the element it stands in: "FTX 4". */
export function longDataElementIn(segment: Buffer, { element, component, release }: EdifactMarks, most: number): { element: string; found: string } | null {
  let from = 0;
  let n = 0;
  for (let at = 0; at <= segment.length; at += 1) {
    const byte = segment[at];
    if (byte === release) {
      at += 1;
      continue;
    }
    if (at < segment.length && byte !== element && byte !== component) continue;
    if (at - from > most) return { element: `${printable(segment.subarray(0, 3)).slice(1, -1)} ${n}`, found: byteCount(at - from) };
    from = at + 1;
    if (byte === element) n += 1;
  }
  return null;
}
