import { minutesBetween } from '#common';

/** An outage of an EDI path, or of all of them in a region. It lasts until it is resolved; `to` is now while it does. */
export interface OutageSpan { id: number; scopeKind: 'region' | 'endpoint'; scope: string; from: Date; to: Date; because: string }

export interface TimedDocument { endpoint: string | null; region: string | null; set: string; receivedAt: Date; deliveredAt: Date | null }

/** How long a far side normally takes for a set: the median of `documents` that no outage touched. Minutes; null: none of them. */
export interface NormalTime { medianMinutes: number | null; documents: number }

/** What an outage cost one document. */
export interface OutageShare {
  /** the outage that touched it first; null: none did */
  outage: number | null;
  /** whole minutes, begun ones counted; null where an outage touched it and how much it cost cannot be said, for the reason in `because` */
  minutes: number | null;
  because: string;
}

/** Fewer normal documents than this make no median worth a claim. [P] */
export const NORMAL_NEEDS = 5;
/** Days before an outage in which a far side's normal time is looked for. [P] */
export const NORMAL_DAYS = 28;

/**
 * The part of a document's way that an outage caused: delivered (now, until then) minus (queued + the normal median of that far
 * side and set). Never negative. It may be more than the delay: a document handed in early can lose hours and still be in time.
 */
export function outageShare(document: TimedDocument, touching: OutageSpan | null, normal: NormalTime | null, now: Date): OutageShare {
  if (!touching) return { outage: null, minutes: 0, because: 'no outage touched it' };
  if (!normal || normal.medianMinutes === null || normal.documents < NORMAL_NEEDS) {
    return { outage: touching.id, minutes: null, because: `too few normal documents to compare with: found ${normal?.documents ?? 0} of set ${document.set} to ${document.endpoint ?? 'nobody'} in the ${NORMAL_DAYS} days before the outage, expected at least ${NORMAL_NEEDS}` };
  }
  const took = minutesBetween(document.receivedAt, document.deliveredAt ?? now);
  return {
    outage: touching.id, minutes: Math.max(0, Math.ceil(took - normal.medianMinutes)),
    because: `the median of ${normal.documents} normal documents of set ${document.set} to ${document.endpoint ?? 'nobody'} is ${Math.round(normal.medianMinutes * 10) / 10} min`,
  };
}

/** The first outage that was on while the document was on its way: of its endpoint, or of its endpoint's region. */
export function touchedBy(document: TimedDocument, outages: readonly OutageSpan[], now: Date): OutageSpan | null {
  const { receivedAt, deliveredAt } = document;
  const on = outages.filter((one) => one.scope === (one.scopeKind === 'region' ? document.region : document.endpoint) && one.from < (deliveredAt ?? now) && one.to > receivedAt);
  return on.reduce<OutageSpan | null>((first, one) => (first === null || one.from < first.from ? one : first), null);
}

/** Minutes of a window in which at least one of the spans was on; what two of them cover counts once. */
export function minutesOn(window: { from: Date; to: Date }, spans: readonly { from: Date; to: Date }[]): number {
  let minutes = 0;
  let covered = window.from.getTime();
  for (const span of [...spans].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const from = Math.max(covered, span.from.getTime());
    const to = Math.min(window.to.getTime(), span.to.getTime());
    if (to <= from) continue;
    minutes += (to - from) / 60_000;
    covered = to;
  }
  return Math.round(minutes);
}

/** Nearest rank: the smallest of the values that at least `share` of them do not exceed. Null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
