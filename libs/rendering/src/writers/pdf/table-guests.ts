import type { Column } from '../../page/page.js';
import type { Guest } from './table-columns.js';
import type { Cells } from './table-cells.js';
import type { Span } from './lines.js';
import { faceOf } from './table-cells.js';
import type { Faces } from './face.js';

const BETWEEN = ' · ';

/** The values that stand under another column's: each with the words that say what it is; a dot between two on one line. */
export function guestSpans(guests: readonly Guest[], values: readonly string[][], size: number, width: number, faces: Faces): Span[] {
  const spans: Span[] = [];
  for (const { column, index } of guests) {
    for (const value of values[index] ?? []) {
      if (spans.length > 0) spans.push({ face: 'words', size, text: BETWEEN, between: true });
      spans.push(...said(column, inWords(column, value), size, width, faces));
    }
  }
  return spans;
}

/** "bill HLC310001", "47,179 lb", "laden (L)"; words are held together where the column is wide enough. */
function said({ kind, lead, tail }: Column, value: string, size: number, width: number, faces: Faces): Span[] {
  if (kind !== 'exact') {
    const text = [lead, value, tail].filter((part) => part !== undefined).join(' ');
    return [{ face: 'words', size, text, whole: faces.words.width(faces.words.shown(text), size) <= width }];
  }
  return [
    ...(lead === undefined ? [] : [{ face: 'words' as const, size, text: `${lead} ` }]),
    { face: 'exact', size, text: value, whole: true },
    ...(tail === undefined ? [] : [{ face: 'words' as const, size, text: ` ${tail}` }]),
  ];
}

function inWords({ inWords: table }: Column, value: string): string { return table && Object.hasOwn(table, value) ? (table[value] ?? value) : value; }

/** The widest that a column's value is when it stands under another. */
export function guestWidth(column: Column, index: number, cells: Cells, size: number, faces: Faces): number {
  const words = faces.words;
  const around = [column.lead, column.tail].reduce((sum, word) => sum + (word === undefined ? 0 : words.width(`${words.shown(word)} `, size)), 0);
  let widest = cells.widest[index] ?? 0;
  for (const word of Object.values(column.inWords ?? {})) widest = Math.max(widest, faceOf(column, faces).width(faceOf(column, faces).shown(word), size));
  return around + widest;
}
