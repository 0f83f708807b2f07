import { textWidth } from '../text-width.js';
import type { Sheet, SheetColumn } from './sheet.js';

/** Widest a column becomes, in digits of the standard face; what is longer takes further lines of its cell. */
const WIDEST: Readonly<Record<SheetColumn['kind'], number>> = { text: 40, exact: 30, figure: 20, wide: 80 };
const NARROWEST = 6;
/** A fixed-width face and bold letters are wider than the standard face, and a filter's arrow wants its room. */
const FIXED_FACE = 1.15;
const BOLD = 1.15;
const ARROW = 4;
const MARGIN = 1.5;
/** A figure shows the marks between its thousands too, and stands off its column's edge. */
const FIGURE_MARGIN = 4;

/** What a text takes to stand on one line of a column of this kind. */
export function widthOf(text: string, kind: SheetColumn['kind']): number {
  const width = textWidth(text);
  return kind === 'exact' ? width * FIXED_FACE + MARGIN : width + (kind === 'figure' ? FIGURE_MARGIN : MARGIN);
}

/** Width by content, so that hardly a cell takes two lines and none hides another. */
export function columnWidths({ columns, rows, filtered }: Sheet): number[] {
  const kinds = columns.map(({ kind }) => kind);
  const widest = columns.map(() => NARROWEST);
  for (const { cells, heading } of rows) {
    for (let n = 0; n < cells.length; n += 1) {
      const text = cells[n] ?? '';
      if (text === '') continue;
      const width = heading ? textWidth(text) * BOLD + MARGIN + (filtered ? ARROW : 0) : widthOf(text, kinds[n] ?? 'text');
      if (width > (widest[n] ?? 0)) widest[n] = width;
    }
  }
  return widest.map((width, n) => Math.round(Math.min(WIDEST[kinds[n] ?? 'text'], width) * 100) / 100);
}
