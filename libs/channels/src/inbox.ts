/** A mail as it lies in a mailbox: RFC 9051, 2.3.1.1: UIDs only grow while UIDVALIDITY stays. */
export interface InboxMail { uid: number; raw: Buffer }
/** Larger than is read. */
export interface OversizedMail {
  uid: number;
  /** as its server says */
  byteLength: number;
  /** its first bytes, at most 64 KiB: whom it is from and what it is about; empty where not even they came */
  head: Buffer;
}

/**
 * One mailbox of ours. Nothing is deleted, moved or marked in it: what was read is what the caller remembers by UID.
 * What the world may answer is told by `InboxFault`; only wrong input of our own is thrown otherwise. A connection that was lost is made
 * anew by the next `open`.
 */
export interface Inbox {
  /** Looks at the mailbox as it is now, through the connection there is, or a new one. @returns the mailbox's UIDVALIDITY, as text */
  open(signal: AbortSignal): Promise<string>;
  /** Mails with a UID above that, in order, each once asked for. `open` comes before it. */
  after(uid: number, signal: AbortSignal): AsyncIterable<InboxMail | OversizedMail>;
  /** Resolves at once when there is news since the last `open`, when some comes (IDLE), when `ms` are over, or when the signal is aborted. @returns whether one should look now */
  wait(ms: number, signal: AbortSignal): Promise<boolean>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Stable; with each, what is to be mended. */
export type InboxBecause =
  | 'inbox-unreachable' | 'inbox-no-tls' | 'inbox-certificate' | 'inbox-login-refused' | 'inbox-credentials' | 'inbox-not-found' | 'inbox-refused' | 'inbox-dropped' | 'stopped-by-us';

/** A mailbox that cannot be read now. Nothing of it was lost: what was not committed is read again. */
export class InboxFault extends Error {
  constructor(readonly because: InboxBecause, words: string, options?: { cause?: unknown }) { super(words, options); this.name = 'InboxFault'; }
}
