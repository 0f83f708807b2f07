import type { ContainerFact } from '../types.js';

const FIRST_SLOTS = 16;
/** Of its own in each process, so that nobody can choose numbers that all want the same slot. */
const MULTIPLIER = Math.floor(Math.random() * 2 ** 32) | 1;

/**
 * The first container of each number. Told once with its check digit and once without, it is the same: owner and serial
 * tell. Kept by these as numbers in one table with open slots, because maps were what reading a stow plan spent its time on.
 */
export class FirstOfNumber {
  /** by slot: owner, serial, and one more than the place in `boxes`; zeros where it is free */
  private table: number[] = [];
  private shift = 0;
  private sought = 0;
  private readonly boxes: ContainerFact[] = [];

  get(owner: number, serial: number): ContainerFact | undefined {
    if (this.boxes.length * 6 >= this.table.length) this.grow();
    this.sought = this.slot(owner, serial);
    const place = this.table[this.sought + 2] ?? 0;
    return place === 0 ? undefined : this.boxes[place - 1];
  }

  /** Takes the first of the number that `get` was just asked for and did not have. */
  add(owner: number, serial: number, box: ContainerFact): void {
    this.boxes.push(box);
    this.put(this.sought, owner, serial, this.boxes.length);
  }

  /** Where it stands, or the free slot where it would. */
  private slot(owner: number, serial: number): number {
    const { table } = this;
    for (let slot = this.home(owner, serial); ; slot = slot + 3 === table.length ? 0 : slot + 3) {
      if (table[slot + 2] === 0 || (table[slot + 1] === serial && table[slot] === owner)) return slot;
    }
  }

  private home(owner: number, serial: number): number {
    return Math.imul(Math.imul(Math.imul(owner, 0x85ebca6b) ^ serial, MULTIPLIER) >>> this.shift, 3);
  }

  private put(slot: number, owner: number, serial: number, place: number): void {
    this.table[slot] = owner;
    this.table[slot + 1] = serial;
    this.table[slot + 2] = place;
  }

  private grow(): void {
    const before = this.table;
    const slots = Math.max(FIRST_SLOTS, before.length / 3 * 4);
    this.table = new Array<number>(slots * 3).fill(0);
    this.shift = Math.clz32(slots) + 1;
    for (let at = 0; at < before.length; at += 3) {
      const owner = before[at] ?? 0;
      const serial = before[at + 1] ?? 0;
      const place = before[at + 2] ?? 0;
      if (place > 0) this.put(this.slot(owner, serial), owner, serial, place);
    }
  }
}
