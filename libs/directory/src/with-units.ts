import { z } from 'zod';

/** The program's name of a setting: a duration's ends in Ms, a size's in Bytes, so that no reader has to guess. */
type Named<K extends string, S> = S extends { unit: infer Unit extends string } ? `${K}${Unit}` : K;
type WithUnits<Shape extends z.ZodRawShape> = { [K in keyof Shape & string as Named<K, Shape[K]>]: z.output<Shape[K]> };

/** A group of settings. In the file `every: 30s`, in the program `everyMs: 30_000`. Unknown settings are faults. */
export function withUnits<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).transform((group) => {
    const named = Object.entries(group).map(([key, value]) => [`${key}${unitOf(shape[key])}`, value]);
    return Object.fromEntries(named) as WithUnits<Shape>;
  });
}

const unitOf = (schema: unknown): string =>
  (typeof schema === 'object' && schema !== null && 'unit' in schema && typeof schema.unit === 'string' ? schema.unit : '');
