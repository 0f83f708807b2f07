import type { Journey } from '#journey';
import { waitingByLane } from '#documents';
import { deliver } from '#journey';
import { LaneWorker, unhandled, type Handlers, type Lanes } from '#queue';
import { wordsOf } from '#common';

/**
 * The lanes this process consumes: all of them, a worker each. Sends a canary through each lane's real queue and makes a
 * worker anew that has taken nothing, not even a canary, for too long.
 */
export class LaneCrew {
  private readonly workers = new Map<string, LaneWorker>();
  private canary = 0;
  private readonly sentAt = new Map<string, number>();
  private handlers!: Handlers;

  constructor(private readonly journey: Journey, private readonly lanes: Lanes, private readonly redisUrl: string) {}

  async start(): Promise<void> {
    const handlers: Handlers = {
      deliver: ({ interchangeId }, lane, signal) => deliver(this.journey, lane, interchangeId, signal),
      // The pulse is taken by the lane's worker itself, for every job; the canary only has to come through.
      canary: () => Promise.resolve(),
    };
    const faults = unhandled(handlers);
    if (faults.length > 0) throw new Error(`jobs without a handler: ${faults.join('; ')}`);
    this.handlers = handlers;
    await this.man();
  }

  /**
   * A worker for each lane: the directory's endpoints, and those that left it while documents still wait for them. Their
   * profiles froze with the documents, so they are delivered as resolved. The lanes' limits are set again each time: they
   * live in Redis, and a wiped one would let a lane run without any.
   */
  private async man(): Promise<void> {
    const { directory, ledger, log, settings: { lanes: settings } } = this.journey;
    const strangers = (await waitingByLane(ledger.db)).map((lane) => lane.endpoint).filter((code) => !directory.endpoints.has(code));
    for (const code of [...directory.endpoints.keys(), ...strangers]) {
      const { concurrency, ratePerSecond } = directory.endpoints.get(code) ?? { concurrency: 1, ratePerSecond: null };
      await this.lanes.limit(code, { concurrency, ratePerSecond });
      if (this.workers.has(code)) continue;
      if (!directory.endpoints.has(code)) log.warn({ lane: code }, 'documents wait for an endpoint that is no longer in the directory; they go by the profile they were resolved with');
      this.workers.set(code, new LaneWorker(code, this.handlers, { redisUrl: this.redisUrl, concurrency, lockMs: settings.lockMs, stalledEveryMs: settings.stalledEveryMs },
        (error) => { log.warn({ lane: code, words: wordsOf(error) }, 'lane'); }));
    }
  }

  /** One round: a canary into each lane, and a look at each worker's pulse since the last canary that nobody took. */
  async beat(): Promise<void> {
    this.canary += 1;
    await this.man();
    for (const [lane, worker] of this.workers) {
      const sentAt = this.sentAt.get(lane);
      if (sentAt !== undefined && worker.pulseAt < sentAt && performance.now() - sentAt > this.journey.settings.lanes.canaryStaleMs && !(await this.takenElsewhere(lane))) {
        this.journey.log.error({ lane, silentMs: Math.round(performance.now() - worker.pulseAt) }, 'the lane is not consumed: its worker is made anew');
        this.sentAt.delete(lane);
        await worker.renew();
      }
      await this.lanes.addCanary(lane, this.canary);
      if (!this.sentAt.has(lane) || worker.pulseAt >= (this.sentAt.get(lane) ?? 0)) this.sentAt.set(lane, performance.now());
    }
  }

  /** A canary that another process took proves the lane, not this worker; a lane with nothing queued has nobody wedged in it. */
  private async takenElsewhere(lane: string): Promise<boolean> {
    const { queued, active } = await this.lanes.counts(lane);
    return queued + active === 0;
  }

  /** Seconds since each lane was last seen to be consumed by this process. */
  pulses(): Record<string, number> {
    return Object.fromEntries([...this.workers].map(([lane, worker]) => [lane, Math.round((performance.now() - worker.pulseAt) / 1_000)]));
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.close(graceMs)));
  }
}
