import { checkContainer, type CheckedContainer } from './container-number.js';
import { ABSENT } from './container-rows.js';

/** Initial and number are one; some senders put the whole number into the second, and the check digit behind either or apart. */
export function wholeNumber(initial: string, number: string, checkDigit: string): CheckedContainer {
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
export function ownerOf(number: string): number {
  let owner = 0;
  for (let i = 0; i < 4; i += 1) owner = owner * 26 + number.charCodeAt(i) - 0x41;
  return owner;
}

/** And its six digits. */
export function serialOf(number: string): number { return Number(number.slice(4, 10)); }

/** And the check digit, where there is one. */
export function digitOf({ number, expected }: CheckedContainer): number {
  return expected === null || number.length === 10 ? ABSENT : number.charCodeAt(10) - 0x30;
}
