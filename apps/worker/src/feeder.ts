import type { Journey } from '#journey';
import { waitingByLane, waitingUnits } from '#documents';
import { takeLease } from '#ledger';
import type { Lanes } from '#queue';

/**
 * Fills each lane's window from the ledger, most urgent first. One feeder at a time, by lease. What is in the window already
 * is not added twice, so that feeding again is harmless, and a wiped Redis is full again after one round.
 */
export class Feeder {
  /**
   * Lanes told of, and for how many rounds yet; what is urgent goes straight in, however full the window is. For two: the job
   * that told may not have ended in the first, and what it left over is not added while it runs.
   */
  private readonly told = new Map<string, number>();

  constructor(private readonly journey: Journey, private readonly lanes: Lanes) {}

  tell(lane: string | null): void { if (lane) this.told.set(lane, 2); }

  async feed(): Promise<void> {
    const { ledger: { db }, clock, settings, holder } = this.journey;
    if (!(await takeLease(db, 'feeder', holder, settings.pickUp.leaseMs))) return;
    const told = new Set(this.told.keys());
    for (const [lane, rounds] of this.told) if (rounds > 1) this.told.set(lane, rounds - 1); else this.told.delete(lane);
    for (const { endpoint, waiting } of await waitingByLane(db)) {
      const { queued, active } = await this.lanes.counts(endpoint);
      // Full enough, or with a job for each document that waits.
      if ((queued >= settings.lanes.window / 2 || queued + active >= waiting) && !told.has(endpoint)) continue;
      const units = await waitingUnits(db, endpoint, clock.now(), settings.lanes.window);
      const room = Math.max(settings.lanes.window - queued, told.has(endpoint) ? settings.lanes.window / 10 : 0);
      await this.lanes.add(endpoint, units.slice(0, Math.max(1, room)));
    }
  }
}
