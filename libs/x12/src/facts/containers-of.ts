import type { ContainerFact } from '../types.js';
import { expectedDigit } from './container-number.js';
import { ABSENT, CELL, ODD, type ContainerRows } from './container-rows.js';
import { unpacked } from './packed.js';

const NUMBER = 11;
const LETTERS = 26;
const LETTER_A = 0x41;
const LETTER_L = 0x4c;
const DIGIT_0 = 0x30;

const NONE: never[] = [];
Object.freeze(NONE);

/** The texts that places in the rows stand for; a text's index is its place less one. */
export interface RowTexts { bills: readonly string[]; beyond: readonly string[]; seals: readonly string[] }

/** The containers that rows tell of. Most have no hazmat, and many no seal: theirs is one empty list for all. */
export function containersOf(rows: ContainerRows, { bills, beyond, seals }: RowTexts): ContainerFact[] {
  const { odd, sizes, seals: moreSeals, hazmat } = rows.beside;
  const numbers = numbersIn(rows);
  const codes = new Map<number, string>();
  const containers: ContainerFact[] = [];
  for (let row = 0; row < rows.count; row += 1) {
    const owner = rows.get(row, CELL.owner);
    const serial = rows.get(row, CELL.serial);
    const digit = rows.get(row, CELL.digit);
    const bill = rows.get(row, CELL.bill);
    const size = rows.get(row, CELL.sizeType);
    const seal = rows.get(row, CELL.seal);
    const loadEmpty = rows.get(row, CELL.loadEmpty);
    const weight = rows.weight(row);
    containers.push({
      number: owner === ODD ? odd[serial] ?? '' : numbers.substring(row * NUMBER, row * NUMBER + (digit === ABSENT ? NUMBER - 1 : NUMBER)),
      checkDigit: digit === ABSENT ? 'absent' : digit === expectedDigit(owner, serial) ? 'right' : 'wrong',
      bill: (bill < 0 ? beyond[-bill - 1] : bills[bill - 1]) ?? null,
      sizeType: size === 0 ? null : size < 0 ? sizes[-size - 1] ?? null : codeOf(size, codes),
      loadEmpty: loadEmpty === 0 ? null : loadEmpty === LETTER_L ? 'L' : 'E',
      weightKg: Number.isNaN(weight) ? null : weight,
      seals: seal === 0 ? NONE : sealsAt(seal, moreSeals.get(row), seals),
      hazmat: hazmat.get(row) ?? NONE,
    });
  }
  return containers;
}

function sealsAt(first: number, more: readonly number[] | undefined, seals: readonly string[]): string[] {
  const one = seals[first - 1] ?? '';
  return more ? [one, ...more.map((place) => seals[place - 1] ?? '')] : [one];
}

/** Sizes and types are few: of each the same string is given out. */
function codeOf(packed: number, known: Map<number, string>): string {
  let code = known.get(packed);
  if (code === undefined) known.set(packed, code = unpacked(packed));
  return code;
}

/** All container numbers in one text, eleven characters each: cut out of it they come several times quicker than one by one. */
function numbersIn(rows: ContainerRows): string {
  const bytes = Buffer.allocUnsafe(rows.count * NUMBER);
  for (let row = 0; row < rows.count; row += 1) {
    const at = row * NUMBER;
    let owner = rows.get(row, CELL.owner);
    for (let i = 3; i >= 0; i -= 1) { bytes[at + i] = LETTER_A + owner % LETTERS; owner = Math.floor(owner / LETTERS); }
    let serial = rows.get(row, CELL.serial);
    for (let i = 9; i >= 4; i -= 1) { bytes[at + i] = DIGIT_0 + serial % 10; serial = Math.floor(serial / 10); }
    bytes[at + 10] = DIGIT_0 + rows.get(row, CELL.digit);
  }
  return bytes.toString('latin1');
}
