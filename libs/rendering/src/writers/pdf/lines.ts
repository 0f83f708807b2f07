import type { Face, Faces, FaceName } from './face.js';
import type { Run } from './piece.js';
import type { Type } from './paper.js';

/**
 * A stretch of text in one face. `whole`: never broken at its blanks, only where it alone is longer than the line.
 * `between`: stands only between two others on one line, never at an end of a line.
 */
export interface Span { face: FaceName; size: number; text: string; whole?: boolean; between?: boolean }

/** Runs of one line, x from the beginning of the line; y is set when the line gets its place. */
export interface Line { runs: Run[]; width: number }

/** Where a word longer than a line is broken by preference: behind these. Nothing is put in, so what is copied out is exact. */
const SEAM = /[*/\\,;:.>|_+-]/;

/** Sets spans one behind the other and breaks at blanks. */
export function linesOf(spans: readonly Span[], width: number, faces: Faces): Line[] {
  const lines: Line[] = [];
  let line: Line = { runs: [], width: 0 };
  let blank = '';
  const close = (): void => {
    lines.push(line);
    line = { runs: [], width: 0 };
  };
  for (const { face: name, size, text, whole, between } of spans) {
    const face = faces[name];
    for (const word of wordsOf(face.shown(text), whole === true || between === true)) {
      if (between || (word.startsWith(' ') && word.trim() === '')) {
        blank += word;
        continue;
      }
      let rest = word;
      let wide = face.width(rest, size);
      const air = blank === '' ? 0 : face.width(blank, size);
      if (line.width > 0 && line.width + air + wide > width + SLACK) close();
      while (line.width === 0 && wide > width + SLACK) {
        const head = headOf(rest, width, size, face);
        line.runs.push({ x: 0, y: 0, face: name, size, text: head });
        line.width = width;
        close();
        rest = rest.slice(head.length);
        wide -= face.width(head, size);
      }
      if (rest !== '') append(line, name, size, rest, wide, blank, air);
      blank = '';
    }
  }
  if (line.runs.length > 0 || lines.length === 0) close();
  return lines;
}

/** Sums of fractions are compared with sums of the same fractions in another order. */
const SLACK = 0.01;

function append(line: Line, face: FaceName, size: number, word: string, wide: number, blank: string, air: number): void {
  const last = line.runs.at(-1);
  const space = line.width === 0 ? 0 : air;
  if (last && last.face === face && last.size === size) last.text += blank + word;
  else line.runs.push({ x: line.width + space, y: 0, face, size, text: word });
  line.width += space + wide;
}

/** Words and the blanks between them, as found. */
function wordsOf(text: string, whole: boolean): string[] {
  if (whole || !text.includes(' ')) return [text];
  return text.match(/ +|[^ ]+/g) ?? [''];
}

/** As much of a word as a line holds, at least one sign; up to a seam where one is not far. */
function headOf(word: string, width: number, size: number, face: Face): string {
  let end = 0;
  let seam = 0;
  let used = 0;
  for (const sign of word) {
    used += face.width(sign, size);
    if (used > width + SLACK && end > 0) break;
    end += sign.length;
    if (SEAM.test(sign)) seam = end;
  }
  return word.slice(0, seam > end * 0.6 ? seam : end);
}

/** Puts lines under each other, the first one's top at `top`; gives their runs. */
export function placed(lines: readonly Line[], x: number, top: number, type: Type): Run[] {
  const runs: Run[] = [];
  for (const [at, line] of lines.entries()) {
    for (const run of line.runs) {
      run.x += x;
      run.y = baseline(top + at * type.lead, type);
      runs.push(run);
    }
  }
  return runs;
}

/** Capitals stand in the middle of their line: they are 0.73 of the size high. */
export function baseline(top: number, { size, lead }: Type): number { return top + (lead + 0.73 * size) / 2; }
