import type { Prepared } from '../../prepared.js';
import type { Page } from '../../page/page.js';
import type { Words } from '../../words/words.js';
import { contentsPieces, type Entry } from './contents.js';
import { faces } from './dejavu.js';
import { drawn } from './draw.js';
import { tagOf, titleOf } from './index.js';
import { sheetsOf } from './layout.js';
import { LEFT, SHEET, TYPE } from './paper.js';
import type { Sheet } from './piece.js';

/** A folder ready to be written: its cover for so many sheets, and its documents with what the contents say of each. */
export interface FolderToWrite {
  name: string;
  cover: (sheets: number) => Page;
  words: Words;
  madeAt: Date;
  documents: readonly { prepared: Prepared; entry: Omit<Entry, 'first' | 'last'> }[];
}

/**
 * One PDF: cover with contents, then each document as its own PDF has it, its pages counted by itself at the top and the sheets
 * of the folder at the foot, so that a fallen pile can be put in order again. Drawn by the same layer as every document: nothing
 * is merged, and the contents know their sheets before one is drawn.
 */
export async function writeFolder({ name, cover, words, madeAt, documents }: FolderToWrite): Promise<{ bytes: Uint8Array; sheets: number }> {
  const laidOut = documents.map(({ prepared, entry }) => ({ name: titleOf(prepared), entry, sheets: sheetsOf(prepared.page, faces(), prepared.words) }));
  const behind = laidOut.reduce((sum, { sheets }) => sum + sheets.length, 0);
  const coverFrom = (before: number): Sheet[] => {
    let at = before + 1;
    const entries = laidOut.map(({ entry, sheets }) => ({ ...entry, first: at, last: (at += sheets.length) - 1 }));
    return sheetsOf(cover(before + behind), faces(), words, contentsPieces(entries, faces(), words));
  };
  // What number a sheet has changes no line of the contents, so they are counted before they are numbered.
  const front = coverFrom(1).length;
  const all = [{ name, sheets: coverFrom(front) }, ...laidOut];
  const sheets = all.flatMap((one) => one.sheets);
  for (const [at, sheet] of sheets.entries()) sheet.runs.push(footOf(words.say('folderFoot', name, words.figure(String(at + 1)), words.figure(String(sheets.length)))));
  const bytes = await drawn({ title: name, subject: '', tag: tagOf(words), language: words.language, madeAt, documents: all });
  return { bytes, sheets: sheets.length };
}

/** Below the lowest line of a document, above what no printer reaches. */
const FOOT = SHEET.height - 17;

function footOf(text: string): Sheet['runs'][number] {
  const { size } = TYPE.head;
  return { x: LEFT + (SHEET.width - 2 * LEFT - faces().words.width(faces().words.shown(text), size)) / 2, y: FOOT, face: 'words', size, text: faces().words.shown(text) };
}
