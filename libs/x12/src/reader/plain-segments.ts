import { CR, isAlphanumeric, isBlank } from '../bytes.js';
import type { Reading } from './reading.js';
import { SegmentElements } from './segment-elements.js';
import { SERVICE } from './wanted-tags.js';
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
    const terminator = marks.segment[0] ?? 0;
    const mark = String.fromCharCode(terminator);
    elements.standIn(bytes, text, separator, terminator);
    // Whole numbers beyond doubt, so that they are compared as such.
    const to = Math.min(window.end, window.index(interchange.start + limits.interchangeBytes)) | 0;
    const longest = Math.min(limits.elementBytes, limits.segmentBytes, to) | 0;
    let at = window.start;
    let passed = 0;
    for (;;) {
      while (at < to && isBlank(bytes[at])) at += 1;
      if (at + 4 > to) break;
      const first = bytes[at] ?? 0;
      const second = bytes[at + 1] ?? 0;
      const third = bytes[at + 2] ?? 0;
      let tag = (first << 8) | second;
      if (third !== separator) {
        if (bytes[at + 3] !== separator || IN_TAG[third] === 0) break;
        tag = (tag << 8) | third;
      }
      if (IN_TAG[first] === 0 || IN_TAG[second] === 0) break;
      const seen = wanted.look(tag);
      if (seen === SERVICE) break;
      const end = seen === 0 ? text.next(mark, at + 3) : elements.take(at, to);
      if (end < 0 || end >= to || end - at > longest) break;
      if (seen !== 0) {
        if (marks.lineEnds && bytes[end - 1] === CR) elements.dropLastByte();
        place.number = this.reading.number + passed + 1;
        place.offset = window.offset(at);
        set.see(seen, elements, place);
      }
      passed += 1;
      at = end + 1;
    }
    window.start = at;
    set.read.segments += passed;
    this.reading.number += passed;
  }
}
