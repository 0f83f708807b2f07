import type { ReadInterchange } from '#x12';
import type { Standing } from './all-findings.js';
import type { Glyph } from './glyphs.js';

/** Bytes of the file that a caret points at: from, and to (after the last); equal where there is nothing but a place. */
export interface Span { from: number; to: number }

type Delimiters = ReadInterchange['delimiters'];

const BLANK_OR_CONTROL = /\s|\p{Cc}/u;
const LINE_END = /[\r\n]/;
/** EDIFACT names its data elements by the segment and their number. */
const DATA_ELEMENT = /^[A-Z]{3} \d{4}$/;
/** Those that are told at the beginning of their segment: the element each is the first component of. @source D.95B */
const TOLD_AT_SEGMENT: Record<string, number> = { 'EQD 8260': 2, 'TDT 8213': 8 };

/**
 * What a finding points at: the element, component or repetition that begins at its offset, up to its delimiter; the
 * word that stands there (a tag, or text that is no EDI) where it names no element.
 *
 * @param glyphs  the file from the finding's offset on
 */
export function spanOf({ finding: { offset, element, inSet }, delimiters }: Standing, glyphs: readonly Glyph[]): Span {
  const namesElement = inSet ? inSet.element !== null : /\d{2}$/.test(element ?? '');
  const from = delimiters ? behindTag(glyphs, element ?? '', delimiters) : 0;
  const marks = delimiters ? [delimiters.element, delimiters.segment] : [];
  if (delimiters && (!namesElement || DATA_ELEMENT.test(element ?? '') || (inSet?.component ?? null) !== null)) marks.push(delimiters.component);
  if (delimiters?.repetition && (inSet?.repetition ?? null) !== null) marks.push(delimiters.repetition);
  let to = next(glyphs, from, marks, namesElement ? LINE_END : BLANK_OR_CONTROL, delimiters?.release);
  // A byte order mark and a control character are what was found, and no word.
  if (to === from && !namesElement) to = Math.min(from + 1, glyphs.length);
  return { from: glyphs[from]?.from ?? glyphs.at(-1)?.to ?? offset, to: to > from ? glyphs[to - 1]?.to ?? offset : offset };
}

/** Where the element begins when the finding stands at the tag of its segment; 0 when it stands at the element itself. */
function behindTag(glyphs: readonly Glyph[], element: string, { element: mark, segment, release }: Delimiters): number {
  const [, tag, number] = /^([A-Z][A-Z0-9]{1,2})(?:(\d{2})| \d{4})$/.exec(element) ?? [];
  if (tag === undefined || glyphs.slice(0, tag.length + 1).map(({ char }) => char).join('') !== `${tag}${mark}`) return 0;
  const elements = number === undefined ? TOLD_AT_SEGMENT[element] ?? 0 : Number(number);
  let at = 0;
  for (let passed = 0; passed < elements; passed += 1) {
    at = next(glyphs, at, [mark, segment], null, release);
    if (glyphs[at]?.char !== mark) return at;
    at += 1;
  }
  return at;
}

/** The index of the next of these marks that is not released, or of the end. */
function next(glyphs: readonly Glyph[], from: number, marks: readonly string[], ends: RegExp | null, release: string | null | undefined): number {
  // A blank release character is none.
  const releases = release?.trim() || null;
  for (let at = from; at < glyphs.length; at += 1) {
    const char = glyphs[at]?.char ?? '';
    if (char === releases) at += 1;
    else if (ends?.test(char) || marks.some((mark) => mark.startsWith(char))) return at;
  }
  return glyphs.length;
}
