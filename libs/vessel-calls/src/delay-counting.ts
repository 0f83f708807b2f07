import { sql, type SQL } from 'drizzle-orm';
import { clockOf, clockRuns, type DelayClock } from './clocks.js';
import { at, documentsOf, type Scope } from './scope.js';

/** Delays of the documents of one call, terminal, region, set, channel or outage. Figures: figures.ts; minutes are whole, and 0 is not late. */
export interface DelayLine {
  /** the call's number, the endpoint's code, the region, the set, the channel or the outage's number */
  key: string;
  /** for people: vessel and voyage, scope and reason of an outage; else the key */
  name: string;
  documents: number; accepted: number; acknowledged: number; neverAnswers: number; open: number; late: number;
  p50Minutes: number; p90Minutes: number; p99Minutes: number; worstMinutes: number;
}

export interface Asked { scope: Scope; since: Date; until: Date; clock: DelayClock; now: Date }

/** The words of the partial index document_delays stand in `documentsOf`. */
export const dueWithin = ({ scope, since, until, clock }: Asked): SQL => sql`d.due_at is not null and d.due_at >= ${at(since)} and d.due_at < ${at(until)} and ${documentsOf(scope)} and ${clockRuns(clock)}`;

/** Whole minutes, begun ones counted, as `documentDelay` has it; the division is made for late ones alone. */
export function minutesLate({ clock, now }: Pick<Asked, 'clock' | 'now'>): SQL {
  const stopped = clock === 'delivered' ? sql`d.delivered_at` : sql`(${clockOf(clock)})`;
  return sql`case when coalesce(${stopped}, ${at(now)}) <= d.due_at then 0 else ceil(extract(epoch from coalesce(${stopped}, ${at(now)}) - d.due_at) / 60)::int end`;
}

/** Per key and minute. */
export const COUNTS = (clock: DelayClock): SQL => sql`count(*) as documents, count(d.accepted_at) as accepted, count(d.acknowledged_at) as acknowledged,
  count(*) filter (where d.delivered_at is not null and d.acknowledged_at is null) as never_answers, count(*) filter (where ${clockOf(clock)} is null) as open`;

export const SUMMED = sql`sum(documents) as documents, sum(accepted) as accepted, sum(acknowledged) as acknowledged, sum(never_answers) as never_answers, sum(open) as open`;

export const ranked = (from: SQL, partition: SQL): SQL => sql`select *, sum(documents) over (${partition} order by minutes) as upto, sum(documents) over (${partition}) as among from ${from}`;

/** Nearest rank, as `percentile` has it. */
export const PERCENTILES = sql`${SUMMED}, coalesce(sum(documents) filter (where minutes > 0), 0) as late, max(minutes) as worst,
  min(minutes) filter (where upto >= ceil(0.5 * among)) as p50, min(minutes) filter (where upto >= ceil(0.9 * among)) as p90, min(minutes) filter (where upto >= ceil(0.99 * among)) as p99`;

export function lineOf(row: Record<string, unknown>, name: string): DelayLine {
  const of = (column: string) => Number(row[column] ?? 0);
  return {
    key: (row['key'] as string | number | null)?.toString() ?? 'all', name, documents: of('documents'), accepted: of('accepted'), acknowledged: of('acknowledged'), neverAnswers: of('never_answers'), open: of('open'), late: of('late'),
    p50Minutes: of('p50'), p90Minutes: of('p90'), p99Minutes: of('p99'), worstMinutes: of('worst'),
  };
}

export const worstFirst = (a: DelayLine, b: DelayLine): number => b.worstMinutes - a.worstMinutes || b.late - a.late || (a.key < b.key ? -1 : 1);

