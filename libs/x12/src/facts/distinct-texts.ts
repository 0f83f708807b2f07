import type { SegmentElements } from '../reader/segment-elements.js';
import { grown } from './grown.js';
import { MULTIPLIER, Slots } from './slots.js';
import { some } from './some.js';
import { TextColumn } from './text-column.js';

/** What comes back instead of a place when there is no room for one more. */
export const NO_ROOM = -1;
const FEW = 16;

/** Texts of which each is kept once, in the order they came, up to so many. A place is one of theirs in the column, 0 for none. */
export class DistinctTexts {
  readonly column = new TextColumn();
  /** by place */
  private hashes = new Int32Array(FEW);
  private readonly slots = new Slots();
  private readonly hashOf = (place: number): number => this.hashes[place] ?? 0;

  constructor(private readonly most: number) {}

  of(text: string | null): number {
    if (text === null) return 0;
    this.column.begin();
    this.column.writeText(text);
    return this.place();
  }

  in(elements: SegmentElements, n: number): number {
    const { column } = this;
    column.begin();
    return column.write(elements, n) ? this.place() : this.of(some(elements.text(n)));
  }

  /** Of two elements in one; null where it takes a closer look. */
  joinedIn(elements: SegmentElements, first: number, second: number): number | null {
    const { column } = this;
    column.begin();
    return column.write(elements, first) && column.write(elements, second) ? this.place() : null;
  }

  clear(): void {
    this.slots.clear();
    this.column.clear();
  }

  /** Of what was written: that of the same text, if it is known. */
  private place(): number {
    const { column, slots } = this;
    if (column.isEmpty) return 0;
    const hash = column.hash(MULTIPLIER);
    let slot = slots.home(hash);
    for (let known = slots.table[slot] ?? 0; known !== 0; known = slots.table[slot] ?? 0) {
      if (this.hashes[known] === hash && column.says(known)) return known;
      slot = slots.next(slot);
    }
    if (column.count >= this.most) return NO_ROOM;
    const place = column.keep();
    if (place === this.hashes.length) this.hashes = grown(this.hashes, place + 1);
    this.hashes[place] = hash;
    slots.take(slot, place, this.hashOf);
    return place;
  }
}
