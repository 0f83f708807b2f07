import type { ContainerFact } from '../types.js';

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
  const bare = number.toUpperCase().replace(/[\s-]/g, '');
  const match = /^([A-Z]{4}\d{6})(\d?)$/.exec(bare);
  if (!match) return { number: bare, checkDigit: 'absent', expected: null };
  const expected = checkDigitOf(match[1] ?? '');
  if (match[2] === '') return { number: bare, checkDigit: 'absent', expected };
  return { number: bare, checkDigit: Number(match[2]) === expected ? 'right' : 'wrong', expected };
}

function checkDigitOf(tenCharacters: string): number {
  let sum = 0;
  for (let i = 0; i < 10; i += 1) sum += valueOf(tenCharacters.charCodeAt(i)) << i;
  return (sum % 11) % 10;
}

/** Digits are themselves; letters count on from 10 and leave out 11, 22 and 33. */
function valueOf(code: number): number {
  if (code < 0x41) return code - 0x30;
  const n = code - 0x41 + 10;
  return n + Math.floor((n - 1) / 10);
}
