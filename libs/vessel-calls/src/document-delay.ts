import { minutesBetween } from '#common';

export interface DelayQuestion {
  dueAt: Date | null;
  /** what stops this endpoint's clock: acceptance, its functional acknowledgement, or its word on the content */
  acknowledges: 'none' | '997' | 'content';
  acceptedAt: Date | null;
  acknowledgedAt: Date | null;
  /** the endpoint said no: whatever took it before, the clock runs until a person has settled it */
  rejected?: boolean;
  now: Date;
}

export interface DocumentDelay {
  late: boolean;
  /** how late: whole minutes, begun ones counted; 0 when not late */
  minutes: number;
  /** the clock has stopped; else `minutes` still grows */
  settled: boolean;
}

/**
 * How late one document is: delivered minus due, and now minus due until then. Taken by a transport is not delivered where
 * the endpoint answers; where it never does, acceptance is all there will be and every screen says so. A word of the
 * endpoint stops the clock in either case.
 */
export function documentDelay({ dueAt, acknowledges, acceptedAt, acknowledgedAt, rejected = false, now }: DelayQuestion): DocumentDelay {
  const stops = [acknowledgedAt, acknowledges === 'none' ? acceptedAt : null].filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime());
  return delayTo(dueAt, rejected ? null : stops[0] ?? null, now);
}

/** The delay to one event, whichever it is: the first acknowledgement, or the word on the content. Null: it has not come. */
export function delayTo(dueAt: Date | null, at: Date | null, now: Date): DocumentDelay {
  const past = dueAt ? minutesBetween(dueAt, at ?? now) : 0;
  return { late: past > 0, minutes: past > 0 ? Math.ceil(past) : 0, settled: at !== null };
}
