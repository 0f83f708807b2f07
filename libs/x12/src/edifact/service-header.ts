import { CR, LF, NUL, isAlphanumeric, isBlank, printable } from '../bytes.js';
import type { EdifactFault } from './edifact-finding.js';
import { LEVEL_B, USUAL, type EdifactMarks } from './marks.js';

/** What is wrong with a UNA, or worth a note. */
export type UnaRemark = Pick<EdifactFault, 'code' | 'found' | 'expected'>;

export type ServiceHeader =
  | { result: 'more' } | { result: 'no' }
  | { result: 'yes'; marks: EdifactMarks; unbAt: number; remark: UnaRemark | null };

/** UNA, its 6 characters, line ends and blanks, and the beginning of UNB fit in this. */
const HEAD_MOST = 64;
const BLANK = 0x20;
const ASTERISK = 0x2a;
const LETTER_U = 0x55;
/** What `endOfJunk` needs to see: UNA, 6 characters, CR LF and UNB, or UNB+UNOA: */
const SEEN = 16;
const LOOKS = /^(?:UNA[^A-Za-z0-9]{4,10}UNB|UNB[+\x1d][A-Z]{4}[^A-Za-z0-9])/;

/**
 * Does an interchange begin here? With a UNA, which names the service characters, or with the UNB itself, which then uses
 * the usual ones (`+` after UNB) or those of level B.
 *
 * @param whole no more bytes will come
 */
export function serviceHeader(bytes: Buffer, from: number, to: number, whole: boolean): ServiceHeader {
  const view = bytes.subarray(from, Math.min(to, from + HEAD_MOST));
  const everythingSeen = whole || view.length === HEAD_MOST;
  const tag = view.toString('latin1', 0, 3);
  if (!'UNA'.startsWith(tag) && !'UNB'.startsWith(tag)) return { result: 'no' };
  if (view.length < 4) return everythingSeen ? { result: 'no' } : { result: 'more' };
  if (tag === 'UNB') {
    const marks = view[3] === USUAL.element ? USUAL : view[3] === LEVEL_B.element ? LEVEL_B : null;
    return marks ? { result: 'yes', marks, unbAt: from, remark: null } : { result: 'no' };
  }
  return everythingSeen ? readUna(view, from) : { result: 'more' };
}

/** How far what is no EDIFACT reaches: up to something that looks like a header, or to where one could begin that is not whole yet. */
export function endOfEdifactJunk(bytes: Buffer, from: number, end: number, whole: boolean): { at: number; header: boolean } {
  let at = from;
  const last = whole ? end : end - SEEN + 1;
  while (at < last) {
    if (bytes[at] === LETTER_U && LOOKS.test(bytes.toString('latin1', at, Math.min(end, at + SEEN)))) return { at, header: true };
    const next = bytes.indexOf(LETTER_U, at + 1);
    at = next < 0 || next > last ? Math.max(at, last) : next;
  }
  return { at: Math.max(from, Math.min(at, last)), header: false };
}

function readUna(view: Buffer, from: number): ServiceHeader {
  const fixed = pastBlanks(view, 9);
  if (isUnb(view, fixed) && !isShort(view)) {
    const marks = marksFrom(view.subarray(3, 9));
    if (marks && view[fixed + 3] === marks.element) return { result: 'yes', marks, unbAt: from + fixed, remark: null };
  }
  const unbAt = view.indexOf('UNB', 3, 'latin1');
  if (unbAt < 0 || unbAt > 32) return { result: 'no' };
  let end = unbAt;
  while (end > 3 && (view[end - 1] === CR || view[end - 1] === LF)) end -= 1;
  const given = view.subarray(3, end);
  const found = `${given.length} characters ${printable(given, 12)}`;
  const marks = marksFrom(filledUp(given));
  if (given.length < 6 && marks && view[unbAt + 3] === marks.element) {
    return { result: 'yes', marks, unbAt: from + unbAt, remark: { code: 'EDIFACT.UNA_SHORT', found, expected: '6 characters' } };
  }
  return {
    result: 'yes', marks: view[unbAt + 3] === LEVEL_B.element ? LEVEL_B : USUAL, unbAt: from + unbAt,
    remark: { code: 'EDIFACT.UNA_UNREADABLE', found, expected: '6 service characters, each its own' },
  };
}

/** A line end in the sixth place is a terminator only behind the reserved character; else the UNA ended before it. */
function isShort(view: Buffer): boolean {
  return (view[8] === LF || view[8] === CR) && view[7] !== BLANK && view[7] !== ASTERISK;
}

/**
 * The six of a UNA that has four or five: the first two are the component and element separators, the last the terminator.
 * A blank left out is the reserved one before it; of two, the decimal mark or the release character is left out too.
 */
function filledUp(given: Buffer): Buffer {
  const [component = NUL, element = NUL] = given;
  const terminator = given.at(-1) ?? NUL;
  const release = given.length === 5 ? given[3] ?? BLANK : USUAL.release;
  return Buffer.from([component, element, 0x2e, release, BLANK, terminator]);
}

/** Component, element, decimal mark, release, repetition, terminator. Null where they cannot be told apart from text or each other. */
function marksFrom(six: Buffer): EdifactMarks | null {
  if (six.length !== 6) return null;
  const [component = NUL, element = NUL, , releaseOrBlank = BLANK, repetitionOrBlank = BLANK, segment = NUL] = six;
  const release = releaseOrBlank === BLANK ? -1 : releaseOrBlank;
  // A NUL there is no sign of anybody's: as if it were left blank.
  const repetition = repetitionOrBlank === BLANK || repetitionOrBlank === NUL ? -1 : repetitionOrBlank;
  const used = [component, element, segment, ...(release < 0 ? [] : [release])];
  const usable = used.every((byte) => byte !== NUL && byte !== BLANK && byte < 0x80 && !isAlphanumeric(byte));
  return usable && new Set(used).size === used.length ? { component, element, release, repetition, segment } : null;
}

function pastBlanks(view: Buffer, from: number): number {
  let at = from;
  while (at < view.length && isBlank(view[at])) at += 1;
  return at;
}

function isUnb(view: Buffer, at: number): boolean {
  return view.toString('latin1', at, at + 3) === 'UNB';
}
