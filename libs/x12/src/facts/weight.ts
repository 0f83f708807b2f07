const KG_PER_LB = 0.45359237;

/**
 * A weight in kilograms, to a tenth. The unit must be said (element 188): K kilograms or L pounds; without it a number
 * is no weight, since some sets mean pounds by default and some senders kilograms.
 */
export function kilograms(weight: string | undefined, unit: string | undefined): number | null {
  if (unit !== 'K' && unit !== 'L') return null;
  const value = wholeNumber(weight ?? '') ?? decimal((weight ?? '').trim());
  if (value === null) return null;
  return tenth(unit === 'K' ? value : value * KG_PER_LB);
}

/** The usual case, digit by digit: a manifest has a weight for every line of cargo. Null for anything else. */
function wholeNumber(text: string): number | null {
  if (text.length === 0 || text.length > 9) return null;
  let value = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}

function decimal(text: string): number | null {
  return /^\d*\.?\d+$/.test(text) ? Number(text) : null;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
