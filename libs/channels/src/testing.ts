import type { Channel, Outcome, Outgoing, PickUp, Settlement } from './channel.js';
import { InboxFault, type Inbox, type InboxBecause, type InboxMail, type OversizedMail } from './inbox.js';

/** One thing a far side was asked for, as it saw it. */
export interface Seen {
  /** who was asked: an endpoint's code, or `mail` */
  at: string;
  asked: 'send' | 'look' | 'probe' | 'list';
  /** file name or Message-ID; empty for a probe and a list */
  identity: string;
  to: string[];
  bytes: Buffer;
}

/**
 * A far side in memory that does what a spec tells it and remembers all it was asked. `next` is used up first, one answer a
 * send; then `always` answers. Several may write into one book, so that their order is seen.
 */
export class RecordingChannel implements Channel {
  next: Answer[] = [];
  always: Answer = { outcome: 'accepted', receipt: 'taken' };
  finds: Settlement = { found: 'cannot-tell', because: 'nothing to look at' };
  reachable = true;

  constructor(readonly kind: Channel['kind'], private readonly name: string, private readonly book: Seen[] = []) {}

  async send(outgoing: Outgoing): Promise<Outcome> {
    const seen = await this.remember('send', outgoing);
    const answer = this.next.shift() ?? this.always;
    return typeof answer === 'function' ? answer(seen) : answer;
  }

  async probe(): Promise<{ ok: boolean; words: string }> {
    await this.remember('probe');
    return this.reachable ? { ok: true, words: 'it is there' } : { ok: false, words: 'nobody answers' };
  }

  async settle(outgoing: Outgoing): Promise<Settlement> {
    await this.remember('look', outgoing);
    return this.finds;
  }

  close(): Promise<void> { return Promise.resolve(); }

  private async remember(asked: Seen['asked'], outgoing?: Outgoing): Promise<Seen> {
    const chunks: Uint8Array[] = [];
    if (asked === 'send' && outgoing) for await (const chunk of outgoing.bytes()) chunks.push(chunk);
    const seen: Seen = { at: this.name, asked, identity: outgoing?.wireIdentity ?? '', to: outgoing?.recipients ?? [], bytes: Buffer.concat(chunks) };
    this.book.push(seen);
    return seen;
  }
}

/** What a channel says to one send; a function may do something first, or throw. */
export type Answer = Outcome | ((sent: Seen) => Outcome | Promise<Outcome>);

/** An outbox in memory, oldest first. */
export class InMemoryPickUp implements PickUp {
  private readonly files = new Map<string, Buffer>();

  constructor(private readonly name: string, private readonly book: Seen[] = []) {}

  leave(name: string, bytes: Uint8Array): void { this.files.set(name, Buffer.from(bytes)); }
  get names(): string[] { return [...this.files.keys()]; }

  list(): Promise<{ name: string; byteLength: number; modifiedAt: Date }[]> {
    this.book.push({ at: this.name, asked: 'list', identity: '', to: [], bytes: Buffer.alloc(0) });
    return Promise.resolve([...this.files].map(([name, bytes]) => ({ name, byteLength: bytes.length, modifiedAt: new Date(0) })));
  }

  read(name: string): Promise<AsyncIterable<Uint8Array>> {
    const bytes = this.files.get(name);
    if (!bytes) return Promise.reject(new Error(`${name} is not in the outbox of ${this.name}`));
    return Promise.resolve(once(bytes));
  }

  taken(name: string): Promise<void> { this.files.delete(name); return Promise.resolve(); }
  close(): Promise<void> { return Promise.resolve(); }
}

/** A mailbox in memory: what it holds outlives its readers' connections, so several may be opened on it. */
export class InMemoryMailbox {
  mails: { uid: number; raw: Buffer }[] = [];
  uidValidity = 1;
  /** while set, nobody gets in */
  trouble: InboxBecause | null = null;
  /** a larger mail is not handed out */
  largestMailBytes = Infinity;
  private uidNext = 1;

  /** A mail comes in. @returns its UID */
  put(raw: Buffer | string): number {
    this.mails.push({ uid: this.uidNext, raw: Buffer.from(raw) });
    return this.uidNext++;
  }

  /** Counts anew, as a mailbox does that was made anew: the same mails, other UIDs under another UIDVALIDITY. */
  recreate(): void {
    this.uidValidity += 1;
    this.mails = this.mails.map(({ raw }, index) => ({ uid: index + 1, raw }));
    this.uidNext = this.mails.length + 1;
  }

  /** Its reader's end. It never waits: a story's clock does not move by itself. */
  inbox(): Inbox {
    const refuse = (): void => { if (this.trouble) throw new InboxFault(this.trouble, `the story says ${this.trouble}`); };
    return {
      open: () => Promise.resolve().then(() => { refuse(); return String(this.uidValidity); }),
      after: (uid) => this.above(uid, refuse),
      wait: () => Promise.resolve(true), close: () => Promise.resolve(),
    };
  }

  private async *above(uid: number, refuse: () => void): AsyncGenerator<InboxMail | OversizedMail> {
    for (const one of [...this.mails]) {
      if (one.uid <= uid) continue;
      refuse();
      yield await Promise.resolve(one.raw.length > this.largestMailBytes ? { uid: one.uid, byteLength: one.raw.length, head: one.raw.subarray(0, this.largestMailBytes) } : one);
    }
  }
}

async function* once(bytes: Buffer): AsyncIterable<Uint8Array> { yield bytes; }
