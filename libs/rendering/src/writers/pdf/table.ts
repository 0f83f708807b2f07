import { withNotes } from '../../page/as-notes.js';
import type { Section, Table } from '../../page/page.js';
import type { Words } from '../../words/words.js';
import type { Faces } from './face.js';
import { linesOf, placed, type Line, type Span } from './lines.js';
import { LINE, TYPE, type Type } from './paper.js';
import { piece, type Again, type Piece, type Run, type Strip } from './piece.js';
import { cellsOf, faceOf } from './table-cells.js';
import { arranged, type Standing } from './table-columns.js';
import { guestSpans, guestWidth } from './table-guests.js';

/** More values than this in one cell stand under the row, side by side: sixty seals are not sixty lines. */
const MANY = 6;
const INDENT = 10;
const ABOVE = 2.5;
const BELOW = 2.5;

/** What all rows of a table share. */
interface Look { tone: Section['tone']; type: Type; strip: Strip; again: () => Piece[]; faces: Faces; words: Words }

/** The head of a table, then a piece a row with its notes; each row knows what is said again above it on a new sheet. */
export function tablePieces(given: Table, tone: Section['tone'], strip: Strip, again: Again, faces: Faces, words: Words): Piece[] {
  if (given.rows.length === 0) return [];
  const table = withNotes(given);
  const type = tone === 'hazard' ? TYPE.hazardRow : TYPE.row;
  const cells = cellsOf(table, type.size, faces, words);
  const guests = table.columns.map((column, index) => guestWidth(column, index, cells, type.size, faces));
  const standing = arranged(table.columns, cells, guests, type.size, strip, faces);
  const head = (): Piece => headPiece(standing, strip, faces);
  const look: Look = { tone, type, strip, faces, words, again: () => [...(again?.() ?? []), head()] };
  const rows = table.rows.map((row, at) => rowPiece(standing, cells.values[at] ?? [], row.notes, look));
  // Neither the first nor the last row stands alone on a sheet.
  for (const one of [rows.at(0), rows.at(-2)]) if (one && rows.length > 1) one.keep = true;
  return [{ ...head(), again }, ...rows];
}

function headPiece(standing: readonly Standing[], { x, width }: Strip, faces: Faces): Piece {
  const { size, lead } = TYPE.head;
  const heads = standing.map((one) => [
    ...linesOf([{ face: 'bold', size, text: one.column.title }], one.width, faces),
    ...(one.under.length === 0 ? [] : linesOf([{ face: 'words', size, text: one.under.map(({ column }) => column.title).join(' · ') }], one.width, faces)),
  ]);
  const lines = Math.max(1, ...heads.map((head) => head.length));
  const runs = heads.flatMap((head, at) => {
    const one = standing[at];
    if (!one) return [];
    if (one.column.kind === 'figure') for (const line of head) for (const run of line.runs) run.x += one.width - line.width;
    return placed(head, one.x, 0, TYPE.head);
  });
  const height = lines * lead + 4;
  return piece(height, { keep: true, runs, marks: [{ kind: 'rule', x, y: height - 1, width, weight: LINE.head }] });
}

function rowPiece(standing: readonly Standing[], values: readonly string[][], notes: readonly string[], look: Look): Piece {
  const { type, strip, faces } = look;
  const runs: Run[] = [];
  let lines = 1;
  for (const one of standing) {
    const cell = cellLines(one, values, look);
    for (const run of placed(cell, one.x, ABOVE, type)) runs.push(run);
    if (cell.length > lines) lines = cell.length;
  }
  let height = ABOVE + lines * type.lead;
  for (const spans of belowTheRow(standing, values, notes, look)) {
    const set = linesOf(spans, strip.width - INDENT, faces);
    for (const run of placed(set, strip.x + INDENT, height, type)) runs.push(run);
    height += set.length * type.lead;
  }
  height += BELOW;
  const whenCut = (): Piece[] => [...look.again(), rowGoesOn(values.find((cell) => cell.length > 0)?.[0] ?? '', look)];
  return piece(height, { runs, again: look.again, whenCut, marks: [{ kind: 'rule', x: strip.x, y: height, width: strip.width, weight: LINE.hair }] });
}

/** Above what is left of a row that is longer than a sheet. */
function rowGoesOn(name: string, { type, strip, faces, words }: Look): Piece {
  const lines = linesOf([{ face: 'bold', size: type.size, text: words.say('goesOn', name) }], strip.width, faces);
  return piece(ABOVE + lines.length * type.lead, { keep: true, runs: placed(lines, strip.x, ABOVE, type) });
}

/** A column's values of one row, each on a line of its own, then those that stand under it. */
function cellLines(one: Standing, values: readonly string[][], { type, faces, words }: Look): Line[] {
  const { size } = type;
  const face = faceOf(one.column, faces);
  const lines: Line[] = [];
  const own = values[one.index] ?? [];
  if (own.length > MANY) lines.push(...linesOf([{ face: 'words', size, text: words.say('valuesBelow', words.figure(String(own.length))) }], one.width, faces));
  else for (const value of own) {
    const width = face.width(value, size);
    if (width <= one.width) lines.push({ runs: [{ x: 0, y: 0, face: face.name, size, text: value }], width });
    else lines.push(...linesOf([{ face: face.name, size, text: value, whole: one.column.kind !== 'text' }], one.width, faces));
  }
  if (one.under.length > 0) {
    const guests = guestSpans(one.under, values, size, one.width, faces);
    if (guests.length > 0) lines.push(...linesOf(guests, one.width, faces));
  }
  if (one.column.kind === 'figure') for (const line of lines) for (const run of line.runs) run.x += one.width - line.width;
  return lines;
}

/** Long lists, then the notes, a dot between two; of a hazardous entry the first note is its shipping name and stands out. */
function belowTheRow(standing: readonly Standing[], values: readonly string[][], notes: readonly string[], { tone, type }: Look): Span[][] {
  const { size } = type;
  const below: Span[][] = [];
  for (const { column, index } of standing) {
    const own = values[index] ?? [];
    if (own.length <= MANY) continue;
    below.push([{ face: 'bold', size, text: column.title }, ...own.flatMap((text): Span[] => [{ face: 'words', size, text: '  ' }, { face: column.kind === 'exact' ? 'exact' : 'words', size, text, whole: column.kind !== 'text' }])]);
  }
  const named = tone === 'hazard' ? notes.slice(0, 1) : [];
  for (const text of named) below.push([{ face: 'bold', size, text }]);
  const others = notes.slice(named.length);
  if (others.length > 0) below.push([{ face: 'words', size, text: others.join(' · ') }]);
  return below;
}
