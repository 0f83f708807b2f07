import { readFileSync } from 'node:fs';
import { ImapFlow, type MailboxObject } from 'imapflow';
import { wordsOf } from '#common';
import type { Inbox, InboxMail, OversizedMail } from '../../inbox.js';
import { faultFrom, inboxFault, type ImapStage } from './classify-imap.js';
import type { InboxSettings } from './inbox-settings.js';

/** Sizes are asked for so many mails at once; the mails themselves one by one. */
const SIZES_AT_ONCE = 200;
const HEAD_BYTES = 65_536;
/** A list of a million UIDs is 8 MB; what a server says beyond that is not listened to. */
const LONGEST_LINE = 16 * 1_048_576;

/**
 * A mailbox over IMAP4rev1 or rev2, by imapflow. It is examined, never selected, and bodies are peeked at: nothing changes there. One connection,
 * kept; one mail in memory at a time.
 */
export class ImapInbox implements Inbox {
  private client: ImapFlow | null = null;
  private box: MailboxObject | null = null;
  private news = false;
  private idling = false;
  private tell: () => void = () => undefined;

  constructor(private readonly settings: InboxSettings) {}

  async open(signal: AbortSignal): Promise<string> {
    this.throwIfStopped(signal);
    if (this.client?.usable) {
      // A kept connection may have died unseen: then it is replaced once, inside this call. It gets no longer than a new one would.
      const uidValidity = await within(this.settings.connectTimeoutMs, signal, (patience) => this.examine(patience)).catch(() => null);
      this.throwIfStopped(signal);
      if (uidValidity !== null) return uidValidity;
    }
    this.drop();
    await this.connect(signal);
    return this.examine(signal);
  }

  async *after(uid: number, signal: AbortSignal): AsyncGenerator<InboxMail | OversizedMail> {
    const { box } = this;
    if (!box) throw inboxFault(this.settings, 'inbox-dropped', 'no connection');
    if (box.exists === 0 || (box.uidNext > 0 && box.uidNext <= uid + 1)) return;
    const found = await this.step(signal, 'read', (client) => client.search({ uid: `${uid + 1}:*` }, { uid: true }));
    if (!Array.isArray(found)) throw inboxFault(this.settings, 'inbox-refused', 'no answer to a search by UID');
    // `n:*` names the last mail even where its UID is below n.
    const uids = found.filter((one) => one > uid).sort((a, b) => a - b);
    for (let from = 0; from < uids.length; from += SIZES_AT_ONCE) {
      const some = uids.slice(from, from + SIZES_AT_ONCE);
      const sizes = await this.step(signal, 'read', (client) => client.fetchAll(some.join(','), { uid: true, size: true }, { uid: true }));
      const sizeOf = new Map(sizes.map((one) => [one.uid, one.size ?? 0]));
      for (const one of some) {
        const mail = await this.one(one, sizeOf.get(one) ?? 0, signal);
        if (mail) yield mail;
      }
    }
  }

  async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    const { client } = this;
    if (!client?.usable || this.news || signal.aborted) return true;
    // It goes on from one wait to the next; any command ends it. Without IDLE there (RFC 2177) there is nothing but time.
    if (!this.idling && client.capabilities.has('IDLE')) {
      this.idling = true;
      client.idle().catch(() => undefined).finally(() => { if (this.client === client) this.idling = false; });
    }
    return new Promise((resolve) => {
      const end = (look: boolean): void => { clearTimeout(timer); signal.removeEventListener('abort', stop); this.tell = () => undefined; resolve(look); };
      const stop = (): void => end(true);
      const timer = setTimeout(() => end(false), ms);
      signal.addEventListener('abort', stop, { once: true });
      this.tell = () => end(true);
    });
  }

  close(): Promise<void> {
    this.drop();
    return Promise.resolve();
  }

  /** Null: it is not there any more. */
  private async one(uid: number, size: number, signal: AbortSignal): Promise<InboxMail | OversizedMail | null> {
    const { largestMailBytes: largest } = this.settings;
    const part = async (maxLength: number): Promise<Buffer | null> => {
      const found = await this.step(signal, 'read', (client) => client.fetchOne(String(uid), { uid: true, source: { start: 0, maxLength } }, { uid: true }));
      if (found === false) return null;
      if (!found.source) throw inboxFault(this.settings, 'inbox-refused', `no content of the mail with UID ${uid}`);
      return found.source;
    };
    if (size > largest) {
      const head = await part(HEAD_BYTES);
      return head && { uid, byteLength: size, head };
    }
    try {
      // One more than is allowed: a server's sizes may be a guess.
      const raw = await part(largest + 1);
      return raw && (raw.length > largest ? { uid, byteLength: Math.max(size, raw.length), head: raw.subarray(0, HEAD_BYTES) } : { uid, raw });
    } catch (error) {
      // It sends more than was asked for. The connection is gone with it; the mail is told of, and the next look begins behind it.
      const { code, literalSize } = Object((error as Error).cause) as { code?: string; literalSize?: number };
      if (code === 'LiteralTooLarge' || code === 'ResponseTooLarge') return { uid, byteLength: literalSize ?? largest + 1, head: Buffer.alloc(0) };
      throw error;
    }
  }

  private async examine(signal: AbortSignal): Promise<string> {
    this.news = false;
    this.box = await this.step(signal, 'select', (client) => client.mailboxOpen(this.settings.folder, { readOnly: true }));
    return String(this.box.uidValidity);
  }

  private async connect(signal: AbortSignal): Promise<void> {
    const { settings } = this;
    const pass = process.env[settings.passwordEnv];
    if (!pass) throw inboxFault(settings, 'inbox-credentials', `nothing in the environment variable ${settings.passwordEnv}`);
    if (settings.tls === 'none' && !isLoopback(settings.host)) throw inboxFault(settings, 'inbox-no-tls', 'tls: none');
    const client = new ImapFlow({
      host: settings.host, port: settings.port, secure: settings.tls === 'implicit', doSTARTTLS: settings.tls === 'required', auth: { user: settings.user, pass }, tls: this.authority(),
      // Its log has mails and passwords in it.
      logger: false, disableAutoIdle: true, disableCompression: true, disableAutoEnable: true,
      connectionTimeout: settings.connectTimeoutMs, greetingTimeout: settings.connectTimeoutMs, socketTimeout: settings.stallTimeoutMs,
      maxLiteralSize: Math.max(settings.largestMailBytes, HEAD_BYTES) + 65_536, maxResponseSize: Math.max(settings.largestMailBytes, HEAD_BYTES) + LONGEST_LINE, maxLineLength: LONGEST_LINE,
    });
    const gone = (): void => { if (this.client === client) { this.box = null; this.news = true; this.tell(); } };
    client.on('error', gone).on('close', gone).on('exists', () => { if (this.client === client) { this.news = true; this.tell(); } });
    this.client = client;
    await this.step(signal, 'connect', () => client.connect());
  }

  private authority(): { ca?: Buffer } {
    const { caFile } = this.settings;
    if (caFile === null) return {};
    try {
      return { ca: readFileSync(caFile) };
    } catch (error) {
      throw inboxFault(this.settings, 'inbox-certificate', `caFile: ${wordsOf(error)}`, error);
    }
  }

  /** One exchange: it ends with its answer, with the connection, or with the signal, which cuts the line. */
  private async step<T>(signal: AbortSignal, stage: ImapStage, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    this.throwIfStopped(signal);
    const { client } = this;
    if (!client) throw inboxFault(this.settings, 'inbox-dropped', 'no connection');
    const cut = (): void => { client.close(); };
    signal.addEventListener('abort', cut, { once: true });
    try {
      return await work(client);
    } catch (error) {
      this.throwIfStopped(signal, error);
      const fault = faultFrom(this.settings, stage, error);
      if (fault.because !== 'inbox-refused') this.drop();
      throw fault;
    } finally {
      signal.removeEventListener('abort', cut);
    }
  }

  private throwIfStopped(signal: AbortSignal, cause?: unknown): void {
    if (!signal.aborted) return;
    this.drop();
    throw inboxFault(this.settings, 'stopped-by-us', 'a stop', cause);
  }

  private drop(): void {
    const { client } = this;
    this.client = null;
    this.box = null;
    this.idling = false;
    client?.close();
    this.tell();
  }
}

/** The work with a signal that is also aborted after so long. */
async function within<T>(ms: number, signal: AbortSignal, work: (patience: AbortSignal) => Promise<T>): Promise<T> {
  const patience = new AbortController();
  const end = (): void => patience.abort();
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await work(patience.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');
