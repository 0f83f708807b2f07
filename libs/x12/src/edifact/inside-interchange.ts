import { CR, LF, NUL, byteCount, isBlank, printable } from '../bytes.js';
import { tagOf } from '../reader/elements.js';
import { UNZ } from './edifact-envelope.js';
import type { EdifactMode, EdifactReading } from './edifact-reading.js';
import { longDataElementIn } from './long-data-element.js';
import { isPadding } from './padding.js';
import { serviceHeader } from './service-header.js';

const UNA = tagOf('UNA');
const UNB = tagOf('UNB');
const LETTER_U = 0x55;
/**
 * The next interchange behind a UNZ whose terminator is missing: on a line of its own; or, on the same one, what is surely a UNB, or
 * a UNA whose first two characters differ.
 */
const NEXT_HEADER = /[\r\n]\s{0,8}(?=UN[AB][^A-Za-z0-9])|\s{0,8}(?=UNB[+\x1d][A-Z]{4}[^A-Za-z0-9]|UNA([^A-Za-z0-9\s])(?!\1)[^A-Za-z0-9\s][^A-Za-z0-9]{2,8}(?:UNB|$))/;

/** Reads an interchange behind its UNB. Each step says what comes next; null: it waits for more bytes. */
export class InsideInterchange {
  constructor(private readonly reading: EdifactReading) {}

  /** Segment after segment, until the UNZ, another header, or too few bytes. */
  segments(): EdifactMode | null {
    const { reading } = this;
    const { window, envelope, limits } = reading;
    while (!reading.gaveUp) {
      if (reading.scanned === 0) {
        this.skipBlanks();
        if (reading.gaveUp) return null;
      }
      const { bytes, start, end } = window;
      if (start >= end) return null;
      if (bytes[start] === LETTER_U) {
        const another = this.anotherHeader();
        if (another === 'unsure') return null;
        if (another === 'yes') {
          envelope.breakOff({ ...reading.place(start), number: reading.number + 1 }, printable(bytes.subarray(start, start + 3)));
          reading.scanned = 0;
          return 'outside';
        }
      }
      const terminator = reading.nextTerminator();
      if (terminator < 0) {
        if (reading.scanned > limits.segmentBytes) {
          reading.passTooLong();
          return 'discard';
        }
        return reading.whole ? this.lastSegment() : null;
      }
      if (this.segmentEnds(terminator)) return 'after-unz';
    }
    return null;
  }

  /** What is over the limit passes unread, up to its terminator. */
  discard(): EdifactMode | null {
    const { reading } = this;
    const { window, whole } = reading;
    const terminator = reading.nextTerminator();
    const next = terminator >= 0 ? terminator + 1 : whole ? window.end : window.start + reading.scanned;
    reading.passUnread(next);
    if (reading.gaveUp) return null;
    if (terminator >= 0) {
      this.checkLength();
      return 'inside';
    }
    if (whole) reading.find('EDIFACT.TRUNCATED', window.end, { found: 'the end of the file', expected: 'a segment terminator' }, reading.number);
    return null;
  }

  /** @returns true when the interchange is over */
  private segmentEnds(terminator: number): boolean {
    const { reading } = this;
    const { window, limits, envelope } = reading;
    const { start } = window;
    if (terminator - start > limits.segmentBytes) {
      reading.passTooLong();
      if (!reading.gaveUp) reading.passUnread(terminator + 1);
      this.checkLength();
      return false;
    }
    if (terminator === start) {
      reading.find('EDIFACT.EMPTY_SEGMENT', start, { found: 'a terminator', expected: 'a segment' });
    } else {
      if (terminator - start > limits.elementBytes) this.tellLongElement(start, terminator);
      const tag = this.tag(start, terminator);
      if (tag === UNZ) {
        const next = this.nextHeader(start, terminator);
        this.unz(next < 0 ? terminator : next, next < 0 ? terminator + 1 : next);
        return true;
      }
      reading.number += 1;
      reading.pass(tag, start, terminator, terminator + 1);
      envelope.segment(reading.passing);
    }
    reading.moveTo(terminator + 1);
    this.checkLength();
    return false;
  }

  /** A segment has passed, its terminator with it: the interchange may be too long now. */
  private checkLength(): void {
    const { number, window, envelope: { interchange, findings }, limits: { interchangeBytes } } = this.reading;
    if (!interchange || window.offset(window.start) - interchange.start <= interchangeBytes) return;
    const most = byteCount(interchangeBytes);
    findings.giveUp({ code: 'EDIFACT.INTERCHANGE_TOO_LONG', segment: number, offset: interchange.start + interchangeBytes, found: `more than ${most}`, expected: most });
  }

  private unz(contentEnd: number, after: number): void {
    const { reading } = this;
    reading.number += 1;
    if (contentEnd === after) {
      const { bytes, end } = reading.window;
      const next = after >= end ? 'the end of the file' : bytes[after] === CR || bytes[after] === LF ? 'a line end' : printable(bytes.subarray(after, Math.min(after + 3, end)));
      reading.find('EDIFACT.LAST_TERMINATOR_MISSING', after, { found: next, expected: 'a segment terminator' }, reading.number);
    }
    reading.pass(UNZ, reading.window.start, contentEnd, after);
    reading.envelope.segment(reading.passing);
    reading.moveTo(after);
  }

  /** Where the content of a UNZ ends that another interchange follows without a terminator between them; -1 where none does. */
  private nextHeader(start: number, end: number): number {
    const cut = NEXT_HEADER.exec(this.reading.window.bytes.toString('latin1', start, end));
    return cut ? start + cut.index : -1;
  }

  /** The bytes end without a terminator: a UNZ that is complete is taken, anything else is cut off. */
  private lastSegment(): EdifactMode | null {
    const { reading } = this;
    const { window } = reading;
    const { bytes, start } = window;
    let contentEnd = window.end;
    while (contentEnd > start && isPadding(bytes[contentEnd - 1])) contentEnd -= 1;
    if (this.tag(start, contentEnd) === UNZ) {
      // Of an interchange with a terminator of its own, this one's is in none of the bytes.
      const next = this.nextHeader(start, contentEnd);
      if (next >= 0) contentEnd = next;
      reading.pass(UNZ, start, contentEnd, contentEnd);
      if (reading.passing.part(1) !== '' && reading.passing.part(2) !== '') {
        this.unz(contentEnd, contentEnd);
        return 'after-unz';
      }
    }
    reading.number += 1;
    reading.find('EDIFACT.TRUNCATED', start, { found: printable(bytes.subarray(start, contentEnd)), expected: 'a segment terminator' }, reading.number);
    reading.passUnread(window.end);
    return null;
  }

  /** Does another interchange begin here, inside one that has no UNZ? */
  private anotherHeader(): 'yes' | 'no' | 'unsure' {
    const { window: { bytes, start, end }, whole, marks } = this.reading;
    if (end - start < 3) return whole ? 'no' : 'unsure';
    const tag = this.tag(start, start + 3);
    if (tag !== UNA && tag !== UNB) return 'no';
    const header = serviceHeader(bytes, start, end, whole);
    if (header.result === 'more') return 'unsure';
    return header.result === 'yes' || (tag === UNB && end - start > 3 && bytes[start + 3] === marks.element) ? 'yes' : 'no';
  }

  /** NULs between segments are told and passed over with the blanks, lest one hide the segment it stands before. */
  private skipBlanks(): void {
    const { bytes, start, end } = this.reading.window;
    let at = start;
    while (at < end && (isBlank(bytes[at]) || bytes[at] === NUL)) at += 1;
    if (at > start) this.reading.passUnread(at);
  }

  /** The tag as a number, line ends within it left out; 0 where it is none. */
  private tag(from: number, to: number): number {
    const { window: { bytes }, marks: { element, component } } = this.reading;
    let tag = 0;
    for (let i = from, letters = 0; i < to; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte === element || byte === component) return tag;
      if (byte === LF || byte === CR) continue;
      letters += 1;
      if (letters > 3) return 0;
      tag = tag * 256 + byte;
    }
    return tag;
  }

  private tellLongElement(start: number, end: number): void {
    const { window, marks, limits } = this.reading;
    const long = longDataElementIn(window.bytes.subarray(start, end), marks, limits.elementBytes);
    if (long) this.reading.find('EDIFACT.ELEMENT_TOO_LONG', start, { ...long, expected: byteCount(limits.elementBytes) });
  }
}
