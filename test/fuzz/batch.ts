/** Inputs of one batch: seconds, so that a run that is stopped ends soon. */
export const BATCH = 10_000;
/** The longest input whose bytes are kept for one that never ends. */
export const LONGEST = 1 << 20;

/** What the worker's side shares with whoever watches it: which input it is at, and that input. */
export interface Shared { counter: Int32Array; bytes: Uint8Array }

export const shared = (memory: SharedArrayBuffer): Shared => ({ counter: new Int32Array(memory, 0, 2), bytes: new Uint8Array(memory, 8) });
export const sharedMemory = () => new SharedArrayBuffer(8 + LONGEST);

export interface BatchAsk { seed: number }

export interface BatchResult {
  /** inputs that were tried, those of shrinking not counted */
  inputs: number;
  worstMs: number;
  /** of the worker's heap after a full collection */
  heapMiB: number;
  peakMiB: number;
  failure: { says: string; tried: string; seed: number; path: string; bytes: Uint8Array } | null;
}
