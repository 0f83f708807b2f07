import type { SmtpEvidence } from './classify-smtp.js';
import { SmtpSession, type Relay, type SmtpTimeouts } from './smtp-session.js';

export interface PoolSettings {
  /** sessions kept at once with this relay */
  maxSessions: number;
  /** an idle session is ended after this long; relays end them after about 5 minutes themselves */
  idleMs: number;
}

type Lent = { session: SmtpSession; refusal: null } | { session: null; refusal: SmtpEvidence };

/** A handful of kept sessions. Who finds all of them busy waits in turn. */
export class SessionPool {
  private readonly idle: { session: SmtpSession; timer: NodeJS.Timeout }[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly whenIdle: (() => void)[] = [];
  private busy = 0;
  private closed = false;

  constructor(private readonly relay: Relay, private readonly timeouts: SmtpTimeouts, private readonly settings: PoolSettings) {}

  /** A session ready for one mail, or why there is none. What is lent must be given back. */
  async lend(signal: AbortSignal): Promise<Lent> {
    while (!this.closed && !signal.aborted && this.busy >= this.settings.maxSessions) await this.turn(signal);
    if (this.closed) return refused('ECLOSED', 'the channel is closed');
    if (signal.aborted) return refused('EABORTED', 'stopped before it began');
    this.busy += 1;
    for (let kept = this.idle.pop(); kept; kept = this.idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.session.usable && await kept.session.freshen(signal)) return { session: kept.session, refusal: null };
      kept.session.drop();
    }
    const session = new SmtpSession(this.relay, this.timeouts);
    const refusal = await session.open(signal);
    if (refusal === null) return { session, refusal: null };
    this.release();
    return { session: null, refusal };
  }

  giveBack(session: SmtpSession): void {
    if (!session.usable) session.drop();
    else if (this.closed) session.quit();
    else {
      const timer = setTimeout(() => this.retire(session), this.settings.idleMs);
      timer.unref();
      this.idle.push({ session, timer });
    }
    this.release();
  }

  /** Lends nothing more, ends idle sessions now and busy ones when they are given back; resolves when none is left. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { session, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      session.quit();
    }
    for (const next of this.waiting.splice(0)) next();
    if (this.busy > 0) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  private retire(session: SmtpSession): void {
    const index = this.idle.findIndex((kept) => kept.session === session);
    if (index >= 0) this.idle.splice(index, 1);
    session.quit();
  }

  private release(): void {
    this.busy -= 1;
    this.waiting.shift()?.();
    if (this.busy === 0) for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private async turn(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        const index = this.waiting.indexOf(go);
        if (index >= 0) this.waiting.splice(index, 1);
        resolve();
      };
      this.waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}

function refused(errorCode: string, words: string): Lent {
  return { session: null, refusal: { stage: 'connect', replyCode: null, enhancedCode: null, errorCode, words, refusedRecipients: [] } };
}
