import type { Words } from '../../words/words.js';
import { barsOf, modulesOf, QUIET } from './barcode.js';
import type { Faces } from './face.js';
import { baseline, linesOf, placed, type Line } from './lines.js';
import { LEFT, LINE, RIGHT, ROOM, TYPE, type Type } from './paper.js';
import { piece, type Piece, type Run } from './piece.js';

/** One document in the contents of a folder. Its sheets are counted through the whole folder. */
export interface Entry { ref: string; due: string; what: string; vessel: string; hash: string; warnings: readonly string[]; first: number; last: number }

/** Three dots of a 300 dpi printer, as on the sheets of a document. */
const MODULE = 3 * 72 / 300;
const BARS = 20;
/** Columns: number, words, then bars with the ref under them; the numbers of the sheets stand beside the ref, at the right edge. */
const NUMBER = 30;
const CODES = 112;
const SHEETS = 76;
const WORDS = ROOM - NUMBER - CODES - SHEETS - QUIET * MODULE;
const AIR = 7;

/** The contents as pieces: each entry stays whole, and the heading stands again on the next sheet. */
export function contentsPieces(entries: readonly Entry[], faces: Faces, words: Words): Piece[] {
  const heading = words.say('folderContents', words.figure(String(entries.length)));
  const said = (text: string, type: Type): Piece => {
    const lines = linesOf([{ face: 'bold', size: type.size, text }], ROOM, faces);
    const height = lines.length * type.lead + 3;
    return piece(height, { keep: true, runs: placed(lines, LEFT, 0, type), marks: [{ kind: 'rule', x: LEFT, y: height, width: ROOM, weight: LINE.head }] });
  };
  const again = () => [said(words.say('goesOn', heading), TYPE.goesOn)];
  return [{ ...said(heading, TYPE.heading), gap: 20 }, ...entries.map((entry, at) => ({ ...entryPiece(entry, at + 1, faces, words), again }))];
}

function entryPiece({ ref, due, what, vessel, hash, warnings, first, last }: Entry, number: number, faces: Faces, words: Words): Piece {
  const runs: Run[] = [];
  const put = (lines: readonly Line[], x: number, top: number, type: Type): number => {
    runs.push(...placed(lines, x, top, type));
    return top + lines.length * type.lead;
  };
  const set = (text: string, face: Run['face'], type: Type, width: number): Line[] => linesOf([{ face, size: type.size, text, whole: face === 'exact' }], width, faces);
  put(set(words.figure(String(number)), 'bold', TYPE.headline, NUMBER), LEFT, AIR, TYPE.headline);
  let y = put(set(due, 'bold', TYPE.headline, WORDS), LEFT + NUMBER, AIR, TYPE.headline);
  y = put(set(what, 'words', TYPE.body, WORDS), LEFT + NUMBER, y, TYPE.body);
  y = put(set(vessel, 'words', TYPE.body, WORDS), LEFT + NUMBER, vessel === '' ? y - TYPE.body.lead : y, TYPE.body);
  if (warnings.length > 0) y = put(set(warnings.join(' · '), 'bold', TYPE.body, WORDS), LEFT + NUMBER, y, TYPE.body);

  const x = RIGHT - SHEETS - CODES;
  const bars = barsOf(ref);
  const fits = bars !== null && modulesOf(bars) * MODULE <= CODES;
  const underBars = fits ? AIR + BARS + 2 : AIR;
  let foot = put(set(ref, 'exact', TYPE.sheet, CODES), x, underBars, TYPE.sheet);
  foot = put(set(hash, 'exact', TYPE.row, CODES + SHEETS), x, foot, TYPE.row);
  const sheets = faces.bold.shown(first === last ? words.say('folderSheet', words.figure(String(first))) : words.say('folderSheets', words.figure(String(first)), words.figure(String(last))));
  // Beside the ref, not beside its bars: they want white on both sides, and a thick folder has long numbers.
  runs.push({ x: RIGHT - faces.bold.width(sheets, TYPE.row.size), y: baseline(underBars, TYPE.sheet), face: 'bold', size: TYPE.row.size, text: sheets });
  const height = Math.max(y, foot) + AIR - 2;
  return piece(height, { runs, marks: [...(fits ? [{ kind: 'bars' as const, x, y: AIR + 1, module: MODULE, height: BARS, widths: bars }] : []), { kind: 'rule', x: LEFT, y: height, width: ROOM, weight: LINE.hair }] });
}
