import { textOf } from '../bytes.js';
import type { ByteWindow } from './byte-window.js';

/** Short pieces, codes and dates, come again and again: of each the same string is given out. */
const REMEMBERED = 1024;
const SHORT = 5;

/** V8 keeps a longer piece of a text as a view of the whole, which then stays in memory as long as the piece. */
const COPIED = 12;

/**
 * The window's bytes as Latin-1 text, made in one go: searching it, and cutting short pieces out of it, is several times
 * quicker than asking the bytes. A longer piece is made anew, so that nothing that is kept keeps the text.
 */
export class WindowText {
  text = '';
  /** index into the window of the text's first character */
  base = 0;
  /** offset within the file of its end */
  private end = -1;
  private readonly pieces: string[] = new Array<string>(REMEMBERED).fill('');
  /** by slot: the bytes of the piece that is remembered there */
  private readonly first = new Int32Array(REMEMBERED);
  private readonly second = new Int32Array(REMEMBERED);

  constructor(private readonly window: ByteWindow) {}

  /** Brings it up to what the window holds now. */
  renew(): void {
    const { bytes, start, end } = this.window;
    if (this.end === this.window.offset(end)) return;
    this.text = bytes.toString('latin1', start, end);
    this.base = start;
    this.end = this.window.offset(end);
  }

  /** The index into the window of the next such character, or -1. */
  next(character: string, from: number): number {
    const at = this.text.indexOf(character, from - this.base);
    return at < 0 ? -1 : at + this.base;
  }

  /** The bytes between two indexes as the text of an element: line ends are taken out, UTF-8 is read where it is. */
  piece(from: number, to: number): string {
    const { bytes } = this.window;
    let first = 0;
    let second = 0;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x20 || byte >= 0x7f) return textOf(bytes.subarray(from, to)).replace(/[\r\n]/g, '');
      first = (first << 8) | (second >>> 24);
      second = (second << 8) | byte;
    }
    if (to - from > COPIED) return bytes.toString('latin1', from, to);
    if (to - from > SHORT) return this.text.substring(from - this.base, to - this.base);
    const slot = Math.imul(second ^ Math.imul(first, 0x85ebca6b), 0x9e3779b1) >>> 22;
    if (this.second[slot] !== second || this.first[slot] !== first) {
      this.first[slot] = first;
      this.second[slot] = second;
      this.pieces[slot] = this.text.substring(from - this.base, to - this.base);
    }
    return this.pieces[slot] ?? '';
  }
}
