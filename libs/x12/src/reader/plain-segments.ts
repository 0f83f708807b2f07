import { CR, isAlphanumeric } from '../bytes.js';
import type { Reading } from './reading.js';
import type { WantedSegment } from './wanted-tags.js';
import { WindowText } from './window-text.js';

/** By byte: a letter or a digit, so part of a tag. */
const IN_TAG = Uint8Array.from({ length: 256 }, (_, byte) => (isAlphanumeric(byte) ? 1 : 0));

/**
 * The quick way, which nearly every segment goes: inside a set, whole in the window, tagged by two or three letters and
 * digits, shorter than any limit, without a NUL. Such a segment is counted, and decoded where the set wants it. At the first
 * that is not so, or is a service segment, the window stands there and the slow way looks at it; what it does must be the same.
 */
export class PlainSegments {
  private readonly text: WindowText;
  private readonly place = { number: 0, offset: 0 };

  constructor(private readonly reading: Reading) {
    this.text = new WindowText(reading.window);
  }

  pass(): void {
    const { window, marks, limits, envelope, nuls } = this.reading;
    const { set, interchange } = envelope;
    if (!set || !interchange || set.checked || marks.element.length !== 1 || marks.segment.length !== 1) return;
    if (nuls.firstIn(window.start, window.end) >= 0) return;
    const { text, place } = this;
    text.renew();
    const { bytes } = window;
    const { wanted } = set;
    const separator = marks.element[0] ?? 0;
    const terminator = String.fromCharCode(marks.segment[0] ?? 0);
    const longest = Math.min(limits.elementBytes, limits.segmentBytes);
    const to = Math.min(window.end, window.index(interchange.start + limits.interchangeBytes));
    let at = window.start;
    let passed = 0;
    for (;;) {
      let first = bytes[at] ?? 0;
      while (at < to && (first === 0x20 || (first >= 0x09 && first <= 0x0d))) first = bytes[at += 1] ?? 0;
      if (at + 4 > to) break;
      const second = bytes[at + 1] ?? 0;
      const third = bytes[at + 2] ?? 0;
      let tag = (first << 8) | second;
      if (third !== separator) {
        if (bytes[at + 3] !== separator || IN_TAG[third] === 0) break;
        tag = (tag << 8) | third;
      }
      if (IN_TAG[first] === 0 || IN_TAG[second] === 0) break;
      const end = text.next(terminator, at + 3);
      if (end < 0 || end >= to || end - at > longest) break;
      const segment = wanted.look(tag);
      if (segment !== undefined) {
        if (segment === null || !this.decode(segment, at, marks.lineEnds && bytes[end - 1] === CR ? end - 1 : end, separator)) break;
        place.number = this.reading.number + passed + 1;
        place.offset = window.offset(at);
        set.see(segment.row, place);
      }
      passed += 1;
      at = end + 1;
    }
    window.start = at;
    set.read.segments += passed;
    this.reading.number += passed;
  }

  /**
   * Fills the segment's row.
   *
   * @returns false where a wanted element holds more than printable ASCII
   */
  private decode({ tag, elements, row }: WantedSegment, start: number, end: number, separator: number): boolean {
    const { text } = this;
    const { bytes } = this.reading.window;
    const count = elements === null ? Infinity : elements.length;
    let at = start + tag.length + 1;
    let n = 1;
    for (let i = 0; i < count; i += 1) {
      const wanted = elements === null ? i + 1 : elements[i] ?? 0;
      for (; n < wanted && at <= end; n += 1, at += 1) {
        while (at < end && bytes[at] !== separator) at += 1;
      }
      if (at > end) {
        if (elements === null) break;
        row[wanted] = '';
        continue;
      }
      const from = at;
      let packed = 0;
      for (; at < end; at += 1) {
        const byte = bytes[at] ?? 0;
        if (byte === separator) break;
        if (byte < 0x20 || byte >= 0x7f) return false;
        packed = (packed << 8) | byte;
      }
      row[n] = at > from ? text.piece(from, at, packed) : '';
      n += 1;
      at += 1;
    }
    if (elements === null) row.length = n;
    return true;
  }
}
