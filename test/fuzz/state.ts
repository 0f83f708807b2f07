import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const crasher = z.object({
  /** file below var/fuzz that holds the input */
  file: z.string(),
  /** what did not hold */
  says: z.string(),
  /** how it was read; null for one that never ended */
  tried: z.string().nullable(),
  /** fast-check's own way back to it; both null for one that never ended */
  seed: z.number().nullable(),
  path: z.string().nullable(),
});

const state = z.object({
  name: z.string(),
  /** batch n is made from seed + n: with the same code, the same inputs */
  seed: z.number().int(),
  batches: z.number().int().nonnegative(),
  inputs: z.number().int().nonnegative(),
  seconds: z.number().nonnegative(),
  worstMs: z.number().nonnegative(),
  peakMiB: z.number().nonnegative(),
  crashers: z.array(crasher),
});

export type Crasher = z.infer<typeof crasher>;
/** How far a campaign has come; var/fuzz/NAME.json. */
export type State = z.infer<typeof state>;

/** Goes on where the last run stopped; with a seed it begins anew. @throws when the file is not ours */
export function readState(file: string, name: string, seed: number | null): State {
  const fresh: State = { name, seed: seed ?? 1, batches: 0, inputs: 0, seconds: 0, worstMs: 0, peakMiB: 0, crashers: [] };
  if (seed !== null || !existsSync(file)) return fresh;
  const read = state.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  throw new Error(`${file}: ${z.prettifyError(read.error)}; remove it to begin anew`);
}

/** Whole or not at all: a run may be stopped at any moment. */
export function writeState(file: string, kept: State): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
