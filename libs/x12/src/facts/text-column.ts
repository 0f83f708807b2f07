import type { SegmentElements } from '../reader/segment-elements.js';
import { grown } from './grown.js';

const FEW = 16;
const USUAL_LENGTH = 12;

/**
 * Texts in the order they came, each kept as its own bytes and known by its place, counted from 1; 0 is none. While a set is
 * read no strings are made of them: whoever asks for its facts does that.
 */
export class TextColumn {
  /** where the text that is being written begins, behind the last that is kept, and where it has come to */
  private from: number;
  private end: number;

  /**
   * @param bytes  UTF-8, one text behind the other
   * @param ends  by place: where its bytes end, and those of the next begin
   */
  constructor(public count = 0, private bytes = Buffer.allocUnsafe(FEW * USUAL_LENGTH), private ends = new Int32Array(FEW)) {
    this.from = this.end = ends[count] ?? 0;
  }

  begin(): void { this.end = this.from; }

  get isEmpty(): boolean { return this.end === this.from; }

  /**
   * Writes what an element says.
   *
   * @returns false for anything but printable ASCII without blanks, which must be trimmed or decoded first
   */
  write(elements: SegmentElements, n: number): boolean {
    const length = elements.length(n);
    this.makeRoom(length);
    const { bytes: source } = elements;
    const { bytes, end } = this;
    const from = elements.start(n);
    for (let i = 0; i < length; i += 1) {
      const byte = source[from + i] ?? 0;
      if (byte <= 0x20 || byte >= 0x7f) return false;
      bytes[end + i] = byte;
    }
    this.end = end + length;
    return true;
  }

  writeText(text: string): void {
    this.makeRoom(text.length * 3);
    this.end += this.bytes.write(text, this.end);
  }

  /** Keeps what was written. @returns its place */
  keep(): number {
    this.count += 1;
    if (this.count === this.ends.length) this.ends = grown(this.ends, this.count + 1);
    this.ends[this.count] = this.end;
    this.from = this.end;
    return this.count;
  }

  /** Of what was written; texts that are the same are found by it. */
  hash(multiplier: number): number {
    const { bytes, end } = this;
    let hash = 0;
    for (let at = this.from; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), multiplier);
    return hash;
  }

  /** Does the text in that place say what was written? */
  says(place: number): boolean {
    const { bytes, from } = this;
    const known = this.ends[place - 1] ?? 0;
    const length = this.end - from;
    if ((this.ends[place] ?? 0) - known !== length) return false;
    for (let i = 0; i < length; i += 1) if (bytes[known + i] !== bytes[from + i]) return false;
    return true;
  }

  written(): string { return this.bytes.toString('utf8', this.from, this.end); }

  clear(): void { this.count = this.from = this.end = 0; }

  /** The texts as they are kept now; whoever holds this may ask for them when others have taken their place. */
  copy(): TextColumn {
    return new TextColumn(this.count, Buffer.from(this.bytes.subarray(0, this.from)), this.ends.slice(0, this.count + 1));
  }

  strings(): string[] {
    const { bytes, ends } = this;
    const strings: string[] = [];
    if (this.count === 0) return strings;
    // Cutting one string to pieces is several times quicker than making each from its bytes.
    const whole = bytes.toString('utf8', 0, this.from);
    const ascii = whole.length === this.from;
    for (let place = 1; place <= this.count; place += 1) {
      const from = ends[place - 1] ?? 0;
      const to = ends[place] ?? 0;
      strings.push(ascii ? whole.substring(from, to) : bytes.toString('utf8', from, to));
    }
    return strings;
  }

  private makeRoom(length: number): void {
    if (this.end + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 4, this.end + length));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}
