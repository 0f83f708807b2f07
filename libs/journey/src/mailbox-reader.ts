import { InboxFault, type Inbox } from '#channels';
import { MINUTE, SECOND, wordsOf } from '#common';
import type { MailInbox } from '#directory';
import { underLease, type Lease } from '#ledger';
import { MailNotTakenError } from './errors.js';
import { inboxIsWell, inboxTrouble } from './inbox-state.js';
import { isolationOf } from './isolate.js';
import { readMailbox } from './read-mailbox.js';
import type { Between } from './take-mail.js';
import type { Journey } from './journey.js';

/** A round waits no longer than this for news, so that a stop, an isolation and the watch over the loop are soon enough. */
const WAIT_MS = 5 * SECOND;
const FIRST_BACKOFF_MS = SECOND;
const LONGEST_BACKOFF_MS = MINUTE;

/**
 * Reads one mailbox, round after round: one reader over all processes, by the lease `mailbox/NAME`, which is renewed while it reads and while it
 * waits. It looks when the mailbox says that something came (IDLE), and every `pollEvery` whatever it says.
 */
export class MailboxReader {
  private readonly inbox: Inbox;
  private lookAt = 0;
  private failures = 0;
  private notBefore = 0;
  /** why it cannot be read now, as its alarm says; null: all is well, or another process reads it */
  trouble: { because: string; words: string } | null = null;

  constructor(private readonly journey: Journey, readonly mailbox: MailInbox, private readonly between?: Between) {
    this.inbox = journey.channels.inbox(mailbox);
  }

  /** One look, where it is time for one, and a wait for news. @returns when there may be more to read */
  async round(signal: AbortSignal): Promise<void> {
    const { journey, mailbox: { name } } = this;
    if (this.now() < this.notBefore) return;
    const ours = new AbortController();
    const stop = (): void => ours.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const notRenewed = (error: unknown): void => { journey.log.warn({ mailbox: name, words: wordsOf(error) }, 'the lease of a mailbox could not be renewed; its reading ends'); stop(); };
      const held = await underLease(journey.ledger.db, { name: `mailbox/${name}`, holder: journey.holder, ms: journey.settings.pickUp.leaseMs, notRenewed }, (lease) => this.asTheReader(lease, ours.signal));
      if (held) return;
      this.trouble = null;
      await this.pause();
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  close(): Promise<void> { return this.inbox.close(); }

  private async asTheReader(lease: Lease, signal: AbortSignal): Promise<void> {
    const { journey, mailbox } = this;
    await this.between?.('leased');
    const isolation = await isolationOf(journey.ledger.db, mailbox.region);
    if (isolation) {
      await this.pause();
      return this.isIn({ because: 'isolated', words: `its region ${mailbox.region ?? ''} is isolated: ${isolation.because}` });
    }
    try {
      if (this.now() >= this.lookAt) {
        const { more } = await readMailbox(journey, { mailbox, inbox: this.inbox, lease, signal, between: this.between });
        await this.isWell();
        if (more) return;
        this.lookAt = this.now() + mailbox.pollEveryMs;
      }
      if (await this.inbox.wait(Math.min(mailbox.pollEveryMs, WAIT_MS), signal)) this.lookAt = 0;
    } catch (error) {
      this.lookAt = 0;
      // Its last words may be on their way; the next reader, or the next round, begins where this one committed.
      if (signal.aborted) return;
      if (!(error instanceof InboxFault || error instanceof MailNotTakenError)) throw error;
      this.failures += 1;
      this.notBefore = this.now() + Math.min(FIRST_BACKOFF_MS * 2 ** (this.failures - 1), LONGEST_BACKOFF_MS);
      await this.isIn({ because: error instanceof InboxFault ? error.because : 'mail-not-taken', words: error.message });
    }
  }

  private async isWell(): Promise<void> {
    if (this.trouble) this.journey.log.info({ mailbox: this.mailbox.name, because: this.trouble.because }, 'the mailbox is read again');
    this.trouble = null;
    this.failures = 0;
    await inboxIsWell(this.journey, this.mailbox.name);
  }

  /** Told once, not at every try. */
  private async isIn(trouble: { because: string; words: string }): Promise<void> {
    if (this.trouble?.because === trouble.because) return;
    // What a mail was refused for may be a part of it: that stands in the ledger alone.
    this.journey.log.error({ mailbox: this.mailbox.name, because: trouble.because, ...(trouble.because === 'mail-not-taken' ? {} : { words: trouble.words }) }, 'the mailbox cannot be read now; answers that lie there are not seen');
    await inboxTrouble(this.journey, this.mailbox.name, trouble);
    this.trouble = trouble;
  }

  /** Another process reads it, or nobody may: no connection is kept. */
  private async pause(): Promise<void> {
    this.lookAt = 0;
    this.notBefore = this.now() + SECOND;
    await this.inbox.close();
  }

  private now(): number { return this.journey.clock.now().getTime(); }
}
