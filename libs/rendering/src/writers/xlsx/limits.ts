import { defused } from '../defused.js';
import type { Sheet, SheetRow } from './sheet.js';

/** What Excel takes: signs in a cell, rows in a sheet, signs in a sheet's name. A file beyond them is said to be damaged. */
export const MOST = { signs: 32_767, rows: 1_048_576, nameSigns: 31 } as const;

/** The same content within what Excel takes: an endless text goes on in the row below, an endless sheet on the next one. */
export function withinLimits(sheet: Sheet, most: { signs: number; rows: number } = MOST): Sheet[] {
  const rows = sheet.rows.some(({ cells }) => cells.some((text) => text.length > most.signs)) ? sheet.rows.flatMap((row) => carriedOn(row, most.signs)) : sheet.rows;
  if (rows.length <= most.rows) return [rows === sheet.rows ? sheet : { ...sheet, rows }];
  const head = sheet.frozen ? rows.slice(0, 1) : [];
  const room = most.rows - head.length;
  const body = rows.slice(head.length);
  return Array.from({ length: Math.ceil(body.length / room) }, (_, n) => ({
    ...sheet, name: n === 0 ? sheet.name : `${sheet.name.slice(0, MOST.nameSigns - 4)} ${n + 1}`, rows: [...head, ...body.slice(n * room, (n + 1) * room)],
  }));
}

function carriedOn(row: SheetRow, most: number): SheetRow[] {
  const pieces = row.cells.map((text) => (text.length > most ? cut(text, most) : [text]));
  return Array.from({ length: Math.max(...pieces.map(({ length }) => length)) }, (_, n) => ({ ...row, cells: pieces.map((piece) => piece[n] ?? '') }));
}

/** Never between the two halves of one sign; what a cut brings to a beginning is defused like any other. */
function cut(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== '';) {
    let end = Math.min(rest.length, most - 1);
    if (end < rest.length && /[\uD800-\uDBFF]/.test(rest.charAt(end - 1))) end -= 1;
    pieces.push(pieces.length === 0 ? rest.slice(0, end) : defused(rest.slice(0, end)));
    rest = rest.slice(end);
  }
  return pieces;
}
