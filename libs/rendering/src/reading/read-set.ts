import { eachSegment } from '#x12';
import type { Delimiters } from '../types.js';
import { Segment } from './segment.js';

/** Why a document is shown as received and not in tables: a key of the phrases. */
export type ShownAsReceived = 'notFromStToSe' | 'cameInEdifact' | 'setWithoutTables';

/** Whoever takes the segments of a set while they are read. */
export interface SegmentVisitor {
  /** the set or the type of the message; '' where its header does not say. Comes before any segment. */
  begin(set: string): void;
  /** between ST and SE or UNH and UNT, without both */
  segment(segment: Segment): void;
}

/**
 * Reads one ST..SE or UNH..UNT, segment by segment, keeping none. A set whose own SE count is wrong is a finding of #x12, not
 * a reason to hide it from the clerk; one that is cut is listed as received, because what its loops hold is no longer certain.
 *
 * @returns null: it was whole X12
 */
export function readSet(setBytes: Uint8Array, delimiters: Delimiters, visitor: SegmentVisitor): ShownAsReceived | null {
  const edifact = delimiters.release !== undefined;
  const [open, close] = edifact ? ['UNH', 'UNT'] : ['ST', 'SE'];
  let position = 0;
  let opened = false;
  // The last segment is its trailer, and is held back until it is known not to be the last.
  let held: Segment | null = null;
  eachSegment(setBytes, { ...delimiters, repetition: delimiters.repetition ?? null }, (fields) => {
    position += 1;
    const segment = new Segment(fields, position);
    if (position === 1) {
      opened = segment.tag === open;
      visitor.begin(!opened ? '' : edifact ? (segment.peek(2).split(delimiters.component)[0] ?? '') : segment.peek(1));
      if (opened) return;
    }
    if (held) visitor.segment(held);
    held = segment;
  });
  if (position === 0) visitor.begin('');
  const last = held as Segment | null;
  const closed = last?.tag === close;
  if (last && !closed) visitor.segment(last);
  return edifact ? 'cameInEdifact' : opened && closed ? null : 'notFromStToSe';
}
