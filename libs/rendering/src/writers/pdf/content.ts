import type { FaceName } from './face.js';
import { LINE, SHEET } from './paper.js';
import type { Mark, Run, Sheet } from './piece.js';

/** How a face is named in a content stream, and its text as bytes between the brackets of a string. */
export interface Pen { id: string; encoded(text: string): string }

/**
 * A sheet as PDF operators, in one string of byte values. pdfkit turns every sheet upside down first; this turns it back, and
 * moves from text to text by the difference, in hundredths of a point, so that no rounding adds up.
 */
export function contentOf(sheet: Sheet, pens: Readonly<Record<FaceName, Pen>>): string {
  return `1 0 0 -1 0 ${SHEET.height} cm\n${sheet.marks.map(drawn).join('')}${written(sheet.runs, pens)}`;
}

function written(runs: readonly Run[], pens: Readonly<Record<FaceName, Pen>>): string {
  let out = 'BT\n';
  let x = 0;
  let y = 0;
  let face = '';
  let size = 0;
  let white = false;
  for (const run of runs) {
    const pen = pens[run.face];
    if (run.face !== face || run.size !== size) {
      ({ face, size } = run);
      out += `/${pen.id} ${size} Tf\n`;
    }
    if ((run.white ?? false) !== white) {
      white = !white;
      out += white ? '1 g\n' : '0 g\n';
    }
    const nextX = Math.round(run.x * 100);
    const nextY = Math.round((SHEET.height - run.y) * 100);
    out += `${(nextX - x) / 100} ${(nextY - y) / 100} Td(${pen.encoded(run.text)})Tj\n`;
    x = nextX;
    y = nextY;
  }
  return `${out}ET\n`;
}

function drawn(mark: Mark): string {
  switch (mark.kind) {
    case 'rule': return rule(mark);
    case 'band': return `${n(mark.x)} ${up(mark.y + mark.height)} ${n(mark.width)} ${n(mark.height)} re f\n`;
    case 'box': return `${n(mark.weight)} w ${n(mark.x + mark.weight / 2)} ${up(mark.y + mark.height - mark.weight / 2)} ${n(mark.width - mark.weight)} ${n(mark.height - mark.weight)} re S\n`;
    case 'stripes': return stripes(mark);
    case 'diamond': return diamond(mark);
    case 'triangle': return triangle(mark);
    case 'bars': return bars(mark);
  }
}

function rule({ x, y, width, weight }: Extract<Mark, { kind: 'rule' }>): string {
  const path = `${n(x)} ${up(y + weight / 2)} ${n(width)} ${n(weight)} re f\n`;
  return weight === LINE.hair ? `0.5 g ${path}0 g\n` : path;
}

/** Slanted bars between two edges, as on a barrier. */
function stripes({ x, y, width, height }: Extract<Mark, { kind: 'stripes' }>): string {
  let out = `q ${n(x)} ${up(y + height)} ${n(width)} ${n(height)} re W n\n`;
  for (let at = y - width; at < y + height; at += 10) out += `${n(x)} ${up(at + width + 5)} m ${n(x)} ${up(at + width)} l ${n(x + width)} ${up(at)} l ${n(x + width)} ${up(at + 5)} l f\n`;
  return `${out}Q\n`;
}

/** A white diamond with a black mark of exclamation, for a black band. */
function diamond({ x, y, size }: Extract<Mark, { kind: 'diamond' }>): string {
  const half = size / 2;
  return `1 g ${n(x + half)} ${up(y)} m ${n(x + size)} ${up(y + half)} l ${n(x + half)} ${up(y + size)} l ${n(x)} ${up(y + half)} l f 0 g\n${exclamation(x + half, y + size * 0.27, size * 0.46)}`;
}

/** A triangle with a mark of exclamation. */
function triangle({ x, y, size }: Extract<Mark, { kind: 'triangle' }>): string {
  return `1.3 w 1 j ${n(x + size / 2)} ${up(y + 1)} m ${n(x + size)} ${up(y + size - 1)} l ${n(x)} ${up(y + size - 1)} l s 0 j\n${exclamation(x + size / 2, y + size * 0.34, size * 0.46)}`;
}

function exclamation(middle: number, top: number, height: number): string {
  const wide = height * 0.24;
  return `${n(middle - wide / 2)} ${up(top + height * 0.66)} ${n(wide)} ${n(height * 0.66)} re ${n(middle - wide / 2)} ${up(top + height)} ${n(wide)} ${n(height * 0.22)} re f\n`;
}

function bars({ x, y, module, height, widths }: Extract<Mark, { kind: 'bars' }>): string {
  let out = '';
  let at = x;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) out += `${n(at)} ${up(y + height)} ${n(width * module)} ${n(height)} re\n`;
    at += width * module;
  }
  return `${out}f\n`;
}

function n(value: number): number { return Math.round(value * 100) / 100; }

/** PDF counts from the foot of the sheet. */
function up(y: number): number { return n(SHEET.height - y); }
