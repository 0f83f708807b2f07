import type { PlaceInSet } from '../types.js';
import type { ByteWindow } from './byte-window.js';
import { elementsOf } from './elements.js';
import type { Marks } from './read-isa.js';

/** One segment on its way through: where it stands, and its elements when someone asks. One object serves for all, none keeps it. */
export class PassingSegment {
  tag = 0;
  /** 1-based within the file */
  number = 0;
  /** indexes into the window: of its first byte, of what follows its last, and of what follows its terminator */
  start = 0;
  contentEnd = 0;
  end = 0;
  /** offsets within the file of `start` and `end` */
  offset = 0;
  endOffset = 0;
  /** offset within the file of the first NUL in it, -1 without one */
  nul = -1;
  bytes: Buffer = Buffer.alloc(0);
  separator: Buffer = Buffer.alloc(0);

  /** Stands for the segment that begins at the window's start. */
  set(window: ByteWindow, marks: Marks, at: { tag: number; number: number; contentEnd: number; end: number; nul: number }): void {
    this.bytes = window.bytes;
    this.separator = marks.element;
    this.tag = at.tag;
    this.number = at.number;
    this.start = window.start;
    this.contentEnd = at.contentEnd;
    this.end = at.end;
    this.nul = at.nul;
    this.offset = window.offset(window.start);
    this.endOffset = window.offset(at.end);
  }

  elements(): string[] {
    return elementsOf(this.bytes, this.start, this.contentEnd, this.separator);
  }

  trimmedElements(): string[] {
    return this.elements().map((element) => element.trim());
  }

  /** The offset within the file where element `n` begins; where the segment ends, when it has none. */
  elementOffset(n: number): number {
    return this.offset + this.behind(this.separator, n, this.start) - this.start;
  }

  /** The offset within the file of a place in this segment; of the whole segment when it names no element. */
  placeOffset({ element, repetition, component }: PlaceInSet, delimiters: { repetition: string | null; component: string }): number {
    if (element === null) return this.offset;
    let at = this.behind(this.separator, element, this.start);
    if (repetition !== null && delimiters.repetition !== null) at = this.behind(Buffer.from(delimiters.repetition), repetition - 1, at);
    if (component !== null) at = this.behind(Buffer.from(delimiters.component), component - 1, at);
    return this.offset + at - this.start;
  }

  /** The index behind the n-th mark from `at` on. */
  private behind(mark: Buffer, n: number, at: number): number {
    for (let passed = 0; passed < n; passed += 1) {
      const next = this.bytes.indexOf(mark, at);
      if (next < 0 || next >= this.contentEnd) return this.contentEnd;
      at = next + mark.length;
    }
    return at;
  }
}
