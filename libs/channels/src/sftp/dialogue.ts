import type { SFTPWrapper } from 'ssh2';
import { stopped, type SftpConnection } from './connect-sftp.js';
import { SftpFault } from './sftp-fault.js';

type Answer<T> = (error: Error | null | undefined, value?: T) => void;

/**
 * What is said to the far side during one try, look or pick-up.
 *
 * Every question ends in one of four ways: an answer, the loss of the connection, our own signal, or a stall. A stall is
 * counted only while a question is open, so that slow storage on our side is never blamed on the partner; any answer of
 * this dialogue starts the count again, so that a slow line which still moves is left alone.
 */
export class Dialogue {
  private readonly open = new Set<(fault: SftpFault) => void>();
  private timer: NodeJS.Timeout | null = null;
  private readonly forgetLoss: () => void;
  private readonly onAbort = (): void => this.failAll(stopped());

  constructor(
    readonly connection: SftpConnection,
    private readonly signal: AbortSignal,
    private readonly stallTimeoutMs: number,
  ) {
    signal.addEventListener('abort', this.onAbort);
    this.forgetLoss = connection.whenLost((fault) => this.failAll(fault));
  }

  /** @throws SftpFault, always */
  ask<T>(question: (sftp: SFTPWrapper, answer: Answer<T>) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.signal.aborted) return reject(stopped());
      if (this.connection.lost) return reject(this.connection.lost);
      this.open.add(reject);
      this.watch();
      const answer: Answer<T> = (error, value) => {
        if (!this.open.delete(reject)) return;
        this.watch();
        if (error) reject(this.connection.lost ?? SftpFault.from(error, 'request'));
        else resolve(value as T);
      };
      try {
        question(this.connection.sftp, answer);
      } catch (error) {
        answer(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** No more questions. The connection stays. */
  end(): void {
    this.signal.removeEventListener('abort', this.onAbort);
    this.forgetLoss();
    this.failAll(stopped());
  }

  private watch(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = this.open.size === 0 ? null : setTimeout(() => {
      // The whole line is cut: a late answer or a late rename must not surprise the look that follows.
      this.connection.drop(new SftpFault('stalled', `no answer for ${this.stallTimeoutMs} ms`));
    }, this.stallTimeoutMs);
  }

  private failAll(fault: SftpFault): void {
    const waiting = [...this.open];
    this.open.clear();
    this.watch();
    for (const reject of waiting) reject(fault);
  }
}
