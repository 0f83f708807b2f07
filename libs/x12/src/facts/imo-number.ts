/**
 * Is it an IMO ship identification number? Seven digits, of which the last is the check digit. "IMO", blanks and a leading
 * zero are accepted around them. The check is weak, and some ships carry numbers that fail it: a reason to remark, not to refuse.
 */
export function isImo(code: string): boolean {
  return imoOf(code) !== null;
}

/** The seven digits, or null when it is no IMO number. */
export function imoOf(code: string): string | null {
  const digits = /^(?:IMO)?\s*0?(\d{7})$/i.exec(code.trim())?.[1];
  if (digits === undefined) return null;
  let sum = 0;
  for (let i = 0; i < 6; i += 1) sum += Number(digits[i]) * (7 - i);
  return sum % 10 === Number(digits[6]) ? digits : null;
}
