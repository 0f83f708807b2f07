import { CR, LF, byteCount, isBlank, startsWith } from '../bytes.js';
import { isPadding } from './padding.js';
import { tagOf } from '../reader/elements.js';
import { Junk } from '../reader/junk.js';
import type { EdifactFindingCode } from './edifact-finding.js';
import type { EdifactMode, EdifactReading } from './edifact-reading.js';
import { endOfEdifactJunk, serviceHeader, type UnaRemark } from './service-header.js';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const UNB = tagOf('UNB');

/** Reads what stands between interchanges, up to the end of a UNB. Each step says what comes next; null: it waits for more bytes. */
export class BetweenInterchanges {
  sawUnb = false;
  private junk: Junk | null = null;
  /** all of the junk is what systems of fixed records, and DOS, fill a file up with */
  private onlyPadding = true;
  private remark: UnaRemark | null = null;
  /** from the window's start to UNB: the length of UNA */
  private unbAfter = 0;

  constructor(private readonly reading: EdifactReading) {}

  /** White space and byte order marks pass, UNA or UNB begins an interchange, anything else is junk. */
  outside(): EdifactMode | null {
    const { reading } = this;
    const { window, whole } = reading;
    while (window.length > 0) {
      const { bytes, start, end } = window;
      if (isBlank(bytes[start])) {
        window.start += 1;
        continue;
      }
      const bom = startsWith(bytes, start, end, BOM);
      const header = serviceHeader(bytes, start, end, whole);
      if (!whole && (bom === 'unsure' || header.result === 'more')) return null;
      if (bom === 'yes') {
        reading.find('EDIFACT.BYTE_ORDER_MARK', start, { found: 'a UTF-8 byte order mark', expected: 'nothing' }, reading.number);
        window.start += BOM.length;
        continue;
      }
      if (header.result !== 'yes') {
        this.junk = new Junk(window.offset(start));
        this.onlyPadding = true;
        return 'junk';
      }
      reading.marks = header.marks;
      this.remark = header.remark;
      this.unbAfter = header.unbAt - start;
      reading.scanned = this.unbAfter;
      return 'header';
    }
    return null;
  }

  /** Passes over what is not EDIFACT until something looks like a UNA or UNB. */
  passJunk(): EdifactMode | null {
    const { window, whole } = this.reading;
    const { at, header } = endOfEdifactJunk(window.bytes, window.start, window.end, whole);
    const passed = window.bytes.subarray(window.start, at);
    this.junk?.add(passed);
    this.onlyPadding &&= passed.every(isPadding);
    window.start = at;
    return header ? 'outside' : null;
  }

  /** UNB up to its terminator, with the UNA before it. */
  header(): EdifactMode | null {
    const { reading } = this;
    const { window, limits, whole } = reading;
    const terminator = reading.nextTerminator();
    const length = (terminator < 0 ? reading.scanned : terminator - window.start) - this.unbAfter;
    const tooLong = length > limits.segmentBytes;
    if (terminator < 0 && !tooLong && !whole) return null;
    this.tellPadding();
    reading.number += 1;
    this.sawUnb = true;
    if (terminator < 0 || tooLong) {
      this.tellJunkBefore();
      const found = tooLong ? `more than ${byteCount(limits.segmentBytes)}` : 'the end of the file';
      reading.find('EDIFACT.UNB_UNREADABLE', window.start, { found, expected: 'a segment terminator' }, reading.number);
      reading.moveTo(window.start + this.unbAfter + 3);
      return 'junk';
    }
    const { start } = window;
    reading.pass(UNB, start + this.unbAfter, terminator, terminator + 1);
    reading.envelope.openInterchange(reading.passing, reading.marks, { start, offset: window.offset(start) });
    if (this.remark) reading.find(this.remark.code, start, this.remark, reading.number);
    this.tellJunkBefore();
    reading.moveTo(terminator + 1);
    return 'inside';
  }

  /** One line end after the UNZ still belongs to its interchange. */
  afterUnz(): EdifactMode | null {
    const { window, whole, envelope } = this.reading;
    const { bytes, start } = window;
    if (!whole && (window.length === 0 || (bytes[start] === CR && window.length === 1))) return null;
    if (window.length > 0 && bytes[window.start] === CR) window.start += 1;
    if (window.length > 0 && bytes[window.start] === LF) window.start += 1;
    envelope.endInterchange(window.start, window.offset(window.start));
    return 'outside';
  }

  /** The bytes have ended: tells the last junk, and without any UNB what it looks like. */
  end(): void {
    this.tellPadding();
    const found = this.junk?.words() ?? 'nothing';
    const offset = this.junk?.offset ?? 0;
    const { envelope, number } = this.reading;
    const tell = (code: EdifactFindingCode, words: string, expected: string): void => envelope.findings.report({ code, segment: number, offset, found: words, expected });
    if (this.sawUnb) {
      if (this.junk) tell('EDIFACT.BYTES_AFTER_UNZ', found, 'white space or another UNA or UNB');
    } else if (/^"(?:UNA.{6}(?:\\x0[da]| )*)?UIB/.test(found)) {
      tell('EDIFACT.INTERACTIVE', found, 'UNA or UNB');
    } else {
      tell('EDIFACT.NO_UNB', /^"[A-Z]{3}[+:']/.test(found) ? `${found}, which looks like the middle of a message` : found, 'UNA or UNB');
    }
  }

  /** Padding behind a UNZ is nobody's fault who wrote the EDIFACT: a note on the file. */
  private tellPadding(): void {
    if (!this.junk || !this.sawUnb || !this.onlyPadding) return;
    const { envelope: { findings }, number } = this.reading;
    findings.report({ code: 'EDIFACT.PADDING_AFTER_UNZ', segment: number, offset: this.junk.offset, found: this.junk.words(), expected: 'white space or nothing' });
    this.junk = null;
  }

  private tellJunkBefore(): void {
    if (!this.junk) return;
    const { envelope: { findings }, number } = this.reading;
    // Junk knows it as X12's; null where it is NULs and white space alone.
    const told = this.junk.beforeIsa(number - 1);
    if (told) findings.report({ code: 'EDIFACT.BYTES_BEFORE_UNB', segment: told.segment, offset: told.offset, found: told.found, expected: told.expected });
    if (this.junk.nulAt >= 0) findings.tellNul({ segment: number - 1, offset: this.junk.nulAt });
    this.junk = null;
  }
}
