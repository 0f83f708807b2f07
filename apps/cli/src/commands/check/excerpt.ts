import type { Glyph } from './glyphs.js';
import { widthOf } from './glyphs.js';
import type { Span } from './span-of.js';

export interface Excerpt {
  text: string;
  caret: string;
  /** the byte the first caret stands under: what lies behind the last line end is shown at the last line's end */
  at: number;
}

const CUT = '…';

/**
 * The line a span begins in, as text and a line of carets under it. A longer line than `width` is cut around the span.
 *
 * @param glyphs  the file around the span; may begin and end in the middle of a line
 * @param cut     whether the line goes on beyond the first and the last of them
 */
export function excerpt(glyphs: readonly Glyph[], span: Span, width: number, cut: { before: boolean; after: boolean }): Excerpt {
  const at = placeOf(glyphs, span.from);
  const lineFrom = lastLineEnd(glyphs, at) + 1;
  const nextEnd = glyphs.findIndex((glyph, i) => i >= at && glyph.char === '\n');
  let lineTo = nextEnd < 0 ? glyphs.length : nextEnd;
  // A CR before LF belongs to the line end, unless the finding is about it.
  if (nextEnd > lineFrom && glyphs[lineTo - 1]?.char === '\r' && lineTo - 1 > at) lineTo -= 1;
  const pointed = glyphs.filter((glyph, i) => i >= at && i < lineTo && glyph.from < span.to);
  const points = Math.max(1, Math.min(columns(pointed), Math.floor(width / 2)));

  let [from, to] = [lineFrom, lineTo];
  let before = cut.before && lineFrom === 0;
  let after = cut.after && nextEnd < 0;
  const most = width - 2;
  if (columns(glyphs.slice(from, to)) > width || before || after) {
    // A third of the room before what is pointed at, the rest after it.
    let room = Math.max(0, Math.floor((most - points) / 3));
    let start = at;
    while (start > from && (glyphs[start - 1]?.width ?? 0) <= room) { start -= 1; room -= glyphs[start]?.width ?? 0; }
    let stop = start;
    let left = most;
    while (stop < to && (glyphs[stop]?.width ?? 0) <= left) { left -= glyphs[stop]?.width ?? 0; stop += 1; }
    while (start > from && (glyphs[start - 1]?.width ?? 0) <= left) { start -= 1; left -= glyphs[start]?.width ?? 0; }
    before ||= start > from;
    after ||= stop < to;
    [from, to] = [start, stop];
  }
  const shown = glyphs.slice(from, to).map((glyph) => glyph.shown).join('');
  const indent = (before ? widthOf(CUT) : 0) + columns(glyphs.slice(from, at));
  return {
    text: `${before ? CUT : ''}${shown}${after ? CUT : ''}`, caret: `${' '.repeat(indent)}${'^'.repeat(points)}`,
    at: glyphs[at]?.from ?? glyphs.at(-1)?.to ?? span.from,
  };
}

function placeOf(glyphs: readonly Glyph[], offset: number): number {
  const found = glyphs.findIndex((glyph) => glyph.to > offset);
  if (found >= 0) return found;
  let at = glyphs.length;
  while (at > 0 && (glyphs[at - 1]?.char === '\n' || glyphs[at - 1]?.char === '\r')) at -= 1;
  return at;
}

function lastLineEnd(glyphs: readonly Glyph[], before: number): number {
  let at = before - 1;
  while (at >= 0 && glyphs[at]?.char !== '\n') at -= 1;
  return at;
}

function columns(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, glyph) => sum + glyph.width, 0);
}
