import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { wordsOf } from '#common';
import { BATCH, LONGEST, shared, type BatchAsk, type BatchResult } from './batch.js';
import { TARGETS } from './targets.js';

/** Tries batch after batch. A thread of its own, so that one that never ends can be seen and stopped from outside. */
const { name, memory } = workerData as { name: string; memory: SharedArrayBuffer };
const target = TARGETS[name];
const { counter, bytes } = shared(memory);
const MIB = 2 ** 20;

parentPort?.on('message', ({ seed }: BatchAsk) => { parentPort?.postMessage(batch(seed)); });

function batch(seed: number): BatchResult {
  if (!target) throw new Error(`no target ${name}`);
  let worstMs = 0;
  const tried = fc.check(fc.property(target.arbitrary, (recipe) => {
    const input = target.bytesOf(recipe).subarray(0, LONGEST);
    bytes.set(input);
    Atomics.store(counter, 1, input.length);
    Atomics.add(counter, 0, 1);
    worstMs = Math.max(worstMs, target.hold(recipe));
  }), { seed, numRuns: BATCH });
  globalThis.gc?.();
  const failed = tried.counterexample?.[0];
  return {
    inputs: tried.numRuns, worstMs, heapMiB: getHeapStatistics().used_heap_size / MIB, peakMiB: process.resourceUsage().maxRSS / 1_024,
    failure: tried.failed && failed !== undefined ? {
      says: wordsOf(tried.errorInstance), tried: target.wordsOf(failed), bytes: target.bytesOf(failed),
      seed: tried.seed, path: tried.counterexamplePath ?? '',
    } : null,
  };
}
