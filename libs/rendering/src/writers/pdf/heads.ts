import type { Page } from '../../page/page.js';
import type { Words } from '../../words/words.js';
import { barsOf, modulesOf, QUIET } from './barcode.js';
import type { Faces } from './face.js';
import { baseline, linesOf, placed } from './lines.js';
import { LEFT, LINE, RIGHT, ROOM, TOP, TYPE, type Type } from './paper.js';
import type { Mark, Run, Sheet } from './piece.js';

/** A module of the bars is a whole number of a 300 dpi printer's dots: four on the first sheet, three where that is too wide and on the others. */
const DOT = 72 / 300;
const FIRST = { dots: [4, 3], height: 36 };
const OTHERS = { dots: [3], height: 18 };
const REF = TYPE.sheet;
/** Between the ref and the number of the sheet. */
const AIR = 16;
/** A ref is never wider than this, nor its bars. */
const WIDEST = ROOM * 0.4;

/** What stands at the top of every sheet of a document: what it is, vessel and voyage, ref, its bars, "page x/y". */
export interface Heads {
  /** where the content begins, on the first sheet and on the others */
  firstTop: number;
  nextTop: number;
  onto(sheet: Sheet, number: number, of: number): void;
}

export function headsOf(page: Page, faces: Faces, words: Words): Heads {
  const bars = barsOf(page.ref);
  const first = headOf(page, bars, FIRST, true, faces, words);
  const others = headOf(page, bars, OTHERS, false, faces, words);
  return {
    firstTop: first.height + 9,
    nextTop: others.height + 9,
    onto: (sheet, number, of) => {
      const head = number === 1 ? first : others;
      sheet.runs.push(...head.runs.map((run) => ({ ...run })), ...pageNumber(words.say('pageOf', number, of), head.refLine, faces));
      sheet.marks.push(...head.marks);
    },
  };
}

interface Head { runs: Run[]; marks: Mark[]; height: number; /** top of the line with the ref and the number of the sheet */ refLine: number }

function headOf(page: Page, bars: readonly number[] | null, { dots, height: barHeight }: typeof FIRST, isFirst: boolean, faces: Faces, words: Words): Head {
  // The bars of a long ref may be wider than there is room for; then the ref stands in words alone.
  const module = dots.map((count) => count * DOT).find((width) => bars !== null && modulesOf(bars) * width <= WIDEST) ?? 0;
  const widths = module === 0 || bars === null ? [] : bars;
  const barWidth = modulesOf(widths) * module;
  const marks: Mark[] = barWidth === 0 ? [] : [{ kind: 'bars', x: RIGHT - barWidth, y: TOP, module, height: barHeight, widths }];
  const refLine = barWidth === 0 ? TOP : TOP + barHeight + 2;
  const label = linesOf([{ face: 'words', size: 10, text: `${words.say('ref')} ` }, { face: 'exact', size: REF.size, text: page.ref, whole: true }], WIDEST, faces);
  const textWidth = Math.max(...label.map(({ width }) => width)) + AIR + faces.bold.width(faces.bold.shown(words.say('pageOf', 888, 888)), REF.size);
  const rightWidth = Math.max(barWidth + QUIET * module, textWidth);
  const x = RIGHT - Math.max(barWidth, textWidth);
  const runs = placed(label, x, refLine, REF);

  const room = ROOM - rightWidth - 14;
  let y = TOP - 4;
  for (const { text, face, type } of isFirst ? firstLines(page, room, faces) : otherLines(page)) {
    const lines = text.trim() === '' ? [] : linesOf([{ face, size: type.size, text }], room, faces);
    runs.push(...placed(lines, LEFT, y, type));
    y += lines.length * type.lead;
  }
  const height = Math.max(y, refLine + label.length * REF.lead) + 5;
  marks.push({ kind: 'rule', x: LEFT, y: height, width: ROOM, weight: isFirst ? LINE.title : LINE.sheet });
  return { runs, marks, height, refLine };
}

interface HeadLine { text: string; face: 'words' | 'bold'; type: Type }

function firstLines({ title, version, vessel }: Page, room: number, { bold }: Faces): HeadLine[] {
  const fits = bold.width(bold.shown(title), TYPE.title.size) <= room;
  return [{ text: title, face: 'bold', type: fits ? TYPE.title : TYPE.longTitle }, { text: version, face: 'words', type: TYPE.headline }, { text: vessel, face: 'bold', type: TYPE.vessel }];
}

function otherLines({ title, version, vessel }: Page): HeadLine[] {
  return [{ text: vessel, face: 'bold', type: TYPE.sheet }, { text: `${title}  ${version}`, face: 'words', type: TYPE.body }];
}

function pageNumber(text: string, top: number, faces: Faces): Run[] {
  const shown = faces.bold.shown(text);
  return [{ x: RIGHT - faces.bold.width(shown, REF.size), y: baseline(top, REF), face: 'bold', size: REF.size, text: shown }];
}
