import { setTimeout as wait } from 'node:timers/promises';
import { wordsOf } from '#common';

const LOOK_EVERY_MS = 25;

/**
 * Looks again and again until `check` ends without an error, at the latest after `withinMs`.
 * @param what  a fact, as the failure will say it
 * @param check  throws while it is not so yet; `expect` does
 * @returns what `check` returned
 * @throws Error with what was seen last
 */
export async function until<T>(what: string, check: () => T | Promise<T>, withinMs: number): Promise<T> {
  const giveUp = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > giveUp) throw new Error(`not within ${withinMs} ms: ${what}\nseen last: ${wordsOf(error)}`, { cause: error });
    }
    await wait(LOOK_EVERY_MS);
  }
}
