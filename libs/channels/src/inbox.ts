/** A mail as it lies in a mailbox: RFC 9051, 2.3.1.1: UIDs only grow while UIDVALIDITY stays. */
export interface InboxMail { uid: number; raw: Buffer }
/** Larger than is read. */
export interface OversizedMail { uid: number; byteLength: number }

/**
 * One mailbox of ours. Nothing is deleted, moved or marked in it: what was read is what the caller remembers by UID.
 * What the world may answer is told by `InboxFault`; only wrong input of our own is thrown otherwise.
 */
export interface Inbox {
  /** @returns the mailbox's UIDVALIDITY, as text */
  open(signal: AbortSignal): Promise<string>;
  /** Mails with a UID above that, in order, each once asked for. */
  after(uid: number, signal: AbortSignal): AsyncIterable<InboxMail | OversizedMail>;
  /** Resolves when something new is there (IDLE), when `ms` are over, or when the signal is aborted: then one looks again. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Codes: inbox-unreachable inbox-login-refused inbox-not-found inbox-certificate inbox-dropped stopped-by-us */
export class InboxFault extends Error {
  constructor(readonly because: string, words: string) { super(words); this.name = 'InboxFault'; }
}
