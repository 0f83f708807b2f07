import { byteCount, printable } from '../bytes.js';
import { LIMITS, type Limits } from '../limits.js';
import type { ReadOptions } from '../read-options.js';
import { ByteWindow } from '../reader/byte-window.js';
import { NO_DIGESTS, Sha256Digests, type Digests } from '../reader/digests.js';
import { NulWatch } from '../reader/nul-watch.js';
import { EdifactEnvelope } from './edifact-envelope.js';
import type { EdifactFindingCode } from './edifact-finding.js';
import { EdifactSegment } from './edifact-segment.js';
import { USUAL, type EdifactMarks } from './marks.js';
import { nextTerminator } from './terminator.js';

/** Where the reader stands, and so what the next bytes are. */
export type EdifactMode = 'outside' | 'junk' | 'header' | 'inside' | 'discard' | 'after-unz';

/** What every part of the reader works on: the bytes at hand, what stands open, and how far it has come. */
export class EdifactReading {
  readonly limits: Limits;
  readonly window = new ByteWindow();
  readonly digests: Digests;
  readonly envelope: EdifactEnvelope;
  /** the segment that is passing */
  readonly passing = new EdifactSegment();
  /** no more bytes will come */
  whole = false;
  marks: EdifactMarks = USUAL;
  /** segments so far, within the file */
  number = 0;
  /** bytes from the window's start that hold no terminator */
  scanned = 0;
  private readonly nuls = new NulWatch(this.window);

  constructor(options: ReadOptions) {
    this.limits = { ...LIMITS, ...options.limits };
    this.digests = options.hashes === false ? NO_DIGESTS : new Sha256Digests(this.window);
    this.envelope = new EdifactEnvelope(this.limits, this.digests, options);
  }

  get gaveUp(): boolean { return this.envelope.findings.gaveUp; }

  append(bytes: Uint8Array): void {
    this.window.append(bytes);
    this.nuls.appended(this.window.end - bytes.length);
  }

  /** Goes on at this index. */
  moveTo(index: number): void {
    this.window.start = index;
    this.scanned = 0;
  }

  place(index: number): { number: number; start: number; offset: number } {
    return { number: this.number, start: index, offset: this.window.offset(index) };
  }

  /** The index of the next terminator, or -1; remembers how far it has looked. */
  nextTerminator(): number {
    const { bytes, start, end } = this.window;
    const { at, upTo } = nextTerminator(bytes, start + this.scanned, end, this.marks);
    if (at < 0) this.scanned = upTo - start;
    return at;
  }

  /** `passing` stands for the segment between these indexes, and has the number that was counted last. */
  pass(tag: number, start: number, contentEnd: number, end: number): void {
    this.passing.set(this.window, this.marks, { tag, number: this.number, start, contentEnd, end, nul: this.nuls.firstIn(start, contentEnd) });
  }

  /** Reports something at an index; of the segment about to be counted, unless another is named. */
  find(code: EdifactFindingCode, index: number, words: { element?: string; found: string; expected: string }, number = this.number + 1): void {
    const { element, found, expected } = words;
    this.envelope.findings.report({ code, segment: number, offset: this.window.offset(index), found, expected, ...(element === undefined ? {} : { element }) });
  }

  /** Goes on at this index; what lies before it is not read, but for NULs. Where one is a fault too many, it stops there. */
  passUnread(to: number): void {
    const offset = this.nuls.firstIn(this.window.start, to);
    if (offset >= 0) this.envelope.findings.tellNul({ segment: this.number, offset });
    this.moveTo(this.gaveUp && offset >= 0 ? this.window.index(offset) : to);
  }

  /** The segment that begins at the window's start is longer than the limit: counted, not read. */
  passTooLong(): void {
    const { bytes, start } = this.window;
    this.number += 1;
    this.find('EDIFACT.SEGMENT_TOO_LONG', start, { found: printable(bytes.subarray(start, start + 3)), expected: byteCount(this.limits.segmentBytes) }, this.number);
    this.envelope.passOver();
  }
}
