import { CR, LF } from '../bytes.js';
import type { EdifactMarks } from './marks.js';

/**
 * Looks for the next segment terminator that no release character stands before.
 *
 * @returns its index as `at`, or -1; `upTo` is how far it looked: a release character whose character has not come yet is
 *          looked at again
 */
export function nextTerminator(bytes: Buffer, from: number, end: number, { segment, release }: EdifactMarks): { at: number; upTo: number } {
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === segment) return { at, upTo: at };
    if (byte !== release) continue;
    const released = pastLineEnd(bytes, at + 1, end, segment);
    if (released >= end) return { at: -1, upTo: at };
    at = released;
  }
  return { at: -1, upTo: end };
}

/** Wrapped files break anywhere, between a release character and its character too. */
export function pastLineEnd(bytes: Buffer, from: number, end: number, segment: number): number {
  if (segment === LF || segment === CR) return from;
  let at = from;
  if (at < end && bytes[at] === CR) at += 1;
  if (at < end && bytes[at] === LF) at += 1;
  return at;
}
