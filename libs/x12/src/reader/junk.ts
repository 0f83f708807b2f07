import { NUL, isBlank, printable } from '../bytes.js';
import type { FindingFacts } from '../findings.js';
import { looksLikeIsa } from './read-isa.js';

/** "ISA*00*": what looksLikeIsa needs to see. */
const SEEN = 7;
const LETTER_I = 0x49;
/** How much is kept, to show it. */
const SAMPLE = 64;
/** NUL, the end of a file in CP/M and DOS, a blank that does not break. */
const PADDING = new Set([NUL, 0x1a, 0xa0]);

/** Bytes that are no X12: where they began, the first of them, and what is said of them. */
export class Junk {
  /** offset within the file of the first NUL among them, -1 without one */
  nulAt = -1;
  private sample = Buffer.alloc(0);
  private length = 0;
  private onlyNuls = true;
  private onlyPadding = true;

  /** @param told what it begins with has a finding already */
  constructor(readonly offset: number, readonly told = false) {}

  add(bytes: Buffer): void {
    if (this.sample.length < SAMPLE) this.sample = Buffer.concat([this.sample, bytes.subarray(0, SAMPLE - this.sample.length)]);
    const nul = this.nulAt < 0 ? bytes.indexOf(NUL) : -1;
    if (nul >= 0) this.nulAt = this.offset + this.length + nul;
    for (let i = 0; i < bytes.length && this.onlyNuls; i += 1) this.onlyNuls = bytes[i] === NUL || isBlank(bytes[i]);
    for (let i = 0; i < bytes.length && this.onlyPadding; i += 1) this.onlyPadding = PADDING.has(bytes[i] ?? 0) || isBlank(bytes[i]);
    this.length += bytes.length;
  }

  /** What is said when an ISA follows. Null where they are NULs and white space: the NULs have a finding of their own. */
  beforeIsa(segment: number): FindingFacts | null {
    if (this.onlyNuls) return null;
    return { code: 'X12.BYTES_BEFORE_ISA', segment, offset: this.offset, found: this.words(), expected: 'white space or nothing' };
  }

  /** Nothing but what some systems fill a last block with. */
  get isPadding(): boolean { return this.onlyPadding && !this.told; }

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
