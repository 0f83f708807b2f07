import type { SegmentElements } from '../reader/segment-elements.js';
import type { ContainerFact } from '../types.js';
import { checkDigitFrom, weighed } from './container-number.js';

/** The elements of a segment that tell a container number, and the name of the one it stands in, for a remark. */
export interface NumberPlace { initial: number; number: number; checkDigit: number; name: string }

/**
 * A container number as nearly all are written, read from a segment without making text of it: four capital letters and six
 * digits, over two elements or in one, and the check digit behind them, apart or absent. One object reads many.
 */
export class ContainerInSegment {
  /** the four letters and the six digits, each as a number */
  owner = 0;
  serial = 0;
  /** what the check digit should be */
  expected = 0;
  /** what it is; -1 where it is absent */
  digit = -1;

  /** @returns false for what is written in another way */
  read(elements: SegmentElements, { initial, number, checkDigit }: NumberPlace): boolean {
    const before = elements.length(initial);
    if (before !== 0 && before !== 4) return false;
    const from = 4 - before;
    const digits = elements.length(number) - from;
    if (digits !== 6 && digits !== 7) return false;
    const { bytes } = elements;
    const letters = elements.start(before === 4 ? initial : number);
    const numerals = elements.start(number) + from;
    let owner = 0;
    let serial = 0;
    let sum = 0;
    for (let i = 0; i < 4; i += 1) {
      const letter = bytes[letters + i] ?? 0;
      if (letter < 0x41 || letter > 0x5a) return false;
      owner = owner * 26 + letter - 0x41;
      sum += weighed(letter, i);
    }
    for (let i = 0; i < 6; i += 1) {
      const digit = bytes[numerals + i] ?? 0;
      if (digit < 0x30 || digit > 0x39) return false;
      serial = serial * 10 + digit - 0x30;
      sum += weighed(digit, i + 4);
    }
    this.owner = owner;
    this.serial = serial;
    this.expected = checkDigitFrom(sum);
    this.digit = -1;
    if (digits === 7) this.digit = elements.byte(number, from + 6) - 0x30;
    else if (elements.length(checkDigit) === 1) this.digit = elements.byte(checkDigit, 0) - 0x30;
    else return elements.length(checkDigit) === 0;
    return this.digit >= 0 && this.digit <= 9;
  }

  get checkDigit(): ContainerFact['checkDigit'] {
    return this.digit < 0 ? 'absent' : this.digit === this.expected ? 'right' : 'wrong';
  }

  /** The number that was read from these elements. */
  textFrom(elements: SegmentElements, { initial, number }: NumberPlace): string {
    const text = elements.text(initial) + elements.text(number);
    return text.length === 10 && this.digit >= 0 ? `${text}${this.digit}` : text;
  }
}
