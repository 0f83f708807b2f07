/** Pseudo-random numbers that are the same in every run and on every machine: a bench compares like with like. */
export class Random {
  private state: number;

  constructor(seed: number) { this.state = seed >>> 0; }

  /** 0 … n - 1 */
  below(n: number): number {
    // mulberry32, public domain: 32 bits of state are plenty for cargo that only has to vary.
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor(((t ^ (t >>> 14)) >>> 0) / 2 ** 32 * n);
  }

  between(least: number, most: number): number { return least + this.below(most - least + 1); }

  of<All extends readonly [unknown, ...unknown[]]>(all: All): All[number] { return all[this.below(all.length)]; }

  /** true once in n times */
  once(n: number): boolean { return this.below(n) === 0; }

  digits(length: number): string {
    let text = '';
    for (let i = 0; i < length; i += 1) text += this.below(10);
    return text;
  }
}
