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
}
