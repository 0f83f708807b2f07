import { CR, byteCount, printable, startsWith } from '../bytes.js';
import type { BinaryHeader } from './binary.js';
import type { Mode, Reading } from './reading.js';

/** Passes over the data of a BIN or BDS by its length, whatever bytes it holds; the terminator must follow. */
export class BinaryData {
  private left = 0;
  private element = '';

  constructor(private readonly reading: Reading) {}

  enter(header: Extract<BinaryHeader, { result: 'binary' }>): Mode {
    const { reading } = this;
    reading.number += 1;
    this.element = header.element;
    this.left = header.length;
    reading.envelope.passOver();
    reading.tellNul(reading.window.start, header.dataAt);
    reading.moveTo(header.dataAt);
    return 'binary';
  }

  pass(): Mode | null {
    const { reading } = this;
    const { window, marks, whole, number } = reading;
    const passed = Math.min(this.left, window.length);
    window.start += passed;
    this.left -= passed;
    const { bytes, start, end } = window;
    if (!whole && (this.left > 0 || end - start < 8)) return null;
    if (this.left > 0) {
      reading.find('X12.TRUNCATED', start, { found: 'the end of the file', expected: `${byteCount(this.left)} more of binary data` }, number);
      return null;
    }
    const at = marks.lineEnds && bytes[start] === CR ? start + 1 : start;
    if (startsWith(bytes, at, end, marks.segment) === 'yes') {
      window.start = at + marks.segment.length;
      return 'inside';
    }
    reading.find('X12.BINARY_LENGTH', start, { element: this.element, found: `${printable(bytes.subarray(start, Math.min(end, start + 8)))} after the data`, expected: 'a segment terminator' }, number);
    return 'discard';
  }
}
