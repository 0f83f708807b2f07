import { CR, LF, isAlphanumeric, isBlank, startsWith } from '../bytes.js';
import { Junk, endOfJunk } from './junk.js';
import { readIsa } from './read-isa.js';
import type { Mode, Reading } from './reading.js';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const ISA = Buffer.from('ISA');

/** Reads what stands between interchanges, up to the end of an ISA. Each step says what comes next; null: it waits for more bytes. */
export class Between {
  sawIsa = false;
  private junk: Junk | null = null;

  constructor(private readonly reading: Reading) {}

  /** White space and byte order marks pass, ISA begins an interchange, anything else is junk. */
  outside(): Mode | null {
    const { window, whole, number } = this.reading;
    while (window.length > 0) {
      const { bytes, start, end } = window;
      if (isBlank(bytes[start])) {
        window.start += 1;
        continue;
      }
      const isa = startsWith(bytes, start, end, ISA);
      const bom = startsWith(bytes, start, end, BOM);
      if (!whole && (isa === 'unsure' || bom === 'unsure' || (isa === 'yes' && end - start < 4))) return null;
      if (bom === 'yes') {
        this.reading.find('X12.BYTE_ORDER_MARK', start, { found: 'a UTF-8 byte order mark', expected: 'nothing' }, number);
        window.start += BOM.length;
        continue;
      }
      if (isa === 'yes' && !(end - start > 3 && isAlphanumeric(bytes[start + 3]))) return 'isa';
      this.junk = new Junk(window.offset(start));
      return 'junk';
    }
    return null;
  }

  /** Passes over what is not X12, or what follows an ISA that cannot be read, until something looks like an ISA. */
  passJunk(): Mode | null {
    const { window, whole } = this.reading;
    const { at, isa } = endOfJunk(window.bytes, window.start, window.end, whole);
    if (this.junk) this.junk.add(window.bytes.subarray(window.start, at));
    else this.reading.tellNul(window.start, at);
    window.start = at;
    return isa ? 'isa' : null;
  }

  isa(): Mode | null {
    const { reading } = this;
    const { window, envelope } = reading;
    const read = readIsa(window.bytes, window.start, window.end, reading.whole);
    if (read.result === 'more') return null;
    reading.number += 1;
    this.sawIsa = true;
    if (read.result === 'unreadable') {
      this.tellJunkBefore();
      reading.find('X12.ISA_UNREADABLE', read.at, read, reading.number);
      // "ISA" and a blank is a word of a text: it stands before the next ISA as any other text would.
      if (isBlank(window.bytes[window.start + ISA.length])) this.junk = new Junk(window.offset(window.start), true);
      window.start += ISA.length;
      return 'junk';
    }
    const { isa } = read;
    reading.marks = isa.marks;
    envelope.openInterchange(isa, { ...reading.here(window.start), number: reading.number, endOffset: window.offset(isa.end) });
    this.tellJunkBefore();
    reading.tellNul(window.start, isa.end);
    reading.moveTo(isa.end);
    return 'inside';
  }

  /** One line end after the IEA still belongs to its interchange. */
  afterIea(): Mode | null {
    const { window, whole, envelope } = this.reading;
    const { bytes, start } = window;
    if (!whole && (window.length === 0 || (bytes[start] === CR && window.length === 1))) return null;
    if (bytes[window.start] === CR && window.length > 0) window.start += 1;
    if (bytes[window.start] === LF && window.length > 0) window.start += 1;
    envelope.endInterchange(window.start, window.offset(window.start));
    return 'outside';
  }

  /** The bytes have ended. */
  end(): void {
    const { envelope, number } = this.reading;
    const found = this.junk?.words() ?? 'nothing';
    const offset = this.junk?.offset ?? 0;
    if (!this.sawIsa) envelope.findings.report({ code: 'X12.NOT_X12', segment: 0, offset, found, expected: 'ISA' });
    else if (this.junk?.isPadding) envelope.findings.report({ code: 'X12.PADDING_AFTER_IEA', segment: number, offset, found, expected: 'nothing' });
    else if (this.junk && !this.junk.told) envelope.findings.report({ code: 'X12.BYTES_AFTER_IEA', segment: number, offset, found, expected: 'white space or another ISA' });
  }

  private tellJunkBefore(): void {
    if (!this.junk) return;
    const { envelope, number } = this.reading;
    const told = this.junk.beforeIsa(number - 1);
    if (told) envelope.findings.report(told);
    if (this.junk.nulAt >= 0) envelope.findings.tellNul({ segment: number - 1, offset: this.junk.nulAt });
    this.junk = null;
  }
}
