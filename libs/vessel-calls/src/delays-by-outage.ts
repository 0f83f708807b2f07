import { sql } from 'drizzle-orm';
import type { Connection } from '#ledger';
import { clockOf } from './clocks.js';
import { dueWithin, lineOf, minutesLate, PERCENTILES, ranked, worstFirst, type Asked, type DelayLine } from './delay-counting.js';
import { NORMAL_DAYS, NORMAL_NEEDS } from './outage-share.js';
import { BUSY, medianOf, outageSpans } from './outage-spans.js';
import { at, isoFrom } from './scope.js';

/** What an outage cost the documents it touched, beside their delays. */
export interface OutageDelayLine extends DelayLine {
  from: string; to: string;
  /** documents whose normal time is known, and which therefore have a share */
  measured: number;
  outageP50Minutes: number | null; outageP90Minutes: number | null; outageP99Minutes: number | null; outageWorstMinutes: number | null;
  /** why some have none; null: all have */
  because: string | null;
}

/**
 * Per outage that was on: the delays of the documents it touched, and what it cost those whose normal time is known. One that
 * two outages touched stands under both, each against the weeks before it.
 */
export async function delaysByOutage(db: Connection, asked: Asked): Promise<OutageDelayLine[]> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with span as materialized (${outageSpans(asked.now)}), busy as materialized (${BUSY}), due as materialized (
      select d.endpoint, d.region, d.set, d.received_at, d.delivered_at, d.accepted_at, d.acknowledged_at, ${minutesLate(asked)} as minutes, case when ${clockOf(asked.clock)} is null then 1 else 0 end as open from document d where ${dueWithin(asked)}
    ), touched as materialized (
      select s.id as key, s.from_at, d.* from span s join due d on d.endpoint = s.scope where s.scope_kind = 'endpoint' and ${ON(asked)}
      union all select s.id as key, s.from_at, d.* from span s join due d on d.region = s.scope where s.scope_kind = 'region' and ${ON(asked)}
    ), normal as materialized (
      select k.key, k.endpoint, k.set, m.median, m.n from (select distinct key, from_at, endpoint, set from touched) k
        cross join lateral (${medianOf(sql`k.endpoint`, sql`k.set`, sql`k.from_at`)}) m
    ), shared as (
      select t.key, greatest(0, ceil(extract(epoch from coalesce(t.delivered_at, ${at(asked.now)}) - t.received_at) / 60 - n.median::numeric))::int as minutes, count(*) as documents
      from touched t join normal n on n.key = t.key and n.endpoint = t.endpoint and n.set = t.set and n.n >= ${NORMAL_NEEDS} group by 1, 2
    ), share as materialized (
      select key, sum(documents) as measured, max(minutes) as worst, min(minutes) filter (where upto >= ceil(0.5 * among)) as p50,
        min(minutes) filter (where upto >= ceil(0.9 * among)) as p90, min(minutes) filter (where upto >= ceil(0.99 * among)) as p99
      from (${ranked(sql`shared`, sql`partition by key`)}) r group by key
    ), counted as (
      select key, minutes, count(*) as documents, count(accepted_at) as accepted, count(acknowledged_at) as acknowledged,
        count(*) filter (where delivered_at is not null and acknowledged_at is null) as never_answers, sum(open) as open from touched group by 1, 2
    ), line as (select key, ${PERCENTILES} from (${ranked(sql`counted`, sql`partition by key`)}) r group by key)
    select l.*, s.scope, s.because, s.from_at, s.to_at, share.measured, share.p50 as share_p50, share.p90 as share_p90, share.p99 as share_p99, share.worst as share_worst
    from line l join span s on s.id = l.key left join share on share.key = l.key`);
  return rows.map(outageLine).sort(worstFirst);
}

/** Whether a document was on its way while the outage was on. */
const ON = ({ now }: Asked) => sql`s.from_at < coalesce(d.delivered_at, ${at(now)}) and s.to_at > d.received_at`;

function outageLine(row: Record<string, unknown>): OutageDelayLine {
  const line = lineOf(row, `${String(row['scope'])}: ${String(row['because'])}`);
  const figure = (column: string) => (row[column] === null ? null : Number(row[column]));
  const measured = Number(row['measured'] ?? 0);
  return {
    ...line, from: isoFrom(row['from_at'])!, to: isoFrom(row['to_at'])!, measured,
    outageP50Minutes: figure('share_p50'), outageP90Minutes: figure('share_p90'), outageP99Minutes: figure('share_p99'), outageWorstMinutes: figure('share_worst'),
    because: measured === line.documents ? null : `${line.documents - measured} of ${line.documents} have too few normal documents to compare with: expected at least ${NORMAL_NEEDS} of the same set to the same endpoint in the ${NORMAL_DAYS} days before`,
  };
}
