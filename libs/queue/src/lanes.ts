import { Queue, type QueueOptions } from 'bullmq';
import { redisOptions } from './connection.js';
import type { JobName, Jobs } from './jobs.js';
import { HIGHEST, priorityOf } from './priority.js';

export interface LaneLimits { concurrency: number; ratePerSecond: number | null }
export interface LaneCounts { queued: number; active: number; failed: number }

/** BullMQ refuses ':' in names; the hash tag keeps one lane's keys on one node of a Redis Cluster and spreads the lanes. */
export const laneName = (lane: string) => `lane-${lane}`;
export const lanePrefix = (lane: string) => `{hawser-${lane}}`;

/**
 * The lanes as their producers see them: one BullMQ queue per endpoint, so that a dead endpoint cannot delay a living one.
 * Redis holds a window of each; the ledger holds the rest.
 */
export class Lanes {
  private readonly queues = new Map<string, Queue>();

  /**
   * @param epoch    ms, see priority.ts
   * @param onError  told of connection errors; the connection mends itself
   */
  constructor(private readonly redisUrl: string, private readonly epoch: number, private readonly onError: (error: Error) => void) {}

  queue(lane: string): Queue {
    const known = this.queues.get(lane);
    if (known) return known;
    const options: QueueOptions = {
      connection: redisOptions(this.redisUrl),
      prefix: lanePrefix(lane),
      // One attempt: a repeat is a new decision (the channel may differ), so it comes from the ledger again.
      // Nothing finished is remembered: a remembered id would make the next add vanish without an error.
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      streams: { events: { maxLen: 1_000 } },
    };
    const queue = new Queue(laneName(lane), options);
    queue.on('error', this.onError);
    this.queues.set(lane, queue);
    return queue;
  }

  async limit(lane: string, limits: LaneLimits): Promise<void> {
    const queue = this.queue(lane);
    await queue.setGlobalConcurrency(limits.concurrency);
    if (limits.ratePerSecond === null) await queue.removeGlobalRateLimit();
    else await queue.setGlobalRateLimit(limits.ratePerSecond, 1_000);
  }

  async counts(lane: string): Promise<LaneCounts> {
    const counts = await this.queue(lane).getJobCounts('waiting', 'prioritized', 'active', 'failed');
    return { queued: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0), active: counts['active'] ?? 0, failed: counts['failed'] ?? 0 };
  }

  /** A unit that is in the window already is not added twice: its id is remembered while its job lives. */
  async add(lane: string, units: readonly { interchangeId: number; effectiveDueAt: Date }[]): Promise<void> {
    await this.queue(lane).addBulk(units.map((unit) => ({
      name: 'deliver' satisfies JobName,
      data: { interchangeId: unit.interchangeId } satisfies Jobs['deliver'],
      opts: { jobId: `i${unit.interchangeId}`, priority: priorityOf(unit.effectiveDueAt, this.epoch) },
    })));
  }

  /** One at a time per lane, ahead of everything: while it waits, another is not added. */
  async addCanary(lane: string, number: number): Promise<void> {
    await this.queue(lane).add('canary' satisfies JobName, { number } satisfies Jobs['canary'], { jobId: 'canary', priority: HIGHEST });
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
  }
}
