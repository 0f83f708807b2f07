import { CR, LF, NUL } from '../bytes.js';
import type { ByteWindow } from '../reader/byte-window.js';
import { releasedComposites } from './composites.js';
import { USUAL, type EdifactMarks } from './marks.js';
import { pastLineEnd } from './terminator.js';

const BLANK = 0x20;

/**
 * One segment on its way through: where it stands, and its text when someone asks. One object serves for all, none keeps it.
 * Text is made of what is asked for alone: most segments are only counted, and of the others two or three values are wanted.
 */
export class EdifactSegment {
  /** three letters packed into a number; 0 where the tag is none */
  tag = 0;
  /** 1-based within the file; a UNA is no segment */
  number = 0;
  /** indexes into the window: of its first byte, and of what follows its terminator */
  start = 0;
  end = 0;
  /** offsets within the file of the same */
  offset = 0;
  endOffset = 0;
  /** offset within the file of the first NUL in it, -1 without one */
  nul = -1;
  private contentEnd = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private marks: EdifactMarks = USUAL;

  private isDecoded = false;
  private text = '';
  /** where each element begins in `text`; what lies beyond `last` is left over */
  private readonly starts: number[] = [0];
  private last = 0;
  /** instead of `text` where it is not ASCII, is wrapped or has release characters */
  private composites: string[][] | null = null;

  set(window: ByteWindow, marks: EdifactMarks, at: { tag: number; number: number; start: number; contentEnd: number; end: number; nul: number }): void {
    this.bytes = window.bytes;
    this.marks = marks;
    this.tag = at.tag;
    this.number = at.number;
    this.start = at.start;
    this.contentEnd = at.contentEnd;
    this.end = at.end;
    this.nul = at.nul;
    this.offset = window.offset(at.start);
    this.endOffset = window.offset(at.end);
    this.isDecoded = false;
  }

  /** Component m (1-based) of element n, trimmed; '' where it is absent. Element 0 is the tag. */
  part(n: number, m = 1): string {
    if (!this.isDecoded) this.decode();
    if (this.composites) return this.composites[n]?.[m - 1]?.trim() ?? '';
    if (n > this.last) return '';
    const { text, marks: { component } } = this;
    const end = n < this.last ? (this.starts[n + 1] ?? 0) - 1 : text.length;
    let from = this.starts[n] ?? 0;
    let passed = 1;
    for (let i = from; i < end; i += 1) {
      if (text.charCodeAt(i) !== component) continue;
      if (passed === m) return trimmed(text, from, i);
      passed += 1;
      from = i + 1;
    }
    return passed === m ? trimmed(text, from, end) : '';
  }

  /** The offset within the file where component m of element n begins; where the element or segment ends, when it has none. */
  partOffset(n: number, m = 1): number {
    const { bytes, contentEnd, marks: { element, component, release, segment } } = this;
    let elements = 0;
    let components = 1;
    for (let at = this.start; at < contentEnd; at += 1) {
      const byte = bytes[at];
      // Wrapped files break anywhere: a line end is no part of any element.
      if (byte === LF || byte === CR) continue;
      if (elements === n && components === m) return this.offset + at - this.start;
      if (byte === release) at = pastLineEnd(bytes, at + 1, contentEnd, segment);
      else if (byte === element && elements === n) return this.offset + at - this.start;
      else if (byte === element) elements += 1;
      else if (byte === component && elements === n) components += 1;
    }
    return this.offset + contentEnd - this.start;
  }

  private decode(): void {
    const { start, contentEnd, starts, marks: { element, release } } = this;
    const text = this.bytes.toString('latin1', start, contentEnd);
    this.isDecoded = true;
    this.composites = null;
    let last = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === element) {
        last += 1;
        starts[last] = i + 1;
      } else if (code === release || code >= 0x80 || (code <= CR && (code === LF || code === CR || code === NUL))) {
        this.composites = releasedComposites(this.bytes, start, contentEnd, this.marks);
        return;
      }
    }
    this.text = text;
    this.last = last;
  }
}

function trimmed(text: string, from: number, to: number): string {
  const value = text.substring(from, to);
  return to > from && (text.charCodeAt(from) <= BLANK || text.charCodeAt(to - 1) <= BLANK) ? value.trim() : value;
}
