import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Growth } from './growth.js';
import { writeState, type Crasher, type State } from './state.js';
import { Hang, WatchedWorker } from './watched-worker.js';

/** After so many batches that failed there is work enough. */
const ENOUGH = 20;
/** Crashers that say the same but for numbers: more of them would be more of the same. */
const OF_A_KIND = 2;

export interface Campaign {
  state: State;
  /** var/fuzz */
  folder: string;
  /** inputs in all, those of earlier runs with them */
  inputs: number;
  /** of this run; null for no bound */
  seconds: number | null;
  /** threads, each with a batch of its own at a time */
  workers: number;
  stopped: () => boolean;
  progress: (state: State, inputsASecond: number) => void;
  found: (crasher: Crasher) => void;
}

/** Runs batches until there are enough inputs, or the time is over, or somebody stops it. The state is written after each round. */
export async function run({ state, folder, inputs, seconds, workers, stopped, progress, found }: Campaign): Promise<void> {
  const start = performance.now();
  const before = { inputs: state.inputs, seconds: state.seconds };
  const lanes = Array.from({ length: workers }, () => ({ worker: new WatchedWorker(state.name), growth: new Growth() }));
  let failed = 0;
  const keep = (bytes: Uint8Array, words: Omit<Crasher, 'file'>) => {
    failed += 1;
    if (state.crashers.filter(({ says }) => kindOf(says) === kindOf(words.says)).length >= OF_A_KIND) return;
    const { says, tried, seed, path } = words;
    const crasher = { file: crasherFile(folder, state.name, bytes), says, tried, seed, path };
    if (state.crashers.some(({ file }) => file === crasher.file)) return;
    state.crashers.push(crasher);
    found(crasher);
  };
  const batch = async (lane: (typeof lanes)[number], seed: number): Promise<void> => {
    try {
      const tried = await lane.worker.batch(seed);
      state.inputs += tried.inputs;
      state.worstMs = Math.max(state.worstMs, tried.worstMs);
      state.peakMiB = Math.max(state.peakMiB, tried.peakMiB);
      if (tried.failure) keep(tried.failure.bytes, tried.failure);
      const grown = lane.growth.after(tried.heapMiB);
      if (grown !== null) throw new Error(`the heap has grown by ${Math.round(grown)} MiB over the run, after a full collection`);
    } catch (error) {
      if (!(error instanceof Hang)) throw error;
      keep(error.bytes, { says: error.message, tried: null, seed, path: null });
      lane.worker = new WatchedWorker(state.name);
    }
  };
  try {
    while (!stopped() && state.inputs < inputs && failed < ENOUGH && (seconds === null || performance.now() - start < seconds * 1_000)) {
      await Promise.all(lanes.map((lane, at) => batch(lane, state.seed + state.batches + at)));
      state.batches += lanes.length;
      const spent = (performance.now() - start) / 1_000;
      state.seconds = Math.round(before.seconds + spent);
      writeState(join(folder, `${state.name}.json`), state);
      progress(state, (state.inputs - before.inputs) / spent);
    }
  } finally {
    for (const { worker } of lanes) await worker.stop();
  }
}

const kindOf = (says: string) => says.replaceAll(/[0-9a-f]{64}|\d+/g, '#');

/** Named after its content: the same input is kept once. */
function crasherFile(folder: string, name: string, bytes: Uint8Array): string {
  const file = `${name}/${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.bin`;
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, file), bytes);
  return file;
}
