import type { ReadInterchange } from '../types.js';

/** The service characters as bytes; -1 where one is not used. */
export interface EdifactMarks {
  component: number;
  element: number;
  release: number;
  repetition: number;
  segment: number;
}

/** Without a UNA. @source ISO 9735-1, service string advice: the usual characters, and those of level B */
export const USUAL: EdifactMarks = { component: 0x3a, element: 0x2b, release: 0x3f, repetition: -1, segment: 0x27 };
export const LEVEL_B: EdifactMarks = { component: 0x1f, element: 0x1d, release: -1, repetition: -1, segment: 0x1c };

const ASTERISK = 0x2a;

/**
 * As the rest of the room knows delimiters. `release` is always there in EDIFACT, a blank where none is used, as UNA writes
 * it. The repetition separator belongs to syntax version 4 alone.
 */
export function delimitersOf(marks: EdifactMarks, version: string): ReadInterchange['delimiters'] {
  const repetition = marks.repetition >= 0 ? marks.repetition : ASTERISK;
  return {
    element: String.fromCharCode(marks.element), component: String.fromCharCode(marks.component), segment: String.fromCharCode(marks.segment),
    repetition: version === '4' ? String.fromCharCode(repetition) : null,
    release: marks.release < 0 ? ' ' : String.fromCharCode(marks.release),
  };
}

/** The other way round, for bytes that are read again later. Null where these are not EDIFACT's delimiters. */
export function marksOf(delimiters: ReadInterchange['delimiters']): EdifactMarks | null {
  if (delimiters.release === undefined || delimiters.release === null) return null;
  const release = delimiters.release.trim();
  return {
    element: delimiters.element.charCodeAt(0), component: delimiters.component.charCodeAt(0), segment: delimiters.segment.charCodeAt(0),
    release: release === '' ? -1 : release.charCodeAt(0), repetition: delimiters.repetition?.charCodeAt(0) ?? -1,
  };
}
