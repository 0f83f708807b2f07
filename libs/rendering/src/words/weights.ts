import { wordTable } from './word-table.js';

/** Element 187, what a weight means. */
export const weightQualifiers = wordTable({
  A: 'consolidated weight', B: 'billed weight', E: 'estimated net weight', G: 'gross weight', L: 'legal weight', N: 'net weight', T: 'tare weight', X: 'maximum weight', A3: "shipper's weight", CE: 'certified weight of cargo', WX: 'net explosive weight',
});

/** Element 188. */
export const weightUnits = wordTable({ E: 'metric tons', G: 'grams', K: 'kg', L: 'lb', M: 'measurement tons', O: 'ounces', S: 'short tons', T: 'long tons' });

/** Element 184. */
export const volumeUnits = (unit: string): string => {
  const words: Record<string, string> = { X: 'cubic metres', E: 'cubic feet', V: 'litres', G: 'gallons', C: 'cubic centimetres', M: 'cubic decimetres', N: 'cubic inches' };
  return words[unit] ?? unit;
};
