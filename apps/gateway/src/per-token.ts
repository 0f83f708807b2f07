import type { Clock } from '#common';

const MINUTE_MS = 60_000;

/**
 * So many requests a minute for one token: a page costs the ledger some questions, and needs no key. Of more than `mostTokens` in a minute it forgets all
 * and counts anew: a flood of invented ones must not shut out the true ones. Against floods stands what is before the gateway.
 */
export class PerToken {
  private counts = new Map<string, number>();
  private minute = 0;

  constructor(private readonly clock: Clock, private readonly most: number, private readonly mostTokens: number) {}

  /** Counts one more. False: it is one too many, until the minute is over. */
  takes(token: string): boolean {
    const minute = Math.floor(this.clock.now().getTime() / MINUTE_MS);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts = new Map();
    }
    const count = this.counts.get(token) ?? 0;
    if (count >= this.most) return false;
    if (this.counts.size >= this.mostTokens) this.counts = new Map();
    this.counts.set(token, count + 1);
    return true;
  }
}
