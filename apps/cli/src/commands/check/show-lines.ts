import type { Standing } from './all-findings.js';
import type { BytesSource } from './bytes-source.js';
import { excerpt, type Excerpt } from './excerpt.js';
import { glyphsOf } from './glyphs.js';
import { spanOf, type Span } from './span-of.js';

/** Bytes read on either side of what is pointed at: more than a terminal is wide. */
const AROUND = 1024;
/** Bytes in which the element is looked for: nearly always enough, and always, since the reader takes no longer segment. */
const SEGMENT = [2 * 1024, 66 * 1024];
const STEP = 64 * 1024;
const LF = 0x0a;

/** Where a finding stands: the line's number within the file, its text, and the carets under it. */
export interface Shown extends Excerpt { line: number }

/** The lines of these findings, read anew from the file; null where the bytes are gone (a pipe longer than what is kept). */
export async function showLines(source: BytesSource, standings: readonly Standing[], width: number): Promise<(Shown | null)[]> {
  const excerpts: (Excerpt | null)[] = [];
  for (const standing of standings) {
    const { offset } = standing.finding;
    const span = await spanIn(source, standing);
    const from = Math.max(0, span.from - AROUND);
    // One byte more than is shown, to know whether the line goes on.
    const bytes = await source.slice(from, span.from - from + AROUND + 1);
    const gone = bytes.length === 0 || from + bytes.length < offset;
    const more = from + bytes.length > span.from + AROUND;
    excerpts.push(gone ? null : excerpt(glyphsOf(more ? bytes.subarray(0, -1) : bytes, from), span, width, { before: from > 0, after: more }));
  }
  const numbers = await lineNumbers(source, excerpts.flatMap((one) => (one ? [one.at] : [])));
  return excerpts.map((one) => one && { ...one, line: numbers.get(one.at) ?? 1 });
}

async function spanIn(source: BytesSource, standing: Standing): Promise<Span> {
  const { offset } = standing.finding;
  let span: Span = { from: offset, to: offset };
  for (const length of SEGMENT) {
    const bytes = await source.slice(offset, length);
    span = spanOf(standing, glyphsOf(bytes, offset));
    if (bytes.length < length || span.to < offset + length) break;
  }
  return span;
}

/** Counts line ends up to each of these offsets, in one pass. */
async function lineNumbers(source: BytesSource, offsets: readonly number[]): Promise<Map<number, number>> {
  const numbers = new Map<number, number>();
  let [line, from] = [1, 0];
  let part: Buffer = Buffer.alloc(0);
  let at = 0;
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    while (at < offset) {
      if (at >= from + part.length) {
        from = at;
        part = await source.slice(at, STEP);
        if (part.length === 0) break;
      }
      const found = part.indexOf(LF, at - from);
      const next = found < 0 ? from + part.length : from + found + 1;
      if (found >= 0 && next <= offset) line += 1;
      at = Math.min(next, offset);
    }
    numbers.set(offset, line);
  }
  return numbers;
}
