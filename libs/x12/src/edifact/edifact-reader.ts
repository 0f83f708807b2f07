import type { ReadOptions } from '../read-options.js';
import type { ReadFile } from '../types.js';
import { BetweenInterchanges } from './between-interchanges.js';
import { EdifactReading, type EdifactMode } from './edifact-reading.js';
import { InsideInterchange } from './inside-interchange.js';

/** A large chunk is taken in parts, so that the window stays small whatever is pushed. */
const PART = 64 * 1024;

/**
 * Reads EDIFACT as it comes: push bytes, then `end()`. The same bytes give the same result however they are cut into
 * chunks; held in memory are one segment and the result. Never throws for what it reads: faults are findings. The result
 * has the shape of X12's, under the names that `types.ts` tells.
 */
export class EdifactReader {
  private readonly reading: EdifactReading;
  private readonly between: BetweenInterchanges;
  private readonly inside: InsideInterchange;
  private mode: EdifactMode = 'outside';

  constructor(options: ReadOptions = {}) {
    this.reading = new EdifactReading(options);
    this.between = new BetweenInterchanges(this.reading);
    this.inside = new InsideInterchange(this.reading);
  }

  /** Takes the bytes over; the chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    if (this.reading.whole) throw new TypeError('EdifactReader: push() after end()');
    for (let from = 0; from < chunk.length; from += PART) {
      this.reading.append(chunk.subarray(from, from + PART));
      this.run();
    }
  }

  /** No more bytes: closes what is open and says what was read. */
  end(): ReadFile {
    const { window, envelope, digests } = this.reading;
    if (this.reading.whole) throw new TypeError('EdifactReader: end() twice');
    this.reading.whole = true;
    this.run();
    envelope.breakOff(this.reading.place(window.start), 'the end of the file');
    this.between.end();
    return envelope.result(window.offset(window.end), digests.closeFile(), this.between.sawUnb);
  }

  private run(): void {
    const { reading } = this;
    const { window, envelope, digests } = reading;
    for (let next = this.step(); next !== null; next = this.step()) this.mode = next;
    if (reading.gaveUp) {
      envelope.breakOff(reading.place(window.start), 'the limit');
      window.start = window.end;
    }
    digests.advance(window.start);
  }

  /** What the next bytes are; null when it waits for more of them, or reads no further. */
  private step(): EdifactMode | null {
    if (this.reading.gaveUp) return null;
    switch (this.mode) {
      case 'outside': return this.between.outside();
      case 'junk': return this.between.passJunk();
      case 'header': return this.between.header();
      case 'inside': return this.inside.segments();
      case 'discard': return this.inside.discard();
      case 'after-unz': return this.between.afterUnz();
    }
  }
}
