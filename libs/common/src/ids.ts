import { randomInt } from 'node:crypto';

/** 29 signs nobody mistakes for another, by eye or over the telephone: no 0 O 1 I L, no U, and no S beside the 5. 29 is prime, which the check needs. */
const SIGNS = '23456789ABCDEFGHJKMNPQRTVWXYZ';
const RANDOM_SIGNS = 6;
const FORM = new RegExp(`^HW-[${SIGNS}]{${RANDOM_SIGNS + 1}}$`);

/**
 * A document's reference, short enough to be read out: `HW-7F3K2Q6`. Six random signs (29^6, about 595 million) and one
 * check sign. The unique index of the ledger holds uniqueness; on a clash the writer makes another.
 *
 * The check is a weighted sum modulo 29, as ISBN-10 does it modulo 11: weights 7 … 2 over the random signs and 1 over the
 * check sign, the total divisible by 29. Since 29 is prime and all weights differ, every single wrong sign and every
 * swap of two signs, adjacent or not, is detected.
 */
export function makeRef(): string {
  const signs = Array.from({ length: RANDOM_SIGNS }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('');
  return `HW-${signs}${SIGNS.charAt((SIGNS.length - weighted(signs)) % SIGNS.length)}`;
}

/** Is this a reference of ours, as written by us (upper case)? */
export function isRef(text: string): boolean {
  return FORM.test(text) && weighted(text.slice('HW-'.length)) === 0;
}

function weighted(signs: string): number {
  let sum = 0;
  for (let i = 0; i < signs.length; i += 1) sum += (RANDOM_SIGNS + 1 - i) * SIGNS.indexOf(signs.charAt(i));
  return sum % SIGNS.length;
}
