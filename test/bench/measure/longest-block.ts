import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The longest time in ms that nothing else of this thread could have run while `work` did. */
export async function longestBlock(work: () => unknown): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await pause();
  delay.reset();
  // It counts from one look to the next: one must lie between the reset and the work, and one after the work.
  await pause();
  await work();
  await pause();
  delay.disable();
  return delay.max / 1e6;
}

const pause = () => new Promise((resolve) => { setTimeout(resolve, 10); });
