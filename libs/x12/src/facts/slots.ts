const FEWEST = 16;
/** By how much a table that held this little is larger than it needs to be. */
const FAR_TOO_LARGE = 64;
/** Of its own in each process, so that nobody can choose texts or numbers that all want the same slot. */
export const MULTIPLIER = Math.floor(Math.random() * 2 ** 32) | 1;

/**
 * Where things stand that are found by a hash: a table of places with open slots, never more than half full. Whoever looks
 * begins at the hash's home and goes on to the next slot until it has found the thing or a free one. Maps and sets of
 * strings were what reading a manifest spent its time on.
 */
export class Slots {
  /** by slot: a place, counted from 1; 0 where it is free */
  table = new Int32Array(FEWEST);
  private held = 0;
  private shift = shiftOf(FEWEST);

  /** The top bits of a hash decide, because a product has mixed those. */
  home(hash: number): number { return hash >>> this.shift; }

  next(slot: number): number { return (slot + 1) & (this.table.length - 1); }

  /** Puts a place into a slot that was found free; where that fills the table too much, a larger one is made. */
  take(slot: number, place: number, hashOf: (place: number) => number): void {
    this.table[slot] = place;
    this.held += 1;
    if (this.held * 2 <= this.table.length) return;
    const before = this.table;
    this.table = new Int32Array(before.length * 4);
    this.shift = shiftOf(this.table.length);
    for (const known of before) {
      if (known === 0) continue;
      let free = this.home(hashOf(known));
      while (this.table[free] !== 0) free = this.next(free);
      this.table[free] = known;
    }
  }

  clear(): void {
    if (this.held === 0) return;
    // Small sets that follow a large one must not each empty its table.
    if (this.table.length > this.held * FAR_TOO_LARGE) {
      this.table = new Int32Array(FEWEST);
      this.shift = shiftOf(FEWEST);
    } else this.table.fill(0);
    this.held = 0;
  }
}

function shiftOf(slots: number): number { return Math.clz32(slots) + 1; }
