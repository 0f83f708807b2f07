import { CELL, type ContainerRows } from './container-rows.js';
import { MULTIPLIER, Slots } from './slots.js';

/** The first row of each container number. Told once with its check digit and once without, it is the same: owner and serial tell. */
export class FirstOfNumber {
  private readonly slots = new Slots();
  private sought = 0;
  private readonly hashOf = (place: number): number => hash(this.rows.get(place - 1, CELL.owner), this.rows.get(place - 1, CELL.serial));

  constructor(private readonly rows: ContainerRows) {}

  /** -1 where there is none. */
  get(owner: number, serial: number): number {
    const { slots, rows } = this;
    let slot = slots.home(hash(owner, serial));
    for (let place = slots.table[slot] ?? 0; place !== 0; place = slots.table[slot] ?? 0) {
      if (rows.get(place - 1, CELL.serial) === serial && rows.get(place - 1, CELL.owner) === owner) return place - 1;
      slot = slots.next(slot);
    }
    this.sought = slot;
    return -1;
  }

  /** Takes the first row of the number that `get` was just asked for and did not have. */
  add(row: number): void { this.slots.take(this.sought, row + 1, this.hashOf); }

  clear(): void { this.slots.clear(); }
}

function hash(owner: number, serial: number): number {
  return Math.imul(Math.imul(owner, 0x85ebca6b) ^ serial, MULTIPLIER);
}
