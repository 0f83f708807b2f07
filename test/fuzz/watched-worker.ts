import { Worker } from 'node:worker_threads';
import { shared, sharedMemory, type BatchAsk, type BatchResult } from './batch.js';

/** No input takes so long, in ms, however busy the machine is: it hangs. */
const HANGS = 20_000;

/** One input that never ended, as far as it was waited for. */
export class Hang extends Error {
  constructor(readonly bytes: Uint8Array) { super(`${bytes.length} bytes are not read to their end in ${HANGS / 1_000} s`); }
}

/** The worker, and an eye on it. */
export class WatchedWorker {
  private readonly memory = sharedMemory();
  private readonly worker: Worker;

  constructor(name: string) {
    this.worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { name, memory: this.memory } });
  }

  /** @throws Hang, after which this worker is gone; Error when it died */
  batch(seed: number): Promise<BatchResult> {
    const { counter, bytes } = shared(this.memory);
    return new Promise((resolve, reject) => {
      let seen = Atomics.load(counter, 0);
      const watch = setInterval(() => {
        const now = Atomics.load(counter, 0);
        if (now === seen) settle(() => { void this.stop(); reject(new Hang(bytes.slice(0, Atomics.load(counter, 1)))); });
        seen = now;
      }, HANGS);
      const settle = (how: () => void) => {
        clearInterval(watch);
        this.worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        how();
      };
      const onMessage = (result: BatchResult) => { settle(() => { resolve(result); }); };
      const onError = (error: Error) => { settle(() => { reject(error); }); };
      const onExit = (code: number) => { settle(() => { reject(new Error(`the worker ended with ${code}`)); }); };
      this.worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      const ask: BatchAsk = { seed };
      this.worker.postMessage(ask);
    });
  }

  async stop(): Promise<void> { await this.worker.terminate(); }
}
