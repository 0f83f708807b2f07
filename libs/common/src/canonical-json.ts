import { HawserError } from './errors.js';

export class NotCanonicalError extends HawserError {
  readonly code = 'COMMON.NOT_CANONICAL';
  readonly retry = 'never';
  constructor(path: string, found: string) {
    super(`Canonical JSON: found ${found} at ${path}; expected text, a finite number, true, false, null, a date, a list or a plain object`, { path, found });
  }
}

/**
 * One text per value, for hash chains: keys sorted by code unit, no blanks, dates as ISO instants in UTC, numbers and text
 * as JSON writes them. A key whose value is undefined is left out, as JSON does. The same value gives the same bytes on
 * every machine and in every version of ours.
 * @throws NotCanonicalError for what JSON would change without a word: NaN, functions, Maps, bytes, holes in lists
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  if (isPlain(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key], `${path}.${key}`)}`).join(',')}}`;
  }
  throw new NotCanonicalError(path, typeof value === 'object' ? value.constructor.name : String(value));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || (prototype as { constructor?: { name?: string } }).constructor?.name === 'Object';
}
