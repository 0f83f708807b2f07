import type { Column, Table } from '../../page/page.js';
import type { Words } from '../../words/words.js';
import type { Face, Faces } from './face.js';

/** A table's values as they are shown and how wide they are, each looked at once. */
export interface Cells {
  /** by row, then by column */
  values: string[][][];
  /** by column: its widest value, and the widest part of one that must not be broken */
  widest: number[];
  longestWord: number[];
}

export function cellsOf({ columns, rows }: Table, size: number, faces: Faces, words: Words): Cells {
  const widest = columns.map(() => 0);
  const longestWord = columns.map(() => 0);
  const values = rows.map((row) => columns.map((column, index) => {
    const shown = shownValues(row.cells[index] ?? '', column, faces, words);
    for (const value of shown) {
      const width = faceOf(column, faces).width(value, size);
      if (width > (widest[index] ?? 0)) widest[index] = width;
      if (width > (longestWord[index] ?? 0)) longestWord[index] = Math.max(longestWord[index] ?? 0, column.kind === 'text' ? wordWidth(value, width, size, faceOf(column, faces)) : width);
    }
    return shown;
  }));
  return { values, widest, longestWord };
}

export function faceOf({ kind }: Column, faces: Faces): Face { return kind === 'exact' ? faces.exact : faces.words; }

const NONE: string[] = [];

function shownValues(cell: string | string[], column: Column, faces: Faces, words: Words): string[] {
  if (cell === '') return NONE;
  const face = faceOf(column, faces);
  const shown = (value: string): string => face.shown(column.kind === 'figure' ? words.figure(value) : value);
  return typeof cell === 'string' ? [shown(cell)] : cell.filter((value) => value !== '').map(shown);
}

export function wordWidth(value: string, width: number, size: number, face: Face): number {
  if (!value.includes(' ')) return width;
  let most = 0;
  for (const word of value.split(' ')) most = Math.max(most, face.width(word, size));
  return most;
}
