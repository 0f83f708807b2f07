import type { CheckedContainer } from './container-number.js';
import type { ContainerFact } from '../types.js';

/**
 * The first container of each number. Told once with its check digit and once without, it is the same: ten characters tell.
 * Kept by owner and serial as numbers, because a map of strings was what reading a stow plan spent most of its time on.
 */
export class FirstOfNumber {
  private readonly byOwner = new Map<number, Map<number, ContainerFact>>();
  /** what is no container number */
  private readonly others = new Map<string, ContainerFact>();

  get({ number, expected }: CheckedContainer): ContainerFact | undefined {
    return expected === null ? this.others.get(number) : this.byOwner.get(ownerOf(number))?.get(serialOf(number));
  }

  /** @returns false where the number has its first already */
  add({ number, expected }: CheckedContainer, box: ContainerFact): boolean {
    if (expected === null) return addTo(this.others, number, box);
    const owner = ownerOf(number);
    const boxes = this.byOwner.get(owner) ?? new Map<number, ContainerFact>();
    this.byOwner.set(owner, boxes);
    return addTo(boxes, serialOf(number), box);
  }
}

function addTo<Key>(boxes: Map<Key, ContainerFact>, key: Key, box: ContainerFact): boolean {
  if (boxes.has(key)) return false;
  boxes.set(key, box);
  return true;
}

/** Four letters. */
function ownerOf(number: string): number {
  let owner = 0;
  for (let i = 0; i < 4; i += 1) owner = owner * 26 + number.charCodeAt(i) - 0x41;
  return owner;
}

/** Six digits. */
function serialOf(number: string): number {
  let serial = 0;
  for (let i = 4; i < 10; i += 1) serial = serial * 10 + number.charCodeAt(i) - 0x30;
  return serial;
}
