import type { SegmentElements } from '../reader/segment-elements.js';
import type { ContainerInSegment, NumberPlace } from './container-in-segment.js';
import { checkContainer, type CheckedContainer } from './container-number.js';
import { FirstOfNumber } from './first-of-number.js';
import { some } from './some.js';
import type { ContainerFact } from '../types.js';

/** Of one container; a set that tells more keeps its bytes, the index does not. */
const KEPT = { seals: 20, hazmat: 50, text: 200 } as const;

type Hazmat = ContainerFact['hazmat'][number];

const NONE: never[] = [];
Object.freeze(NONE);

/** The containers of one set, and which of them is open: weights, seals and hazmat that follow are its. */
export class DraftContainers {
  /** hazardous cargo was told, of a container or of the whole */
  hazmat = false;
  open: ContainerFact | null = null;

  private readonly first = new FirstOfNumber();
  /** the first of each that is no container number */
  private readonly others = new Map<string, ContainerFact>();
  /** a box that stands under more than one bill, by number and bill */
  private readonly more = new Map<string, ContainerFact>();
  private readonly kept: ContainerFact[] = [];
  private lastHazmat: Hazmat | null = null;

  constructor(private readonly most: number) {}

  /**
   * Opens the container of this number under this bill, the same one if it was told before.
   *
   * @returns what was told that is new; null when nothing is, `full` when there is no room for one more and none is open
   */
  at(initial: string, number: string, checkDigit: string, bill: string | null): CheckedContainer | 'full' | null {
    this.lastHazmat = null;
    const checked = wholeNumber(initial, number, checkDigit);
    if (checked.number === '') { this.open = null; return null; }
    const known = this.find(checked, bill);
    if (known === null) {
      this.open = this.kept.length < this.most ? this.keep(bill, checked) : null;
      return this.open === null ? 'full' : checked;
    }
    this.open = known;
    if (known.number === checked.number) return null;
    if (known.checkDigit === 'absent' || checked.checkDigit === 'right') {
      known.number = checked.number;
      known.checkDigit = checked.checkDigit;
    }
    return checked;
  }

  /**
   * The same, of a number that was just read from a segment.
   *
   * @returns `unsure` where it takes a closer look: `at` has it
   */
  atRead(read: ContainerInSegment, elements: SegmentElements, place: NumberPlace, bill: string | null): 'new' | 'known' | 'full' | 'unsure' {
    const known = this.first.get(read.owner, read.serial);
    if (known !== undefined && ((bill !== null && known.bill !== bill) || !read.sameAs(known.number))) return 'unsure';
    this.lastHazmat = null;
    if (known !== undefined) {
      this.open = known;
      return 'known';
    }
    this.open = null;
    if (this.kept.length >= this.most) return 'full';
    this.open = new Box(read.textFrom(elements, place), read.checkDigit, bill);
    this.first.add(read.owner, read.serial, this.open);
    this.kept.push(this.open);
    return 'new';
  }

  leave(): void { this.open = null; this.lastHazmat = null; }

  seal(number: string | undefined): void {
    if (this.open === null) return;
    const seal = some(number);
    const { seals } = this.open;
    if (seal === null) return;
    // A list of one, because push() makes room for sixteen more.
    if (seals.length === 0) this.open.seals = [seal];
    else if (seals.length < KEPT.seals && !seals.includes(seal)) seals.push(seal);
  }

  /** Weights of one container's lines add up. */
  addWeight(kg: number | null): void {
    if (this.open === null || kg === null) return;
    const sum = (this.open.weightKg ?? 0) + kg;
    // Whole kilograms, as nearly all are, need no rounding.
    this.open.weightKg = Number.isInteger(sum) ? sum : Math.round(sum * 10) / 10;
  }

  /** The UN number is told with or without "UN". A row that names no class belongs to the same number's. */
  hazardous(code: string | undefined, hazardClass: string | undefined, text: string | undefined): void {
    const un = unNumber(some(code) ?? '');
    this.hazmat = true;
    const row: Hazmat = { un, class: some(hazardClass), text: some(text)?.slice(0, KEPT.text) ?? null };
    this.lastHazmat = row;
    if (this.open === null) return;
    const same = this.open.hazmat.find((other) => other.un === un && (other.class === row.class || row.class === null));
    if (same) this.lastHazmat = same;
    else if (this.open.hazmat.length === 0) this.open.hazmat = [row];
    else if (this.open.hazmat.length < KEPT.hazmat) this.open.hazmat.push(row);
  }

  hazardClass(code: string | undefined): void { if (this.lastHazmat) this.lastHazmat.class ??= some(code); }

  /** The description goes on. */
  hazardousText(text: string | undefined): void {
    const more = some(text);
    if (!this.lastHazmat || more === null || this.lastHazmat.text?.includes(more)) return;
    this.lastHazmat.text = `${this.lastHazmat.text === null ? '' : `${this.lastHazmat.text} `}${more}`.slice(0, KEPT.text);
  }

  all(): ContainerFact[] { return this.kept; }

  /** Under no bill it is the one told first, and one told under no bill is that of the first bill that names it. */
  private find(checked: CheckedContainer, bill: string | null): ContainerFact | null {
    const first = checked.expected === null ? this.others.get(checked.number) : this.first.get(ownerOf(checked.number), serialOf(checked.number));
    if (first === undefined) return null;
    if (bill === null || first.bill === bill) return first;
    if (first.bill !== null) return this.more.get(keyUnder(bill, checked)) ?? null;
    first.bill = bill;
    return first;
  }

  /** @returns false where the number has its first already */
  private addFirst({ number, expected }: CheckedContainer, box: ContainerFact): boolean {
    if (expected !== null) {
      if (this.first.get(ownerOf(number), serialOf(number))) return false;
      this.first.add(ownerOf(number), serialOf(number), box);
      return true;
    }
    if (this.others.has(number)) return false;
    this.others.set(number, box);
    return true;
  }

  private keep(bill: string | null, checked: CheckedContainer): ContainerFact {
    const box = new Box(checked.number, checked.checkDigit, bill);
    if (!this.addFirst(checked, box) && bill !== null) this.more.set(keyUnder(bill, checked), box);
    this.kept.push(box);
    return box;
  }
}

/** One shape for all boxes. Most have no hazmat, and many no seal: until they do, these are one empty list for all. */
class Box implements ContainerFact {
  sizeType: string | null = null;
  loadEmpty: ContainerFact['loadEmpty'] = null;
  weightKg: number | null = null;
  seals: string[] = NONE;
  hazmat: Hazmat[] = NONE;

  constructor(public number: string, public checkDigit: ContainerFact['checkDigit'], public bill: string | null) {}
}

function keyUnder(bill: string, { number, expected }: CheckedContainer): string {
  return `${expected === null ? number : number.slice(0, 10)}|${bill}`;
}

/** Initial and number are one; some senders put the whole number into the second, and the check digit behind either or apart. */
function wholeNumber(initial: string, number: string, checkDigit: string): CheckedContainer {
  if (initial !== '' && number.charCodeAt(0) > 0x39) {
    const alone = checkContainer(number);
    if (alone.expected !== null) return withDigit(alone, checkDigit);
  }
  return withDigit(checkContainer(initial === '' ? number : initial + number), checkDigit);
}

function withDigit(checked: CheckedContainer, digit: string): CheckedContainer {
  if (digit.length !== 1 || digit < '0' || digit > '9' || checked.expected === null || checked.number.length !== 10) return checked;
  return checkContainer(checked.number + digit);
}

/** Of a container number: its four letters as a number. */
function ownerOf(number: string): number {
  let owner = 0;
  for (let i = 0; i < 4; i += 1) owner = owner * 26 + number.charCodeAt(i) - 0x41;
  return owner;
}

/** And its six digits. */
function serialOf(number: string): number { return Number(number.slice(4, 10)); }

function unNumber(code: string): string {
  return code.startsWith('U') || code.startsWith('u') ? code.replace(/^UN\s*(?=\d{4}$)/i, '') : code;
}
