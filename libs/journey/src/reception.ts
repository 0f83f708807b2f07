import { isOwn, type Partner } from '#directory';
import type { Lease } from '#ledger';
import type { ReadInterchange } from '#x12';
import type { Journey } from './journey.js';

export interface Reception {
  chunks: AsyncIterable<Uint8Array>;
  /** whose key or folder it came through */
  partner: Partner;
  source: 'http' | 'folder' | 'pick-up' | 'mail';
  sourceName: string;
  limitBytes: number;
  /** folders are read under a lease; the commit holds only while it is ours */
  lease?: Lease;
}

/** Addressed to us, or to the endpoint itself. */
export function modeOf(journey: Journey, read: ReadInterchange): 'relay' | 'rewrap' {
  return isOwn(journey.settings, read) ? 'rewrap' : 'relay';
}
