import { Between } from './reader/between.js';
import { Inside } from './reader/inside.js';
import { Reading, type Mode } from './reader/reading.js';
import type { ReadOptions } from './read-options.js';
import type { ReadFile } from './types.js';

/** A large chunk is taken in parts, so that the window stays small whatever is pushed. */
const PART = 64 * 1024;

/**
 * Reads X12 as it comes: push bytes, then `end()`. The same bytes give the same result however they are cut into chunks,
 * and what is held in memory is one segment and the result, not the file. Never throws for what it reads: faults are findings.
 */
export class X12Reader {
  private readonly reading: Reading;
  private readonly between: Between;
  private readonly inside: Inside;
  private mode: Mode = 'outside';

  constructor(options: ReadOptions = {}) {
    this.reading = new Reading(options);
    this.between = new Between(this.reading);
    this.inside = new Inside(this.reading);
  }

  /** Takes the bytes over; the chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    if (this.reading.whole) throw new TypeError('X12Reader: push() after end()');
    for (let from = 0; from < chunk.length; from += PART) {
      this.reading.append(chunk.subarray(from, from + PART));
      this.run();
    }
  }

  /** No more bytes: closes what is open and says what was read. */
  end(): ReadFile {
    const { reading } = this;
    const { window, envelope, digests } = reading;
    if (reading.whole) throw new TypeError('X12Reader: end() twice');
    reading.whole = true;
    this.run();
    envelope.breakOff({ ...reading.here(window.start), number: reading.number }, 'the end of the file');
    this.between.end();
    return envelope.result(window.offset(window.end), digests.closeFile(), this.between.sawIsa ? 'x12' : 'unknown');
  }

  private run(): void {
    const { reading } = this;
    const { window, envelope, digests } = reading;
    while (!reading.gaveUp) {
      const next = this.step();
      if (next === null) break;
      this.mode = next;
    }
    if (reading.gaveUp) {
      envelope.breakOff({ ...reading.here(window.start), number: reading.number }, 'the limit');
      window.start = window.end;
    }
    digests.advance(window.start);
  }

  /** What the next bytes are; null when it waits for more of them. */
  private step(): Mode | null {
    switch (this.mode) {
      case 'outside': return this.between.outside();
      case 'junk': return this.between.passJunk();
      case 'isa': return this.between.isa();
      case 'inside': return this.inside.segments();
      case 'binary': return this.inside.binary.pass();
      case 'discard': return this.inside.discard();
      case 'after-iea': return this.between.afterIea();
    }
  }
}
