import { weightOf, type Weight } from '../weight.js';

/** As `weightOf`, and a nought without a unit is a weight too: it was sent, so it is said. */
export function weightGiven(found: string, unit: string, qualifier = ''): Weight | null {
  return weightOf(found, unit, qualifier) ?? (found === '' ? null : { found, unit, qualifier, kilograms: null, kg: '', lb: '' });
}
