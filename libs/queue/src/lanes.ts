import { Queue, type QueueOptions } from 'bullmq';
import { redisOptions } from './connection.js';
import type { JobName, Jobs } from './jobs.js';
import { HIGHEST, priorityOf } from './priority.js';

export interface LaneLimits { concurrency: number; ratePerSecond: number | null }
export interface LaneCounts { queued: number; active: number; failed: number }

/** What one job is about, and what orders it. */
export interface LaneUnit { interchangeId: number; effectiveDueAt: Date }

/** A bare number is no id to BullMQ. */
const jobId = (interchangeId: number) => `i${interchangeId}`;

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

  /** The units whose jobs are in the window and not taken yet, with their priority. */
  async window(lane: string): Promise<Map<number, number>> {
    const queue = this.queue(lane);
    const client = await queue.getBackend().client;
    // BullMQ's score is the priority and, below it, the order of adding.
    const found = await client.zrange(queue.toKey('prioritized'), 0, -1, { WITHSCORES: true });
    const units = new Map<number, number>();
    for (let at = 0; at + 1 < found.length; at += 2) {
      const id = /^i(\d+)$/.exec(found[at] ?? '')?.[1];
      if (id !== undefined) units.set(Number(id), Math.floor(Number(found[at + 1]) / 2 ** 32));
    }
    return units;
  }

  /**
   * Puts the window in a new order: these units are in it, each where its due time says; `gone` are not (they wait in the ledger, behind
   * these). Jobs that are taken already, and those of neither, stay as they are.
   */
  async arrange(lane: string, units: readonly LaneUnit[], gone: ReadonlySet<number>): Promise<void> {
    const there = await this.window(lane);
    const wanted = new Map(units.map((unit) => [unit.interchangeId, priorityOf(unit.effectiveDueAt, this.epoch)]));
    const stale = [...there].filter(([id, priority]) => gone.has(id) || (wanted.has(id) && wanted.get(id) !== priority)).map(([id]) => id);
    // A job that was taken in between is not removed, and then not added either: its id is remembered while it lives.
    await Promise.all(stale.map((id) => this.queue(lane).remove(jobId(id))));
    await this.add(lane, units.filter(({ interchangeId }) => !there.has(interchangeId) || stale.includes(interchangeId)));
  }

  /** A unit that is in the window already is not added twice: its id is remembered while its job lives. */
  async add(lane: string, units: readonly LaneUnit[]): Promise<void> {
    if (units.length === 0) return;
    await this.queue(lane).addBulk(units.map((unit) => ({
      name: 'deliver' satisfies JobName,
      data: { interchangeId: unit.interchangeId } satisfies Jobs['deliver'],
      opts: { jobId: jobId(unit.interchangeId), priority: priorityOf(unit.effectiveDueAt, this.epoch) },
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
