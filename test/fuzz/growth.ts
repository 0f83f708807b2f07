/** What the heap may be above its floor: caches and compiled code settle, a leak does not. MiB. */
const ALLOWED = 32;
/** Batches until everything is compiled and every cache is filled. */
const SETTLED = 5;

/** Tells whether the heap grows from batch to batch; each figure is taken after a full collection. */
export class Growth {
  private readonly heaps: number[] = [];

  /** @returns MiB above the floor once the last three batches all were above what is allowed; else null */
  after(heapMiB: number): number | null {
    this.heaps.push(heapMiB);
    const floor = Math.max(...this.heaps.slice(0, SETTLED));
    const last = this.heaps.slice(SETTLED).slice(-3);
    const above = Math.min(...last) - floor;
    return last.length === 3 && above > ALLOWED ? above : null;
  }
}
