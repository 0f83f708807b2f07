import { textWidth, wrapped } from '../text-width.js';
import type { SheetColumn, SheetRow } from './sheet.js';
import { widthOf } from './widths.js';

/** One line of the standard face, in points; and the highest row Excel knows. */
const LINE = 15;
const HIGHEST = 409;
/** Faces differ from one machine to the next: a line more is harmless, a line less hides a sentence. */
const CAUTION = 0.9;

/**
 * How high a row is whose texts take several lines; null: as high as any. Said here, because not every spreadsheet measures
 * a row when it opens a file, and one that does not would show the first line alone.
 */
export function rowHeight({ cells }: SheetRow, columns: readonly SheetColumn[], widths: readonly number[]): number | null {
  let lines = 1;
  for (let n = 0; n < cells.length; n += 1) {
    const text = cells[n] ?? '';
    const width = widths[n] ?? 0;
    // Signs of double width count as two, so what is short even then needs no measuring.
    if (text.length * 2 < width || widthOf(text, columns[n]?.kind ?? 'text') <= width + 0.01) continue;
    lines = Math.max(lines, linesOf(text, width * CAUTION));
  }
  return lines === 1 ? null : Math.min(HIGHEST, lines * LINE);
}

/** A word wider than its column is broken by the spreadsheet. */
function linesOf(text: string, room: number): number {
  return wrapped(text, room).reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / room)), 0);
}
