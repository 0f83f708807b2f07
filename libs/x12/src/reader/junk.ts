import { printable } from '../bytes.js';
import { looksLikeIsa } from './read-isa.js';

/** "ISA*00*": what looksLikeIsa needs to see. */
const SEEN = 7;
const LETTER_I = 0x49;
/** How much is kept, to show it. */
const SAMPLE = 64;

/** Bytes that are no X12: where they began, and the first of them. */
export class Junk {
  private sample = Buffer.alloc(0);
  constructor(readonly offset: number) {}

  add(bytes: Buffer): void {
    if (this.sample.length < SAMPLE) this.sample = Buffer.concat([this.sample, bytes.subarray(0, SAMPLE - this.sample.length)]);
  }

  words(): string { return printable(this.sample); }
}

/** How far what is no X12 reaches: up to something that looks like an ISA, or to where one could begin that is not whole yet. */
export function endOfJunk(bytes: Buffer, from: number, end: number, whole: boolean): { at: number; isa: boolean } {
  let at = from;
  while (at + SEEN <= end) {
    if (looksLikeIsa(bytes, at)) return { at, isa: true };
    const next = bytes.indexOf(LETTER_I, at + 1);
    at = next < 0 || next > end - SEEN ? end - SEEN + 1 : next;
  }
  return { at: whole ? end : at, isa: false };
}
