import type { ContainerFact } from '../types.js';
import { grown } from './grown.js';

/** What a cell of a row holds. A place is that of a text, 0 for none. */
export const CELL = {
  /** the four letters and the six digits of the number, each as a number; ODD and an index into `odd` where it is no container number */
  owner: 0, serial: 1,
  /** the check digit as told, or ABSENT */
  digit: 2,
  /** the bill's place; below zero that of one beyond what is kept */
  bill: 3,
  /** up to four characters, packed; below zero an index into `sizes`, less one */
  sizeType: 4,
  /** the first seal's place */
  seal: 5,
  /** L or E as it is written, 0 for neither */
  loadEmpty: 6,
} as const;
export const ODD = -1;
export const ABSENT = -1;
/** A row has a cell to spare, so that a shift finds it. */
const SHIFT = 3;
const FEW = 8;

/** What few containers tell, beside the rows. */
class Beside {
  readonly odd: string[] = [];
  readonly sizes: string[] = [];
  /** by row: the places of the seals after the first */
  readonly seals = new Map<number, number[]>();
  readonly hazmat = new Map<number, ContainerFact['hazmat']>();

  get isEmpty(): boolean { return this.odd.length + this.sizes.length + this.seals.size + this.hazmat.size === 0; }
}

/**
 * The containers of one set as rows of numbers, so that keeping one costs no object. These serve set after set: a copy is
 * what stays.
 */
export class ContainerRows {
  constructor(public count = 0, private cells = new Int32Array(FEW << SHIFT), private weights = new Float64Array(FEW), public beside = new Beside()) {}

  add(owner: number, serial: number, digit: number, bill: number): number {
    const row = this.count;
    this.count += 1;
    if (row === this.weights.length) {
      this.weights = grown(this.weights, this.count);
      this.cells = grown(this.cells, this.count << SHIFT);
    }
    const { cells } = this;
    const at = row << SHIFT;
    cells[at + CELL.owner] = owner;
    cells[at + CELL.serial] = serial;
    cells[at + CELL.digit] = digit;
    cells[at + CELL.bill] = bill;
    cells[at + CELL.sizeType] = 0;
    cells[at + CELL.seal] = 0;
    cells[at + CELL.loadEmpty] = 0;
    this.weights[row] = NaN;
    return row;
  }

  get(row: number, cell: number): number { return this.cells[(row << SHIFT) + cell] ?? 0; }
  set(row: number, cell: number, value: number): void { this.cells[(row << SHIFT) + cell] = value; }

  /** Kilograms; NaN for none. */
  weight(row: number): number { return this.weights[row] ?? NaN; }
  weigh(row: number, kg: number): void { this.weights[row] = kg; }

  /** Forgets all. */
  clear(): void {
    this.count = 0;
    if (!this.beside.isEmpty) this.beside = new Beside();
  }

  copy(): ContainerRows {
    const { beside } = this;
    // What is beside the rows is not copied: the copy has it, and these begin anew.
    this.beside = new Beside();
    return new ContainerRows(this.count, this.cells.slice(0, this.count << SHIFT), this.weights.slice(0, this.count), beside);
  }
}
