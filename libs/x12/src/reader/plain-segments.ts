import { CR, isAlphanumeric } from '../bytes.js';
import type { Reading } from './reading.js';
import { SegmentElements } from './segment-elements.js';
import { WindowText } from './window-text.js';

/** By byte: a letter or a digit, so part of a tag. */
const IN_TAG = Uint8Array.from({ length: 256 }, (_, byte) => (isAlphanumeric(byte) ? 1 : 0));

/**
 * The quick way, which nearly every segment goes: inside a set, whole in the window, tagged by two or three letters and
 * digits, shorter than any limit, without a NUL. Such a segment is counted, and shown to whoever wants it. At the first
 * that is not so, or is a service segment, the window stands there and the slow way looks at it; what it does must be the same.
 */
export class PlainSegments {
  private readonly text: WindowText;
  private readonly elements = new SegmentElements();
  private readonly place = { number: 0, offset: 0 };

  constructor(private readonly reading: Reading) {
    this.text = new WindowText(reading.window);
  }

  pass(): void {
    const { window, marks, limits, envelope, nuls } = this.reading;
    const { set, interchange } = envelope;
    if (!set || !interchange || set.checked || marks.element.length !== 1 || marks.segment.length !== 1) return;
    if (nuls.firstIn(window.start, window.end) >= 0) return;
    const { text, place, elements } = this;
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
      const interest = wanted.look(tag);
      if (interest !== undefined) {
        if (interest === 'service') break;
        const contentEnd = marks.lineEnds && bytes[end - 1] === CR ? end - 1 : end;
        if (!elements.take(text, bytes, { tag, start: at, end: contentEnd, separator })) break;
        place.number = this.reading.number + passed + 1;
        place.offset = window.offset(at);
        set.see(elements, place);
      }
      passed += 1;
      at = end + 1;
    }
    window.start = at;
    set.read.segments += passed;
    this.reading.number += passed;
  }
}
