import addressparser from 'nodemailer/lib/addressparser';
import type { Channel, Outcome, Outgoing, Settlement } from '../channel.js';
import { classifySmtp } from './classify-smtp.js';
import { MailInputError } from './errors.js';
import { SessionPool, type PoolSettings } from './session-pool.js';
import { SmtpSession, type Relay, type SmtpTimeouts } from './smtp-session.js';

export interface EmailChannelOptions {
  relay: Relay;
  /** as in the mail's From; the bare address of it is the envelope's sender, where bounces go */
  identity: { from: string };
  pool?: Partial<PoolSettings>;
  timeouts?: SmtpTimeouts;
}

const POOL: PoolSettings = { maxSessions: 2, idleMs: 60_000 };
const TIMEOUTS: SmtpTimeouts = { connectMs: 15_000, greetingMs: 15_000, stallMs: 120_000 };

/** Hands stored mails to one relay by SMTP. Sends the bytes as they are stored; composing is composeMail's. */
export class EmailChannel implements Channel {
  readonly kind = 'email';
  private readonly sender: string;
  private readonly pool: SessionPool;
  private readonly timeouts: SmtpTimeouts;
  private readonly closing = new AbortController();

  /** @throws MailInputError when `identity.from` holds no address */
  constructor(private readonly options: EmailChannelOptions) {
    const [from] = addressparser(options.identity.from, { flatten: true });
    if (!from?.address) throw new MailInputError(`From: found ${JSON.stringify(options.identity.from)}, expected a mail address`);
    this.sender = from.address;
    this.timeouts = options.timeouts ?? TIMEOUTS;
    this.pool = new SessionPool(options.relay, this.timeouts, { ...POOL, ...options.pool });
  }

  /** @throws OutgoingDiffers when the stored bytes are not what the transmission declares; nothing was committed */
  async send(outgoing: Outgoing, signal: AbortSignal): Promise<Outcome> {
    const orClosing = AbortSignal.any([signal, this.closing.signal]);
    const { session, refusal } = await this.pool.lend(orClosing);
    if (session === null) return classifySmtp(refusal);
    try {
      return classifySmtp(await session.send(this.sender, outgoing, orClosing));
    } finally {
      this.pool.giveBack(session);
    }
  }

  /** Greeting, EHLO, login and QUIT on a connection of its own, so that a busy pool does not look like a dead relay. */
  async probe(signal: AbortSignal): Promise<{ ok: boolean; words: string }> {
    const session = new SmtpSession(this.options.relay, this.timeouts);
    const refusal = await session.open(signal);
    const words = (refusal?.words ?? session.lastWords.split('\n')[0] ?? '').slice(0, 500);
    session.quit();
    return { ok: refusal === null, words };
  }

  /** SMTP has nowhere to look: a bounce or the terminal's answer tells, or nobody does. */
  settle(): Promise<Settlement> {
    return Promise.resolve({ found: 'cannot-tell', because: 'mail-has-nowhere-to-look' });
  }

  /** Cuts what is on its way as well: before its final dot it did not arrive, after it nobody knows. */
  async close(): Promise<void> {
    const ended = this.pool.close();
    this.closing.abort();
    await ended;
  }
}
