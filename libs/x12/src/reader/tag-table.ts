const BITS = 8;
const FREE = -1;

/**
 * Something for each of a few tags, found by one look: a multiplier is searched for under which each has a slot of its own,
 * so that none of them is ever taken for another.
 */
export class TagTable<Entry> {
  private readonly tags = new Int32Array(1 << BITS).fill(FREE);
  private readonly entries: (Entry | undefined)[] = new Array<undefined>(1 << BITS).fill(undefined);
  private readonly multiplier: number;

  constructor(entries: ReadonlyMap<number, Entry>) {
    // The golden ratio of 32 bits scatters well; the odd numbers behind it do as well as any.
    this.multiplier = 0x9e3779b1;
    while (!scatters([...entries.keys()], this.multiplier)) this.multiplier += 2;
    for (const [tag, entry] of entries) {
      this.tags[slotOf(tag, this.multiplier)] = tag;
      this.entries[slotOf(tag, this.multiplier)] = entry;
    }
  }

  get(tag: number): Entry | undefined {
    const slot = slotOf(tag, this.multiplier);
    return this.tags[slot] === tag ? this.entries[slot] : undefined;
  }
}

function scatters(tags: readonly number[], multiplier: number): boolean {
  return new Set(tags.map((tag) => slotOf(tag, multiplier))).size === tags.length;
}

function slotOf(tag: number, multiplier: number): number {
  return Math.imul(tag, multiplier) >>> (32 - BITS);
}
