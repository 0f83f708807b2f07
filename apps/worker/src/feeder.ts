import type { Journey } from '#journey';
import { waitingAmong, waitingByLane, waitingUnits } from '#documents';
import { takeLease } from '#ledger';
import type { Lanes } from '#queue';

/**
 * Fills each lane's window from the ledger, most urgent first. One feeder at a time, by lease. What is in the window already
 * is not added twice, so that feeding again is harmless, and a wiped Redis is full again after one round. Where something may go
 * that could not before, or due times moved, the window is put in the ledger's order: what is due later does not leave first.
 */
export class Feeder {
  /**
   * Lanes told of, and for how many rounds yet; what is urgent goes straight in, however full the window is. For two: the job
   * that told may not have ended in the first, and what it left over is not added while it runs.
   */
  private readonly told = new Map<string, number>();
  /** When the lane's newest ready document became so, as of the last round. */
  private readonly ripe = new Map<string, number>();

  constructor(private readonly journey: Journey, private readonly lanes: Lanes) {}

  tell(lane: string | null): void { if (lane) this.told.set(lane, 2); }

  async feed(): Promise<void> {
    const { ledger: { db }, clock, settings, holder } = this.journey;
    if (!(await takeLease(db, 'feeder', holder, settings.pickUp.leaseMs))) return;
    const told = new Set(this.told.keys());
    for (const [lane, rounds] of this.told) if (rounds > 1) this.told.set(lane, rounds - 1); else this.told.delete(lane);
    for (const { endpoint, waiting, ripeAt } of await waitingByLane(db, clock.now())) {
      const changed = told.has(endpoint) || (ripeAt !== null && this.ripe.get(endpoint) !== ripeAt.getTime());
      if (ripeAt !== null) this.ripe.set(endpoint, ripeAt.getTime());
      if (changed) {
        await this.arrange(endpoint);
        continue;
      }
      const { queued, active } = await this.lanes.counts(endpoint);
      // Full enough, or with a job for each document that waits.
      if ((queued >= settings.lanes.window / 2 || queued + active >= waiting)) continue;
      const units = await waitingUnits(db, endpoint, clock.now(), settings.lanes.window);
      await this.lanes.add(endpoint, units.slice(0, Math.max(1, settings.lanes.window - queued)));
    }
  }

  /** The window becomes the most urgent of what is ready. Jobs in it for what does not wait (repeats of what was handed over) are left alone. */
  private async arrange(endpoint: string): Promise<void> {
    const { ledger: { db }, clock, settings } = this.journey;
    const units = await waitingUnits(db, endpoint, clock.now(), settings.lanes.window);
    const first = new Set(units.map(({ interchangeId }) => interchangeId));
    const others = [...(await this.lanes.window(endpoint)).keys()].filter((id) => !first.has(id));
    await this.lanes.arrange(endpoint, units, await waitingAmong(db, endpoint, others));
  }
}
