import { tagOf } from './elements.js';
import type { WindowText } from './window-text.js';

/** More than any segment of the ocean sets has. */
const USUAL = 62;

/**
 * The elements of the segment that is being read, counted as X12 counts them: 0 is the tag. Only where each begins is known
 * beforehand; text is made when someone asks for it, and what is a number or a code is told from the bytes. One object
 * serves for all segments: whoever sees it keeps what it needs, not the object.
 */
export class SegmentElements {
  /** as a number */
  tag = 0;
  /** of the last element */
  last = 0;
  private bytes: Uint8Array = Buffer.alloc(0);
  /** by element: the index of its first byte. The one after the last is two behind the segment's end, as if a separator stood there */
  private starts = new Int32Array(USUAL + 2);
  /** what the bytes are a part of; null where the texts were given */
  private source: WindowText | null = null;
  private texts: readonly string[] = [];

  /** Elements that are text already. */
  static of(texts: readonly string[]): SegmentElements {
    const elements = new SegmentElements();
    elements.tag = tagOf(texts[0] ?? '');
    elements.last = texts.length - 1;
    elements.texts = texts;
    elements.bytes = Buffer.from(texts.join('*'));
    elements.starts = new Int32Array(texts.length + 1);
    texts.forEach((text, n) => { elements.starts[n + 1] = (elements.starts[n] ?? 0) + Buffer.byteLength(text) + 1; });
    return elements;
  }

  /**
   * Those of the segment between two indexes of the window.
   *
   * @returns false where there are too many of them
   */
  take(source: WindowText, bytes: Uint8Array, { tag, start, end, separator }: { tag: number; start: number; end: number; separator: number }): boolean {
    const { starts } = this;
    let n = 1;
    starts[0] = start;
    for (let at = start; at < end; at += 1) {
      if (bytes[at] !== separator) continue;
      starts[n & 63] = at + 1;
      n += 1;
    }
    if (n > USUAL) return false;
    starts[n] = end + 1;
    this.tag = tag;
    this.last = n - 1;
    this.bytes = bytes;
    this.source = source;
    return true;
  }

  /** '' where there is none */
  text(n: number): string {
    if (n > this.last) return '';
    const { source } = this;
    if (source === null) return this.texts[n] ?? '';
    const from = this.starts[n] ?? 0;
    const to = (this.starts[n + 1] ?? 0) - 1;
    return from === to ? '' : source.piece(from, to);
  }

  /** in bytes; 0 where there is none */
  length(n: number): number {
    return n > this.last ? 0 : (this.starts[n + 1] ?? 0) - (this.starts[n] ?? 0) - 1;
  }

  /** The i-th byte of one, which must be that long. */
  byte(n: number, i: number): number {
    return this.bytes[(this.starts[n] ?? 0) + i] ?? 0;
  }

  /** All as text, the tag at 0. */
  all(): string[] {
    return Array.from({ length: this.last + 1 }, (_, n) => this.text(n));
  }
}
