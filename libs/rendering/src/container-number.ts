/**
 * Joins prefix, serial and check digit as three elements carry them (N701, N702, N718 and their like). Seven digits already
 * hold the check digit; a digit given twice is not added twice.
 */
export function containerNumber(prefix: string, serial: string, checkDigit = ''): string {
  const joined = prefix + serial;
  return checkDigit !== '' && /^[A-Z]{4}\d{6}$/.test(joined) ? joined + checkDigit : joined;
}

/** What a clerk should know before keying the number; "" when it is in order or no ISO 6346 number at all. */
export function numberRemark(number: string): string {
  const match = /^([A-Z]{4}\d{6})(\d)?$/.exec(number);
  if (!match?.[1]) return number === '' || /^[A-Z]{4}\d{7}$/.test(number) ? '' : 'not an ISO 6346 number, shown as received';
  const expected = checkDigitOf(match[1]);
  if (match[2] === undefined) return `check digit not given (ISO 6346 would make it ${expected})`;
  return Number(match[2]) === expected ? '' : `check digit ${match[2]} does not fit the number (ISO 6346 would make it ${expected}): compare with the container`;
}

/** ISO 6346: letters count 10 to 38 without the multiples of 11, each place weighs twice the one before, modulo 11, and 10 counts as 0. */
function checkDigitOf(ten: string): number {
  let sum = 0;
  for (const [index, sign] of [...ten].entries()) {
    const letter = sign.charCodeAt(0) - 65;
    const value = letter < 0 ? Number(sign) : letter + 10 + Math.floor((letter + 9) / 10);
    sum += value * 2 ** index;
  }
  return (sum % 11) % 10;
}
