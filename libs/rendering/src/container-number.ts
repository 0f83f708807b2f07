import type { Words } from './words/words.js';

/**
 * Joins prefix, serial and check digit as three elements carry them (N701, N702, N718 and their like). Seven digits already
 * hold the check digit; a digit given twice is not added twice.
 */
export function containerNumber(prefix: string, serial: string, checkDigit = ''): string {
  const joined = prefix + serial;
  return checkDigit !== '' && joined.length === 10 && TEN.test(joined) ? joined + checkDigit : joined;
}

/** What two numbers are compared by: they travel with and without their check digit. A number of another form counts to its last sign. */
export function withoutCheckDigit(number: string): string { return NUMBER.test(number) ? number.slice(0, 10) : number; }

const TEN = /^[A-Z]{4}\d{6}$/;
const NUMBER = /^[A-Z]{4}\d{6}\d?$/;

/** What a clerk should know before keying the number; "" when it is in order or no number at all. */
export function numberRemark(number: string, words: Words): string {
  if (number === '') return '';
  if (!NUMBER.test(number)) return words.say('notIso6346');
  const expected = checkDigitOf(number);
  if (number.length === 10) return words.say('noCheckDigit', expected);
  return number.charCodeAt(10) - 48 === expected ? '' : words.say('wrongCheckDigit', number.slice(10), expected);
}

/** ISO 6346: letters count 10 to 38 without the multiples of 11, each place weighs twice the one before, modulo 11, and 10 counts as 0. */
function checkDigitOf(number: string): number {
  let sum = 0;
  for (let place = 0; place < 10; place += 1) {
    const letter = number.charCodeAt(place) - 65;
    const value = letter < 0 ? letter + 17 : letter + 10 + Math.floor((letter + 9) / 10);
    sum += value << place;
  }
  return (sum % 11) % 10;
}
