import type { ContainerFact } from '../types.js';

/** By character: digits are themselves; letters count on from 10 and leave out 11, 22 and 33. A table, because letters come in no order. */
const VALUES = Uint8Array.from({ length: 0x5b }, (_, code) => {
  if (code < 0x41) return Math.max(0, code - 0x30);
  const n = code - 0x41 + 10;
  return n + (n > 10 ? 1 : 0) + (n > 20 ? 1 : 0) + (n > 30 ? 1 : 0);
});

export interface CheckedContainer {
  /** 11 characters where it is owner code, serial number and check digit; else what was given, upper case, without blanks and hyphens */
  number: string;
  checkDigit: ContainerFact['checkDigit'];
  /** what the check digit should be; null when it is no container number at all */
  expected: number | null;
}

/**
 * Checks a container number against its check digit. Ten characters are a number whose digit was not sent: `absent`.
 * Anything else (a house number, a chassis) is `absent` too, with `expected` null.
 * @source ISO 6346, annex A
 */
export function checkContainer(number: string): CheckedContainer {
  if (isContainerNumber(number)) return judged(number);
  const bare = number.toUpperCase().replace(/[\s-]/g, '');
  return isContainerNumber(bare) ? judged(bare) : { number: bare, checkDigit: 'absent', expected: null };
}

function judged(number: string): CheckedContainer {
  const expected = checkDigitOf(number);
  return { number, checkDigit: number.length === 10 ? 'absent' : number.charCodeAt(10) - 0x30 === expected ? 'right' : 'wrong', expected };
}

/** Four letters, six digits, and perhaps one more. Loops, because a stow plan has ten thousand of them. */
function isContainerNumber(text: string): boolean {
  if (text.length !== 10 && text.length !== 11) return false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (i < 4 ? !isLetter(code) : !isDigit(code)) return false;
  }
  return true;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLetter = (code: number): boolean => code >= 0x41 && code <= 0x5a;

/** Of the first ten characters. */
function checkDigitOf(number: string): number {
  let sum = 0;
  for (let i = 0; i < 10; i += 1) sum += weighed(number.charCodeAt(i), i);
  return checkDigitFrom(sum);
}

/** What the character in this place, from 0 on, adds to the sum the check digit comes from. */
export function weighed(code: number, place: number): number { return (VALUES[code] ?? 0) << place; }

/** The check digit of a number whose four letters and six digits are told as numbers. */
export function expectedDigit(owner: number, serial: number): number {
  let sum = 0;
  for (let i = 3, rest = owner; i >= 0; i -= 1, rest = Math.floor(rest / 26)) sum += weighed(0x41 + rest % 26, i);
  for (let i = 9, rest = serial; i >= 4; i -= 1, rest = Math.floor(rest / 10)) sum += weighed(0x30 + rest % 10, i);
  return checkDigitFrom(sum);
}

export function checkDigitFrom(sum: number): number { return (sum % 11) % 10; }
