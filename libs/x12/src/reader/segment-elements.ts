import type { WindowText } from './window-text.js';

/** More than any segment of the ocean sets has. */
const USUAL = 62;

/**
 * The elements of the segment that is being read, counted as X12 counts them: 0 is the tag. Only where each begins is known
 * beforehand; text is made when someone asks for it, and what is a number or a code is told from the bytes. One object
 * serves for all segments: whoever sees it keeps what it needs, not the object.
 */
export class SegmentElements {
  /** of the last element */
  last = 0;
  bytes: Uint8Array = Buffer.alloc(0);
  private separator = 0;
  private terminator = 0;
  /** by element: the index of its first byte. The one after the last is two behind the segment's end, as if a separator stood there */
  private starts = new Int32Array(USUAL + 2);
  /** what the bytes are a part of; null where the texts were given */
  private source: WindowText | null = null;
  private texts: readonly string[] = [];

  /** Elements that are text already. */
  static of(texts: readonly string[]): SegmentElements {
    const elements = new SegmentElements();
    elements.last = texts.length - 1;
    elements.texts = texts;
    elements.bytes = Buffer.from(texts.join('*'));
    elements.starts = new Int32Array(texts.length + 1);
    texts.forEach((text, n) => { elements.starts[n + 1] = (elements.starts[n] ?? 0) + Buffer.byteLength(text) + 1; });
    return elements;
  }

  /** The segments to come stand in these bytes, and are text there. */
  standIn(bytes: Uint8Array, source: WindowText, separator: number, terminator: number): void {
    this.bytes = bytes;
    this.source = source;
    this.separator = separator;
    this.terminator = terminator;
  }

  /**
   * Those of the segment that begins at this index, with a tag of two characters or more. Its end and its elements are found in
   * one pass: the reader's most used loop.
   *
   * @returns the index of its terminator; -1 where that does not stand before `to`, or there are too many elements
   */
  take(start: number, to: number): number {
    const { bytes, starts, separator, terminator } = this;
    let n = 1;
    let at = start + 2;
    starts[0] = start;
    for (; at < to; at += 1) {
      const byte = bytes[at];
      if (byte === separator) {
        starts[n & 63] = at + 1;
        n += 1;
      } else if (byte === terminator) break;
    }
    if (at >= to || n > USUAL) return -1;
    starts[n] = at + 1;
    this.last = n - 1;
    return at;
  }

  /** The last byte is none of the last element's: it belongs to a line end that is the terminator. */
  dropLastByte(): void { this.starts[this.last + 1] = (this.starts[this.last + 1] ?? 0) - 1; }

  /** '' where there is none */
  text(n: number): string {
    if (n > this.last) return '';
    const { source } = this;
    if (source === null) return this.texts[n] ?? '';
    const from = this.starts[n] ?? 0;
    const to = (this.starts[n + 1] ?? 0) - 1;
    return from === to ? '' : source.piece(from, to);
  }

  /** The index into `bytes` where one begins, which there must be. */
  start(n: number): number { return this.starts[n] ?? 0; }

  /** Does one say just this, of ASCII? Text is made only where its bytes are more, since line ends among them do not count. */
  is(n: number, ascii: string): boolean {
    const length = this.length(n);
    if (length !== ascii.length) return length > ascii.length && this.text(n) === ascii;
    for (let i = 0; i < length; i += 1) if (this.byte(n, i) !== ascii.charCodeAt(i)) return false;
    return true;
  }

  /** Does element `n` begin with all of the other? Only ASCII does: other bytes may mean something else in either. */
  beginsWith(n: number, other: number): boolean {
    const length = this.length(other);
    if (this.length(n) < length) return false;
    for (let i = 0; i < length; i += 1) {
      const byte = this.byte(n, i);
      if (byte !== this.byte(other, i) || byte >= 0x80) return false;
    }
    return true;
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
