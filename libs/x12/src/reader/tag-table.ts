const BITS = 8;
const SLOTS = 1 << BITS;

/**
 * A number above or below zero for each of a few tags, found by one look: a multiplier is searched for under which each has a
 * slot of its own, so that none of them is ever taken for another.
 */
export class TagTable {
  private readonly tags = new Int32Array(SLOTS);
  private readonly numbers = new Int32Array(SLOTS);
  /** in an array, because a field may hold any number and is multiplied as such */
  private readonly multiplier = new Int32Array(1);

  constructor(numbers: ReadonlyMap<number, number>) {
    const tags = [...numbers.keys()];
    // The golden ratio of 32 bits scatters well; the odd numbers behind it do as well as any.
    let multiplier = 0x9e3779b1;
    while (new Set(tags.map((tag) => slotOf(tag, multiplier))).size < tags.length) multiplier += 2;
    this.multiplier[0] = multiplier;
    for (const [tag, number] of numbers) {
      this.tags[slotOf(tag, multiplier)] = tag;
      this.numbers[slotOf(tag, multiplier)] = number;
    }
  }

  /** 0 for any other tag. */
  get(tag: number): number {
    const slot = slotOf(tag, this.multiplier[0] ?? 0);
    return this.tags[slot] === tag ? this.numbers[slot] ?? 0 : 0;
  }
}

function slotOf(tag: number, multiplier: number): number {
  return Math.imul(tag, multiplier) >>> (32 - BITS);
}
