import { CR, NUL, byteCount, isBlank, printable } from '../bytes.js';
import { readBinaryHeader } from './binary.js';
import { BinaryData } from './binary-data.js';
import { tagNumber } from './elements.js';
import { IEA } from './envelope.js';
import { longElementIn } from './long-element.js';
import { ieaWithoutTerminator, isaStandsHere } from './next-interchange.js';
import { PassingSegment } from './passing-segment.js';
import { PlainSegments } from './plain-segments.js';
import type { Mode, Reading } from './reading.js';

const LETTER_B = 0x42;
const LETTER_I = 0x49;

/** Reads an interchange behind its ISA. Each step says what comes next; null: it waits for more bytes. */
export class Inside {
  readonly binary: BinaryData;
  private readonly passing = new PassingSegment();
  private readonly plain: PlainSegments;

  constructor(private readonly reading: Reading) {
    this.plain = new PlainSegments(reading);
    this.binary = new BinaryData(reading);
  }

  /** Segment after segment, until the IEA, another ISA, binary data, or too few bytes. */
  segments(): Mode | null {
    const { reading } = this;
    const { window, marks, envelope, whole } = reading;
    while (!reading.gaveUp) {
      if (reading.scanned === 0) {
        this.plain.pass();
        this.skipBlanks();
        if (reading.gaveUp) return null;
      }
      const { bytes, start, end } = window;
      if (start >= end) return null;
      if (bytes[start] === LETTER_I) {
        const isa = isaStandsHere({ bytes, start, end, whole }, marks.element);
        if (isa === 'unsure') return null;
        if (isa === 'yes') {
          envelope.breakOff({ ...reading.here(start), number: reading.number + 1 }, 'ISA');
          reading.scanned = 0;
          return 'isa';
        }
      } else if (bytes[start] === LETTER_B && envelope.set) {
        const header = readBinaryHeader(bytes, start, end, marks, whole);
        if (header.result === 'more') return null;
        if (header.result === 'binary' && header.length <= reading.limits.interchangeBytes) return this.binary.enter(header);
        if (header.result !== 'none' && reading.scanned === 0) {
          reading.find('X12.BINARY_LENGTH', start, { element: header.element, found: header.result === 'malformed' ? printable(header.length, 20) : byteCount(header.length), expected: 'the number of bytes that follow' });
          if (reading.gaveUp) return null;
        }
      }
      const terminator = reading.nextTerminator();
      const tag = tagNumber(bytes, start, terminator < 0 ? end : terminator, marks.element[0] ?? 0);
      const cut = tag === IEA ? ieaWithoutTerminator({ bytes, start, end, whole }, terminator, reading.limits.segmentBytes) : -1;
      if (cut === 'unsure') return null;
      if (cut >= 0) return this.iea(cut, cut);
      if (terminator < 0) {
        if (reading.scanned > reading.limits.segmentBytes) {
          reading.passTooLong();
          return 'discard';
        }
        return whole ? this.lastSegment(tag) : null;
      }
      if (this.segmentEnds(tag, terminator)) return 'after-iea';
    }
    return null;
  }

  /** What is over the limit passes unread, up to its terminator. */
  discard(): Mode | null {
    const { reading } = this;
    const { window, marks, whole } = reading;
    const terminator = reading.nextTerminator();
    const next = terminator >= 0 ? terminator + marks.segment.length : whole ? window.end : window.start + reading.scanned;
    reading.passUnread(next);
    if (reading.gaveUp) return null;
    if (terminator >= 0) {
      this.checkLength();
      return 'inside';
    }
    if (whole) reading.find('X12.TRUNCATED', window.end, { found: 'the end of the file', expected: 'a segment terminator' }, reading.number);
    return null;
  }

  /** @returns true when the interchange is over */
  private segmentEnds(tag: number, terminator: number): boolean {
    const { reading } = this;
    const { window, marks, limits } = reading;
    const { bytes, start } = window;
    const after = terminator + marks.segment.length;
    if (terminator - start > limits.segmentBytes) {
      reading.passTooLong();
      if (!reading.gaveUp) reading.passUnread(after);
      this.checkLength();
      return false;
    }
    if (terminator === start) {
      reading.find('X12.EMPTY_SEGMENT', start, { found: 'a terminator', expected: 'a segment' });
    } else {
      const contentEnd = marks.lineEnds && bytes[terminator - 1] === CR ? terminator - 1 : terminator;
      if (contentEnd - start > limits.elementBytes) this.tellLongElement(start, contentEnd);
      if (tag === IEA) {
        this.iea(contentEnd, after);
        return true;
      }
      this.pass(tag, contentEnd, after);
    }
    reading.moveTo(after);
    this.checkLength();
    return false;
  }

  /** A segment has passed, its terminator with it: the interchange may be too long now. */
  private checkLength(): void {
    const { number, window, envelope: { interchange, findings }, limits: { interchangeBytes } } = this.reading;
    if (!interchange || window.offset(window.start) - interchange.start <= interchangeBytes) return;
    const most = byteCount(interchangeBytes);
    findings.giveUp({ code: 'X12.INTERCHANGE_TOO_LONG', segment: number, offset: interchange.start + interchangeBytes, found: `more than ${most}`, expected: most });
  }

  private iea(contentEnd: number, after: number): Mode {
    const { reading } = this;
    if (contentEnd === after) {
      const next = after >= reading.window.end ? 'the end of the file' : isBlank(reading.window.bytes[after]) ? 'a line end' : 'another ISA';
      reading.find('X12.LAST_TERMINATOR_MISSING', after, { found: next, expected: 'a segment terminator' });
    }
    this.pass(IEA, contentEnd, after);
    reading.moveTo(after);
    return 'after-iea';
  }

  private pass(tag: number, contentEnd: number, end: number): void {
    const { reading, passing } = this;
    reading.number += 1;
    passing.set(reading.window, reading.marks, { tag, number: reading.number, contentEnd, end, nul: reading.nuls.firstIn(reading.window.start, contentEnd) });
    reading.envelope.segment(passing);
  }

  /** The bytes end without a terminator: an IEA that is complete is taken, anything else is cut off. */
  private lastSegment(tag: number): Mode | null {
    const { reading } = this;
    const { window, marks } = reading;
    let contentEnd = window.end;
    while (contentEnd > window.start && isBlank(window.bytes[contentEnd - 1])) contentEnd -= 1;
    const content = window.bytes.subarray(window.start, contentEnd);
    if (tag === IEA && content.indexOf(marks.element, content.indexOf(marks.element) + 1) > 3) return this.iea(contentEnd, contentEnd);
    reading.number += 1;
    reading.find('X12.TRUNCATED', window.start, { found: printable(content), expected: 'a segment terminator' }, reading.number);
    reading.passUnread(window.end);
    return null;
  }

  /** NULs between segments are told and passed over with the blanks, lest one hide the segment it stands before. */
  private skipBlanks(): void {
    const { window } = this.reading;
    const { bytes, start, end } = window;
    let at = start;
    while (at < end && (isBlank(bytes[at]) || bytes[at] === NUL)) at += 1;
    if (at > start) this.reading.passUnread(at);
  }

  private tellLongElement(start: number, contentEnd: number): void {
    const { window, marks, limits } = this.reading;
    const long = longElementIn(window.bytes.subarray(start, contentEnd), marks.element, limits.elementBytes);
    if (long) this.reading.find('X12.ELEMENT_TOO_LONG', start + long.at, { ...long, expected: byteCount(limits.elementBytes) });
  }
}
