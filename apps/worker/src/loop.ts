import type { Logger } from '#common';
import { wordsOf } from '#common';

/**
 * Runs a step again and again in real time, never twice at once, and at once when nudged. A step that throws is logged and
 * comes again: a loop of the worker must outlive a database that was away.
 */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private nudged = false;
  private stopped = false;
  /** performance.now() of the last step that ended well; for health */
  endedAt = performance.now();

  constructor(readonly name: string, private readonly everyMs: number, private readonly step: () => Promise<void>, private readonly log: Logger) {}

  start(): this { this.nudge(); return this; }

  nudge(): void {
    if (this.stopped) return;
    if (this.running) { this.nudged = true; return; }
    clearTimeout(this.timer);
    this.running = this.run();
  }

  private async run(): Promise<void> {
    do {
      this.nudged = false;
      try {
        await this.step();
        this.endedAt = performance.now();
      } catch (error) {
        this.nudged = false;
        if (!this.stopped) this.log.error({ loop: this.name, words: wordsOf(error) }, 'a step failed; it comes again');
      }
    } while (this.nudged && !this.stopped);
    this.running = null;
    if (!this.stopped) this.timer = setTimeout(() => this.nudge(), this.everyMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }
}
