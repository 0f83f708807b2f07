import type { ReadInterchange } from '#x12';
import type { Standing } from './all-findings.js';
import type { Glyph } from './glyphs.js';

/** Bytes of the file that a caret points at: from, and to (after the last); equal where there is nothing but a place. */
export interface Span { from: number; to: number }

type Delimiters = ReadInterchange['delimiters'];

const BLANK_OR_CONTROL = /\s|\p{Cc}/u;
const LINE_END = /[\r\n]/;
/** EDIFACT names its data elements by number: the element and component that each is in its segment. @source ISO 9735-1, D.95B */
const POSITIONS: Record<string, readonly [element: number, component: number]> = {
  'UNB 0001': [1, 1], 'UNB 0002': [1, 2], 'UNB 0004': [2, 1], 'UNB 0010': [3, 1], 'UNB 0020': [5, 1], 'UNG 0048': [5, 1], 'UNH 0062': [1, 1], 'UNH 0065': [2, 1],
  'UNT 0074': [1, 1], 'UNT 0062': [2, 1], 'UNE 0060': [1, 1], 'UNE 0048': [2, 1], 'UNZ 0036': [1, 1], 'UNZ 0020': [2, 1],
  'BGM 1225': [3, 1], 'EQD 8260': [2, 1], 'TDT 8213': [8, 1],
};

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
  if (delimiters && (!namesElement || POSITIONS[element ?? ''] || (inSet?.component ?? null) !== null)) marks.push(delimiters.component);
  if (delimiters?.repetition && (inSet?.repetition ?? null) !== null) marks.push(delimiters.repetition);
  let to = next(glyphs, from, marks, namesElement ? LINE_END : BLANK_OR_CONTROL, delimiters?.release);
  // A byte order mark and a control character are what was found, and no word.
  if (to === from && !namesElement) to = Math.min(from + 1, glyphs.length);
  return { from: glyphs[from]?.from ?? glyphs.at(-1)?.to ?? offset, to: to > from ? glyphs[to - 1]?.to ?? offset : offset };
}

/** Where the element begins when the finding stands at the tag of its segment; 0 when it stands at the element itself. */
function behindTag(glyphs: readonly Glyph[], element: string, { element: mark, component, segment, release }: Delimiters): number {
  const [, tag, number] = /^([A-Z][A-Z0-9]{1,2})(?:(\d{2})| \d{4})$/.exec(element) ?? [];
  if (tag === undefined || glyphs.slice(0, tag.length + 1).map(({ char }) => char).join('') !== `${tag}${mark}`) return 0;
  const [elements, components] = number === undefined ? POSITIONS[element] ?? [0, 1] : [Number(number), 1];
  let at = 0;
  for (const passed of [...Array<string>(elements).fill(mark), ...Array<string>(components - 1).fill(component)]) {
    at = next(glyphs, at, passed === mark ? [mark, segment] : [component, mark, segment], null, release);
    if (glyphs[at]?.char !== passed) return at;
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
