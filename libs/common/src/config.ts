import { readFileSync, statSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { type z } from 'zod';
import { faultsOf } from './config-faults.js';
import { HawserError, wordsOf } from './errors.js';

/** A configuration file is text written by people; anything larger is a mistake. */
const LARGEST_FILE = 1024 * 1024;

/** Every fault of the configuration at once, one a line: path, what was found, what was expected. */
export class ConfigError extends HawserError {
  readonly code = 'COMMON.CONFIG';
  readonly retry = 'never';
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`, { faults });
  }
}

export type Checked<T> = { ok: true; value: T } | { ok: false; faults: string[] };

/**
 * Reads YAML files, merges them in order (later wins; maps are merged, lists and plain values replaced), merges
 * `overrides` on top, and checks the whole once.
 * @throws ConfigError listing every fault, also of files that cannot be read
 */
export function readConfig<S extends z.ZodType>(schema: S, files: readonly string[], overrides: unknown = {}): z.output<S> {
  const read = files.map(readYaml);
  const unreadable = read.flatMap((file) => (file.ok ? [] : file.faults));
  if (unreadable.length > 0) throw new ConfigError(unreadable);
  const merged = [...read.map((file) => (file.ok ? file.value : null)), overrides].reduce(merge, {});
  const checked = checkConfig(schema, merged, '');
  if (!checked.ok) throw new ConfigError(checked.faults);
  return checked.value;
}

/** Checks one value. Each fault begins with `at` and the path within: `terminals.USNYC-EAST.mail.to: missing; expected …`. */
export function checkConfig<S extends z.ZodType>(schema: S, value: unknown, at: string): Checked<z.output<S>> {
  const result = schema.safeParse(value);
  return result.success ? { ok: true, value: result.data } : { ok: false, faults: faultsOf(result.error, value, at) };
}

/** One YAML file as plain values; an empty file is an empty map. Two equal keys, tabs and the like are faults with their line. */
export function readYaml(file: string): Checked<unknown> {
  try {
    const { size } = statSync(file);
    if (size > LARGEST_FILE) return { ok: false, faults: [`${file}: found ${size} bytes; expected at most ${LARGEST_FILE}`] };
    const document = parseDocument(readFileSync(file, 'utf8'), { prettyErrors: true });
    if (document.errors.length > 0) {
      return { ok: false, faults: document.errors.map((error) => `${file}: found ${firstLine(error.message)}; expected YAML`) };
    }
    return { ok: true, value: document.toJS() ?? {} };
  } catch (error) {
    return { ok: false, faults: [`${file}: cannot be read (${wordsOf(error)}); expected a readable YAML file`] };
  }
}

function merge(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isMap(below) || !isMap(above)) return above;
  // A Map of entries, so that a key named __proto__ stays a plain (and then refused) key.
  const entries = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) entries.set(key, merge(entries.get(key), value));
  return Object.fromEntries(entries);
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const firstLine = (text: string): string => text.split('\n')[0]?.replace(/:$/, '') ?? text;
