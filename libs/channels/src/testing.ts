import type { Channel, Outcome, Outgoing, PickUp, Settlement } from './channel.js';

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

async function* once(bytes: Buffer): AsyncIterable<Uint8Array> { yield bytes; }
