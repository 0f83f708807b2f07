const KG_PER_LB = 0.45359237;

/**
 * A weight in kilograms, to a tenth. The unit must be said (element 188): K kilograms or L pounds; without it a number
 * is no weight, since some sets mean pounds by default and some senders kilograms.
 */
export function kilograms(weight: string | undefined, unit: string | undefined): number | null {
  const text = (weight ?? '').trim();
  if (!/^\d*\.?\d+$/.test(text)) return null;
  if (unit === 'K') return tenth(Number(text));
  if (unit === 'L') return tenth(Number(text) * KG_PER_LB);
  return null;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
