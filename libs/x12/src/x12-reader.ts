import { CR, LF, NUL, byteCount, isAlphanumeric, isBlank, printable, startsWith } from './bytes.js';
import type { FindingCode } from './findings.js';
import { LIMITS, type Limits } from './limits.js';
import { ByteWindow } from './reader/byte-window.js';
import { readBinaryHeader } from './reader/binary.js';
import { Digests } from './reader/digests.js';
import { tagNumber } from './reader/elements.js';
import { Envelope, IEA } from './reader/envelope.js';
import { longElementIn } from './reader/long-element.js';
import { Junk, endOfJunk } from './reader/junk.js';
import { ieaWithoutTerminator, isaStandsHere } from './reader/next-interchange.js';
import { NulWatch } from './reader/nul-watch.js';
import { PassingSegment } from './reader/passing-segment.js';
import { readIsa, type Marks } from './reader/read-isa.js';
import { terminatorFrom } from './reader/terminator.js';
import type { ReadFile } from './types.js';

/** A large chunk is taken in parts, so that the window stays small whatever is pushed. */
const PART = 256 * 1024;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const ISA = Buffer.from('ISA');
const LETTER_B = 0x42;
const LETTER_I = 0x49;
const NO_MARKS: Marks = { element: Buffer.from('*'), segment: Buffer.from('~'), lineEnds: false };

type Mode = 'outside' | 'junk' | 'isa' | 'inside' | 'binary' | 'discard' | 'after-iea';

/**
 * Reads X12 as it comes: push bytes, then `end()`. The same bytes give the same result however they are cut into chunks,
 * and what is held in memory is one segment and the result, not the file. Never throws for what it reads: faults are findings.
 */
export class X12Reader {
  private readonly limits: Limits;
  private readonly window = new ByteWindow();
  private readonly nuls = new NulWatch(this.window);
  private readonly digests = new Digests(this.window);
  private readonly envelope: Envelope;
  private readonly passing = new PassingSegment();
  private mode: Mode = 'outside';
  private whole = false;
  private marks = NO_MARKS;
  /** segments so far, within the file */
  private number = 0;
  /** bytes from the window's start that hold no terminator */
  private scanned = 0;
  private binaryLeft = 0;
  private binaryElement = '';
  private junk: Junk | null = null;
  private sawIsa = false;

  constructor(limits: Partial<Limits> = {}) {
    this.limits = { ...LIMITS, ...limits };
    this.envelope = new Envelope(this.limits, this.digests);
  }

  /** Takes the bytes over; the chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    if (this.whole) throw new TypeError('X12Reader: push() after end()');
    for (let from = 0; from < chunk.length; from += PART) {
      const part = chunk.subarray(from, from + PART);
      this.window.append(part);
      this.nuls.appended(this.window.end - part.length);
      this.run();
    }
  }

  /** No more bytes: closes what is open and says what was read. */
  end(): ReadFile {
    if (this.whole) throw new TypeError('X12Reader: end() twice');
    this.whole = true;
    this.run();
    this.envelope.breakOff({ ...this.here(this.window.start), number: this.number }, 'the end of the file');
    this.tellJunkAtEnd();
    const byteLength = this.window.offset(this.window.end);
    return this.envelope.result(byteLength, this.digests.closeFile(), this.sawIsa ? 'x12' : 'unknown');
  }

  private run(): void {
    let going = true;
    while (going && !this.envelope.gaveUp) going = this.step();
    if (this.envelope.gaveUp) {
      this.envelope.breakOff({ ...this.here(this.window.start), number: this.number }, 'the limit');
      this.window.start = this.window.end;
    }
    this.digests.advance(this.window.start);
  }

  /** @returns false when it waits for more bytes, or for nothing */
  private step(): boolean {
    switch (this.mode) {
      case 'outside': return this.outside();
      case 'junk': return this.passJunk();
      case 'isa': return this.isa();
      case 'inside': return this.inside();
      case 'binary': return this.binary();
      case 'discard': return this.discard();
      case 'after-iea': return this.afterIea();
    }
  }

  /** Between interchanges: white space and byte order marks pass, ISA begins one, anything else is junk. */
  private outside(): boolean {
    const { window } = this;
    while (window.length > 0) {
      const { bytes, start, end } = window;
      if (isBlank(bytes[start])) {
        window.start += 1;
        continue;
      }
      const isa = startsWith(bytes, start, end, ISA);
      const bom = startsWith(bytes, start, end, BOM);
      if (!this.whole && (isa === 'unsure' || bom === 'unsure' || (isa === 'yes' && end - start < 4))) return false;
      if (bom === 'yes') {
        this.find('X12.BYTE_ORDER_MARK', start, { found: 'a UTF-8 byte order mark', expected: 'nothing' }, this.number);
        window.start += BOM.length;
        continue;
      }
      this.mode = isa === 'yes' && !(end - start > 3 && isAlphanumeric(bytes[start + 3])) ? 'isa' : 'junk';
      if (this.mode === 'junk') this.junk = new Junk(window.offset(start));
      return true;
    }
    return false;
  }

  /** Passes over what is not X12, or what follows an ISA that cannot be read, until something looks like an ISA. */
  private passJunk(): boolean {
    const { window } = this;
    const { at, isa } = endOfJunk(window.bytes, window.start, window.end, this.whole);
    if (this.junk) this.junk.add(window.bytes.subarray(window.start, at));
    else this.tellNul(window.start, at, this.number);
    window.start = at;
    if (isa) this.mode = 'isa';
    return isa;
  }

  private isa(): boolean {
    const { window } = this;
    const read = readIsa(window.bytes, window.start, window.end, this.whole);
    if (read.result === 'more') return false;
    this.number += 1;
    this.sawIsa = true;
    if (read.result === 'unreadable') {
      this.tellJunkBefore();
      this.find('X12.ISA_UNREADABLE', window.start, read, this.number);
      window.start += ISA.length;
      this.mode = 'junk';
      return true;
    }
    const { isa } = read;
    this.marks = isa.marks;
    this.envelope.openInterchange(isa, { ...this.here(window.start), number: this.number, endOffset: window.offset(isa.end) });
    this.tellJunkBefore();
    this.tellNul(window.start, isa.end, this.number);
    window.start = isa.end;
    this.scanned = 0;
    this.mode = 'inside';
    return true;
  }

  /** Segment after segment, until the IEA, another ISA, or too few bytes. */
  private inside(): boolean {
    const { window, marks, envelope } = this;
    while (!envelope.gaveUp) {
      if (this.scanned === 0) this.skipBlanks();
      const { bytes, start, end } = window;
      if (start >= end) return false;
      if (bytes[start] === LETTER_I) {
        const isa = isaStandsHere({ bytes, start, end, whole: this.whole }, marks.element);
        if (isa === 'unsure') return false;
        if (isa === 'yes') {
          envelope.breakOff({ ...this.here(start), number: this.number + 1 }, 'ISA');
          this.scanned = 0;
          this.mode = 'isa';
          return true;
        }
      } else if (bytes[start] === LETTER_B && envelope.set) {
        const header = readBinaryHeader(bytes, start, end, marks, this.whole);
        if (header.result === 'more') return false;
        if (header.result === 'binary' && header.length <= this.limits.interchangeBytes) return this.enterBinary(header);
        if (header.result !== 'none' && this.scanned === 0) {
          this.find('X12.BINARY_LENGTH', start, { element: header.element, found: header.result === 'malformed' ? printable(header.length, 20) : byteCount(header.length), expected: 'the number of bytes that follow' });
        }
      }
      const terminator = this.nextTerminator();
      const tag = tagNumber(bytes, start, terminator < 0 ? end : terminator, marks.element[0] ?? 0);
      const cut = tag === IEA ? ieaWithoutTerminator({ bytes, start, end, whole: this.whole }, terminator, this.limits.segmentBytes) : -1;
      if (cut === 'unsure') return false;
      if (cut >= 0) {
        this.iea(cut, cut);
        return true;
      }
      if (terminator < 0) {
        if (this.scanned > this.limits.segmentBytes) {
          this.tellTooLong(start);
          this.mode = 'discard';
          return true;
        }
        return this.whole && this.lastSegment(tag);
      }
      if (this.segmentEnds(tag, terminator)) return true;
    }
    return true;
  }

  /** @returns true when the interchange is over */
  private segmentEnds(tag: number, terminator: number): boolean {
    const { window, marks, envelope, passing } = this;
    const { bytes, start } = window;
    const after = terminator + marks.segment.length;
    if (terminator === start) {
      this.find('X12.EMPTY_SEGMENT', start, { found: 'a terminator', expected: 'a segment' });
    } else if (terminator - start > this.limits.segmentBytes) {
      this.tellTooLong(start);
      this.tellNul(start, terminator, this.number);
    } else {
      const contentEnd = marks.lineEnds && bytes[terminator - 1] === CR ? terminator - 1 : terminator;
      if (contentEnd - start > this.limits.elementBytes) this.tellLongElement(start, contentEnd);
      if (tag === IEA) {
        this.iea(contentEnd, after);
        return true;
      }
      this.number += 1;
      passing.set(window, marks, { tag, number: this.number, contentEnd, end: after, nul: this.nuls.firstIn(start, contentEnd) });
      envelope.segment(passing);
    }
    window.start = after;
    this.scanned = 0;
    const { interchange } = envelope;
    if (interchange && window.offset(after) - interchange.start > this.limits.interchangeBytes) {
      const most = byteCount(this.limits.interchangeBytes);
      envelope.giveUp({ code: 'X12.INTERCHANGE_TOO_LONG', segment: this.number, offset: interchange.start + this.limits.interchangeBytes, found: `more than ${most}`, expected: most });
    }
    return false;
  }

  private iea(contentEnd: number, after: number): void {
    const { window, passing } = this;
    this.number += 1;
    if (contentEnd === after) {
      const next = after >= window.end ? 'the end of the file' : 'a line end';
      this.find('X12.LAST_TERMINATOR_MISSING', after, { found: next, expected: 'a segment terminator' }, this.number);
    }
    passing.set(window, this.marks, { tag: IEA, number: this.number, contentEnd, end: after, nul: this.nuls.firstIn(window.start, contentEnd) });
    this.envelope.segment(passing);
    window.start = after;
    this.scanned = 0;
    this.mode = 'after-iea';
  }

  /** The bytes end without a terminator: an IEA that is complete is taken, anything else is cut off. */
  private lastSegment(tag: number): boolean {
    const { window, marks } = this;
    let contentEnd = window.end;
    while (contentEnd > window.start && isBlank(window.bytes[contentEnd - 1])) contentEnd -= 1;
    const content = window.bytes.subarray(window.start, contentEnd);
    if (tag === IEA && content.indexOf(marks.element, content.indexOf(marks.element) + 1) > 3) {
      this.iea(contentEnd, contentEnd);
      return true;
    }
    this.number += 1;
    this.find('X12.TRUNCATED', window.start, { found: printable(content), expected: 'a segment terminator' }, this.number);
    this.tellNul(window.start, window.end, this.number);
    window.start = window.end;
    return false;
  }

  private enterBinary(header: { element: string; dataAt: number; length: number }): boolean {
    this.number += 1;
    this.binaryElement = header.element;
    this.envelope.passOver();
    this.tellNul(this.window.start, header.dataAt, this.number);
    this.window.start = header.dataAt;
    this.binaryLeft = header.length;
    this.scanned = 0;
    this.mode = 'binary';
    return true;
  }

  /** Passes over data by its length; the terminator must follow. */
  private binary(): boolean {
    const { window, marks } = this;
    const passed = Math.min(this.binaryLeft, window.length);
    window.start += passed;
    this.binaryLeft -= passed;
    const { bytes, start, end } = window;
    if (!this.whole && (this.binaryLeft > 0 || end - start < 8)) return false;
    if (this.binaryLeft > 0) {
      this.find('X12.TRUNCATED', start, { found: 'the end of the file', expected: `${byteCount(this.binaryLeft)} more of binary data` }, this.number);
      return false;
    }
    const at = marks.lineEnds && bytes[start] === CR ? start + 1 : start;
    if (startsWith(bytes, at, end, marks.segment) === 'yes') {
      window.start = at + marks.segment.length;
      this.mode = 'inside';
    } else {
      this.find('X12.BINARY_LENGTH', start, { element: this.binaryElement, found: `${printable(bytes.subarray(start, Math.min(end, start + 8)))} after the data`, expected: 'a segment terminator' }, this.number);
      this.mode = 'discard';
    }
    return true;
  }

  /** What is over the limit passes unread, up to its terminator. */
  private discard(): boolean {
    const { window } = this;
    const terminator = this.nextTerminator();
    const next = terminator >= 0 ? terminator + this.marks.segment.length : this.whole ? window.end : window.start + this.scanned;
    this.tellNul(window.start, next, this.number);
    window.start = next;
    this.scanned = 0;
    if (terminator >= 0) {
      this.mode = 'inside';
      return true;
    }
    if (this.whole) this.find('X12.TRUNCATED', window.end, { found: 'the end of the file', expected: 'a segment terminator' }, this.number);
    return false;
  }

  /** One line end after the IEA still belongs to its interchange. */
  private afterIea(): boolean {
    const { window } = this;
    const { bytes, start } = window;
    if (!this.whole && (window.length === 0 || (bytes[start] === CR && window.length === 1))) return false;
    if (bytes[window.start] === CR && window.length > 0) window.start += 1;
    if (bytes[window.start] === LF && window.length > 0) window.start += 1;
    this.envelope.endInterchange(window.start, window.offset(window.start));
    this.mode = 'outside';
    return true;
  }

  /** NULs between segments are told and passed over with the blanks, lest one hide the segment it stands before. */
  private skipBlanks(): void {
    const { bytes, start, end } = this.window;
    let at = start;
    while (at < end && (isBlank(bytes[at]) || bytes[at] === NUL)) at += 1;
    this.tellNul(start, at, this.number);
    this.window.start = at;
  }

  /** The index of the next terminator, or -1; remembers how far it has looked. */
  private nextTerminator(): number {
    const { bytes, start, end } = this.window;
    const { segment } = this.marks;
    const at = terminatorFrom(bytes, start + this.scanned, end, segment);
    if (at < 0) this.scanned = Math.max(this.scanned, end - segment.length + 1 - start);
    return at;
  }

  private tellJunkBefore(): void {
    if (!this.junk) return;
    const told = this.junk.beforeIsa(this.number - 1);
    if (told) this.envelope.report(told);
    if (this.junk.nulAt >= 0) this.envelope.tellNul({ segment: this.number - 1, offset: this.junk.nulAt });
    this.junk = null;
  }

  private tellJunkAtEnd(): void {
    const found = this.junk?.words() ?? 'nothing';
    const offset = this.junk?.offset ?? 0;
    if (!this.sawIsa) this.envelope.report({ code: 'X12.NOT_X12', segment: 0, offset, found, expected: 'ISA' });
    else if (this.junk) this.envelope.report({ code: 'X12.BYTES_AFTER_IEA', segment: this.number, offset, found, expected: 'white space or another ISA' });
  }

  private tellTooLong(start: number): void {
    this.number += 1;
    const tag = printable(this.window.bytes.subarray(start, start + 3));
    this.find('X12.SEGMENT_TOO_LONG', start, { found: tag, expected: byteCount(this.limits.segmentBytes) }, this.number);
    this.envelope.passOver();
  }

  /** Tells the first NUL between two indexes of the window, in whatever is open now. */
  private tellNul(from: number, to: number, segment: number): void {
    const offset = this.nuls.firstIn(from, to);
    if (offset >= 0) this.envelope.tellNul({ segment, offset });
  }

  private tellLongElement(start: number, contentEnd: number): void {
    const long = longElementIn(this.window.bytes.subarray(start, contentEnd), this.marks.element, this.limits.elementBytes);
    if (long) this.find('X12.ELEMENT_TOO_LONG', start, { ...long, expected: byteCount(this.limits.elementBytes) });
  }

  /** Reports something at an index; of the segment about to be counted, unless another is named. */
  private find(code: FindingCode, index: number, words: { element?: string; found: string; expected: string }, number = this.number + 1): void {
    const { element, found, expected } = words;
    this.envelope.report({ code, segment: number, offset: this.window.offset(index), found, expected, ...(element === undefined ? {} : { element }) });
  }

  private here(index: number): { start: number; offset: number } {
    return { start: index, offset: this.window.offset(index) };
  }
}
