import type { ByteWindow } from './byte-window.js';

/** Codes of up to four characters come again and again: of each the same string is given out. */
const REMEMBERED = 1024;

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
  private readonly codes: string[] = new Array<string>(REMEMBERED).fill('');
  private readonly packedCodes = new Int32Array(REMEMBERED);

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

  /** @param packed the bytes of the piece as one number, where they are no more than four */
  piece(from: number, to: number, packed: number): string {
    if (to - from > COPIED) return this.window.bytes.toString('latin1', from, to);
    if (to - from > 4) return this.text.substring(from - this.base, to - this.base);
    const slot = Math.imul(packed, 0x9e3779b1) >>> 22;
    if (this.packedCodes[slot] !== packed) {
      this.packedCodes[slot] = packed;
      this.codes[slot] = this.text.substring(from - this.base, to - this.base);
    }
    return this.codes[slot] ?? '';
  }
}
