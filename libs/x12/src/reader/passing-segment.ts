import { elementsOf } from './elements.js';

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
  bytes: Buffer = Buffer.alloc(0);
  separator: Buffer = Buffer.alloc(0);

  elements(): string[] {
    return elementsOf(this.bytes, this.start, this.contentEnd, this.separator);
  }
}
