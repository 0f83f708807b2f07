import { Worker, type Job } from 'bullmq';
import { redisOptions } from './connection.js';
import { laneName, lanePrefix } from './lanes.js';
import type { Handlers, JobName, Jobs } from './jobs.js';

export interface LaneWorkerSettings {
  redisUrl: string;
  /** jobs at once in this process; the lane's global concurrency bounds all processes together */
  concurrency: number;
  lockMs: number;
  stalledEveryMs: number;
}

/**
 * Consumes one lane. Its pulse is the last canary that went through the real queue and this real worker: a worker that
 * says it runs and takes nothing is known by its pulse alone (BullMQ issues 4585, 4479), and is then made anew.
 */
export class LaneWorker {
  private worker: Worker;
  private readonly stopping = new AbortController();
  /** performance.now(): liveness is about the machine's time, not the story's */
  private tookAt = performance.now();
  private running = 0;

  constructor(readonly lane: string, private readonly handlers: Handlers, private readonly settings: LaneWorkerSettings, private readonly onError: (error: Error) => void) {
    this.worker = this.make();
  }

  private make(): Worker {
    const worker = new Worker(laneName(this.lane), (job: Job) => this.handle(job), {
      connection: redisOptions(this.settings.redisUrl),
      prefix: lanePrefix(this.lane),
      concurrency: this.settings.concurrency,
      lockDuration: this.settings.lockMs,
      stalledInterval: this.settings.stalledEveryMs,
      // A stalled job is only a hint to look at the ledger again; the claim decides. It may stall as often as workers die.
      maxStalledCount: 1_000,
      runRetryDelay: 1_000,
    });
    worker.on('error', this.onError);
    worker.on('failed', (job, error) => this.onError(new Error(`job ${job?.id ?? '?'} of lane ${this.lane} failed; the sweep will find its documents`, { cause: error })));
    return worker;
  }

  private async handle(job: Job): Promise<void> {
    this.tookAt = performance.now();
    this.running += 1;
    try {
      await this.dispatch(job);
    } finally {
      this.running -= 1;
      this.tookAt = performance.now();
    }
  }

  private async dispatch(job: Job): Promise<void> {
    const name = job.name as JobName;
    if (name === 'canary') return this.handlers.canary(job.data as Jobs['canary'], this.lane, this.stopping.signal);
    if (name === 'deliver') return this.handlers.deliver(job.data as Jobs['deliver'], this.lane, this.stopping.signal);
    throw new Error(`lane ${this.lane}: found job "${String(job.name)}", expected deliver or canary`);
  }

  /** When it last took or ended a job; now, while one runs: a long job is no dead worker. */
  get pulseAt(): number { return this.running > 0 ? performance.now() : this.tookAt; }

  /**
   * Replaces a worker that stopped taking jobs. The old one is closed by force: it may never answer. The pulse stays what it
   * was: a lane that stands still for another reason must not look alive each time a worker is made for it.
   */
  async renew(): Promise<void> {
    const old = this.worker;
    this.worker = this.make();
    await old.close(true);
  }

  /** Lets running jobs end within `graceMs`, then aborts what still runs: its try expires and is settled by a look. */
  async close(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.stopping.abort(), graceMs);
    const hard = new Promise<void>((done) => setTimeout(done, graceMs + 2_000).unref());
    await Promise.race([this.worker.close(), hard]);
    clearTimeout(timer);
    this.stopping.abort();
  }
}
