import { NUL } from '../bytes.js';
import type { ByteWindow } from './byte-window.js';

/** Knows where the window's next NUL stands, so that each chunk is searched once and each segment costs one comparison. */
export class NulWatch {
  /** offset within the file; nothing before it that was not yet asked about holds a NUL */
  private next = Infinity;

  constructor(private readonly window: ByteWindow) {}

  /** Bytes were appended to the window, from this index on. */
  appended(from: number): void {
    if (this.next === Infinity) this.searchFrom(from);
  }

  /** The offset within the file of the first NUL between two indexes of the window, or -1. Asked from front to back only. */
  firstIn(from: number, to: number): number {
    if (this.next >= this.window.offset(to)) return -1;
    if (this.next < this.window.offset(from)) this.searchFrom(from);
    return this.next < this.window.offset(to) ? this.next : -1;
  }

  private searchFrom(index: number): void {
    const { bytes, end } = this.window;
    const at = bytes.subarray(index, end).indexOf(NUL);
    this.next = at < 0 ? Infinity : this.window.offset(index + at);
  }
}
