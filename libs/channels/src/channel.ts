/**
 * What the far side answered to one try.
 *
 * accepted     it took the whole; `receipt` is its own words (the size seen after the rename, the 250 line)
 * refused      it said no. `forGood`: the same bytes will be refused again; else it said "not now"
 * unreachable  the step that commits (rename, final dot) was never begun: safe to repeat or to use another channel
 * unknown      it may have arrived: look before repeating
 */
export type Outcome =
  | { outcome: 'accepted'; receipt: string }
  | { outcome: 'refused'; because: string; words: string; forGood: boolean; /** told before the mail: none larger than this is taken */ mostBytes?: number }
  | { outcome: 'unreachable'; because: string; words: string }
  | { outcome: 'unknown'; because: string; words: string };

/** What a look at the far side found after an unknown outcome. */
export type Settlement =
  | { found: 'arrived'; receipt: string }
  | { found: 'absent'; because: string }
  | { found: 'cannot-tell'; because: string };

/** The composed thing, as stored. `bytes` can be read again for every try and is the same each time. */
export interface Outgoing {
  wireIdentity: string;
  byteLength: number;
  sha256: string;
  bytes(): AsyncIterable<Uint8Array>;
  recipients: string[];
}

/** One way to one endpoint. It sends what it is given and says what happened; it decides nothing. */
export interface Channel {
  readonly kind: 'sftp' | 'email';
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Outcome>;
  /** Is the far side there at all? Sends no document. */
  probe(signal: AbortSignal): Promise<{ ok: boolean; words: string }>;
  settle(outgoing: Outgoing, signal: AbortSignal): Promise<Settlement>;
  /** Stops new work, ends kept sessions. Idempotent. */
  close(): Promise<void>;
}

/** Files an endpoint left for us. A file is removed there only after `taken` was called, that is after our commit. */
export interface PickUp {
  list(signal: AbortSignal): Promise<{ name: string; byteLength: number; modifiedAt: Date }[]>;
  read(name: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  taken(name: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
