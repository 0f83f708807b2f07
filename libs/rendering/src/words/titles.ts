import { SEGMENT_NAMES } from './segments.js';
import { SET_WORDS, type SetWords } from './sets.js';
import type { Words } from './words.js';

const OTHER: SetWords = { subject: 'DOCUMENT', title: ['Document', 'Documento', 'Documento', 'Document'], asked: ['this document', 'este documento', 'este documento', 'ce document'] };

/** "Manifest" */
export function titleOf(set: string, words: Words): string { return words.in(wordsOf(set).title); }

/** "this manifest", as it stands behind "Please key in" */
export function askedOf(set: string, words: Words): string { return words.in(wordsOf(set).asked); }

/** In the subject of a mail: English and ASCII in every language, because mail rules are made for it. */
export function subjectWordsOf(set: string): string { return wordsOf(set).subject; }

function wordsOf(set: string): SetWords {
  return Object.hasOwn(SET_WORDS, set) ? (SET_WORDS[set] ?? OTHER) : OTHER;
}

/** What a segment is called where it is shown as received; '' for a tag we do not know. */
export function segmentName(tag: string, words: Words): string { return words.word(SEGMENT_NAMES, tag); }
