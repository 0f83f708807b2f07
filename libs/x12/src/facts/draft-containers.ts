import type { SegmentElements } from '../reader/segment-elements.js';
import type { ContainerFact } from '../types.js';
import type { ContainerInSegment } from './container-in-segment.js';
import type { CheckedContainer } from './container-number.js';
import { ABSENT, CELL, ContainerRows, ODD } from './container-rows.js';
import { containersOf } from './containers-of.js';
import { DraftHazmat } from './draft-hazmat.js';
import { FirstOfNumber } from './first-of-number.js';
import { packedIn } from './packed.js';
import { some } from './some.js';
import { TextColumn } from './text-column.js';
import { digitOf, ownerOf, serialOf, wholeNumber } from './whole-number.js';

/** Of one container; a set that tells more keeps its bytes, the index does not. */
const MOST_SEALS = 20;
/** No container is open. */
const NONE = -1;

/** A bill: by its place among those that are kept, one beyond them by its text. */
export type Bill = number | string;

/** The containers of one set, and which of them is open: weights, seals and hazmat that follow are its. */
export class DraftContainers {
  readonly hazmat = new DraftHazmat();

  private open = NONE;
  private readonly rows = new ContainerRows();
  private readonly seals = new TextColumn();
  private readonly first = new FirstOfNumber(this.rows);
  /** the first of each that is no container number */
  private others = new Map<string, number>();
  /** a box that stands under more than one bill, by number and bill */
  private more = new Map<string, number>();
  /** bills that are not kept themselves but by a container, by their text; the places count down from -1 */
  private beyond = new Map<string, number>();

  constructor(private readonly most: number) {}

  get isOpen(): boolean { return this.open !== NONE; }

  /**
   * Opens the container of this number under this bill, the same one if it was told before.
   *
   * @returns what was told that is new; null when nothing is, `full` when there is no room for one more and none is open
   */
  at(initial: string, number: string, checkDigit: string, bill: Bill | null): CheckedContainer | 'full' | null {
    this.leave();
    const checked = wholeNumber(initial, number, checkDigit);
    if (checked.number === '') return null;
    const known = this.find(checked, bill);
    if (known === NONE) {
      if (this.rows.count >= this.most) return 'full';
      this.open = this.keep(bill, checked);
      return checked;
    }
    this.open = known;
    const digit = digitOf(checked);
    const before = this.rows.get(known, CELL.digit);
    if (before === digit) return null;
    if (before === ABSENT || checked.checkDigit === 'right') this.rows.set(known, CELL.digit, digit);
    return checked;
  }

  /**
   * The same, of a number that was just read from a segment.
   *
   * @returns `unsure` where it takes a closer look: `at` has it
   */
  atRead(read: ContainerInSegment, bill: Bill | null): 'new' | 'known' | 'full' | 'unsure' {
    const { rows } = this;
    const known = this.first.get(read.owner, read.serial);
    if (known !== NONE && ((bill !== null && rows.get(known, CELL.bill) !== this.knownPlaceOf(bill)) || rows.get(known, CELL.digit) !== read.digit)) return 'unsure';
    this.leave();
    if (known !== NONE) {
      this.open = known;
      return 'known';
    }
    if (rows.count >= this.most) return 'full';
    this.open = rows.add(read.owner, read.serial, read.digit, this.placeOf(bill));
    this.first.add(this.open);
    return 'new';
  }

  leave(): void { this.open = NONE; this.hazmat.leave(); }

  seal(number: string | undefined): void {
    const seal = some(number);
    if (seal === null || !this.takesSeal()) return;
    this.seals.begin();
    this.seals.writeText(seal);
    this.keepSeal();
  }

  sealIn(elements: SegmentElements, n: number): void {
    if (elements.length(n) === 0 || !this.takesSeal()) return;
    this.seals.begin();
    if (this.seals.write(elements, n)) this.keepSeal();
    else this.seal(elements.text(n));
  }

  sizeType(code: string | undefined): void {
    const size = some(code);
    if (size === null || !this.lacks(CELL.sizeType)) return;
    this.rows.set(this.open, CELL.sizeType, -this.rows.beside.sizes.push(size));
  }

  sizeTypeIn(elements: SegmentElements, n: number): void {
    if (!this.lacks(CELL.sizeType)) return;
    const packed = packedIn(elements, n);
    if (packed !== 0) this.rows.set(this.open, CELL.sizeType, packed);
    else this.sizeType(elements.text(n));
  }

  loadEmpty(code: 'L' | 'E'): void {
    if (this.lacks(CELL.loadEmpty)) this.rows.set(this.open, CELL.loadEmpty, code.charCodeAt(0));
  }

  bill(bill: Bill | null): void {
    if (this.lacks(CELL.bill)) this.rows.set(this.open, CELL.bill, this.placeOf(bill));
  }

  /** H1 or LH1, of the open container or of the whole. */
  hazardous(code: string | undefined, hazardClass: string | undefined, text: string | undefined): void {
    const { hazmat } = this.rows.beside;
    const known = this.open === NONE ? [] : hazmat.get(this.open) ?? [];
    this.hazmat.add(known, code, hazardClass, text);
    if (known.length === 1 && this.open !== NONE) hazmat.set(this.open, known);
  }

  /** Weights of one container's lines add up. */
  addWeight(kg: number | null): void {
    const { rows, open } = this;
    if (open === NONE || kg === null) return;
    const before = rows.weight(open);
    const sum = Number.isNaN(before) ? kg : before + kg;
    // Whole kilograms, as nearly all are, need no rounding.
    rows.weigh(open, Number.isInteger(sum) ? sum : Math.round(sum * 10) / 10);
  }

  get count(): number { return this.rows.count; }

  all(bills: readonly string[]): ContainerFact[] {
    return containersOf(this.rows, { bills, beyond: [...this.beyond.keys()], seals: this.seals.strings() });
  }

  /** The same, to be made when someone asks: other sets may be read meanwhile. */
  later(): (bills: readonly string[]) => ContainerFact[] {
    const rows = this.rows.copy();
    const seals = this.seals.copy();
    const beyond = [...this.beyond.keys()];
    return (bills) => containersOf(rows, { bills, beyond, seals: seals.strings() });
  }

  clear(): void {
    this.leave();
    this.hazmat.told = false;
    this.rows.clear();
    this.seals.clear();
    this.first.clear();
    if (this.others.size > 0) this.others = new Map();
    if (this.more.size > 0) this.more = new Map();
    if (this.beyond.size > 0) this.beyond = new Map();
  }

  private lacks(cell: number): boolean { return this.open !== NONE && this.rows.get(this.open, cell) === 0; }

  private takesSeal(): boolean {
    if (this.open === NONE) return false;
    return this.rows.get(this.open, CELL.seal) === 0 || (this.rows.beside.seals.get(this.open)?.length ?? 0) < MOST_SEALS - 1;
  }

  /** What was written, unless the open container has it already. */
  private keepSeal(): void {
    const { rows, open, seals } = this;
    const first = rows.get(open, CELL.seal);
    if (first === 0) {
      rows.set(open, CELL.seal, seals.keep());
      return;
    }
    const more = rows.beside.seals.get(open);
    if (seals.says(first) || more?.some((seal) => seals.says(seal))) return;
    if (more) more.push(seals.keep());
    else rows.beside.seals.set(open, [seals.keep()]);
  }

  /** Under no bill it is the one told first, and one told under no bill is that of the first bill that names it. */
  private find(checked: CheckedContainer, bill: Bill | null): number {
    const first = this.firstOf(checked);
    if (first === NONE || bill === null) return first;
    const under = this.rows.get(first, CELL.bill);
    if (under === 0) this.rows.set(first, CELL.bill, this.placeOf(bill));
    else if (under !== this.knownPlaceOf(bill)) return this.more.get(keyUnder(this.knownPlaceOf(bill), checked)) ?? NONE;
    return first;
  }

  private firstOf({ number, expected }: CheckedContainer): number {
    return expected === null ? this.others.get(number) ?? NONE : this.first.get(ownerOf(number), serialOf(number));
  }

  private keep(bill: Bill | null, checked: CheckedContainer): number {
    const { rows } = this;
    const { number, expected } = checked;
    const under = this.placeOf(bill);
    const isFirst = this.firstOf(checked) === NONE;
    const row = expected === null ? rows.add(ODD, rows.beside.odd.push(number) - 1, ABSENT, under) : rows.add(ownerOf(number), serialOf(number), digitOf(checked), under);
    if (!isFirst) this.more.set(keyUnder(under, checked), row);
    else if (expected === null) this.others.set(number, row);
    else this.first.add(row);
    return row;
  }

  /** 0 for none. */
  private knownPlaceOf(bill: Bill | null): number {
    if (typeof bill === 'number') return bill;
    return bill === null ? 0 : this.beyond.get(bill) ?? 0;
  }

  private placeOf(bill: Bill | null): number {
    if (typeof bill === 'number') return bill;
    if (bill !== null && !this.beyond.has(bill)) this.beyond.set(bill, -this.beyond.size - 1);
    return this.knownPlaceOf(bill);
  }
}

function keyUnder(bill: number, { number, expected }: CheckedContainer): string {
  return `${expected === null ? number : number.slice(0, 10)}|${bill}`;
}
