import { sql } from 'drizzle-orm';
import { HOUR } from '#common';
import type { DelayHour, OutagePicture } from '#rendering';
import { outageSpans } from '#vessel-calls';
import { inScopeOf, outageSpan, scopeInWords, zoneOf } from './outage-documents.js';
import type { Journey } from './journey.js';

/** What is shown on either side of an outage, and how far back its weekday's normal is looked for. [P] */
const ASIDE = 24 * HOUR;
const WEEKS = 8;

/**
 * How long documents of an outage's scope took, by the hour they were handed in, from a day before it to a day after it, beside the median of the same weekday
 * and hour in the eight weeks before, of documents that no outage touched. What is not delivered counts until now. Null: no such outage.
 *
 * @param zone  whose hours; left out: that of all its endpoints, UTC where they have several
 */
export async function outageHours({ ledger: { db }, clock, directory }: Pick<Journey, 'ledger' | 'clock' | 'directory'>, id: number, zone?: string): Promise<OutagePicture | null> {
  const now = clock.now();
  const span = await outageSpan(db, id);
  if (!span) return null;
  const there = zone ?? zoneOf(directory, span);
  // A day that is shown is not its own normal.
  const normalUntil = new Date(span.from.getTime() - ASIDE);
  const end = new Date(Math.min((span.to ?? now).getTime() + ASIDE, now.getTime()));
  const { rows } = await db.execute<Row>(sql`
    with hours as (
      select h as at, h at time zone ${there} as wall from generate_series(date_trunc('hour', ${normalUntil}::timestamptz, ${there}), ${end}::timestamptz, interval '1 hour') h
    ), seen as (
      select date_trunc('hour', d.received_at, ${there}) as at, d.due_at, d.delivered_at as delivered_at, extract(epoch from coalesce(d.delivered_at, ${now}::timestamptz) - d.received_at) / 60 as minutes
      from document d join interchange i on i.id = d.interchange_id
      where ${business} and ${inScopeOf(span)} and d.received_at >= (select min(at) from hours) and d.received_at < ${end}
    ), counted as (
      select at, count(*)::int as documents, count(*) filter (where due_at < coalesce(delivered_at, ${now}::timestamptz))::int as late, count(*) filter (where delivered_at is null)::int as open,
        percentile_cont(0.5) within group (order by minutes)::float as median, percentile_cont(0.9) within group (order by minutes)::float as p90 from seen group by at
    ), normal as (
      select extract(isodow from d.received_at at time zone ${there}) as day, extract(hour from d.received_at at time zone ${there}) as hour, percentile_cont(0.5) within group (order by extract(epoch from d.delivered_at - d.received_at) / 60)::float as minutes
      from document d join interchange i on i.id = d.interchange_id
      where ${business} and ${span.relay === null ? inScopeOf(span) : sql`d.accepted_by = 'email'`} and d.received_at >= ${new Date(normalUntil.getTime() - WEEKS * 7 * 24 * HOUR)} and d.received_at < ${normalUntil} and d.delivered_at < ${span.from}
        and not exists (select 1 from (${outageSpans(now)}) o where (o.scope_kind = 'region' and o.scope = d.region or o.scope_kind = 'endpoint' and o.scope = d.endpoint) and o.from_at < d.delivered_at and o.to_at > d.received_at)
      group by 1, 2
    )
    select h.at, c.documents, c.late, c.open, c.median, c.p90, n.minutes as normal from hours h left join counted c on c.at = h.at
      left join normal n on n.day = extract(isodow from h.wall) and n.hour = extract(hour from h.wall) order by h.at`);
  return { scope: scopeInWords(span), because: span.because, zone: there, asOf: now, from: span.from, to: span.to, normalWeeks: WEEKS, hours: rows.map((row) => hourFrom(row, span)) };
}

const business = sql`d.kind = 'business' and d.state not in ('superseded', 'cancelled') and i.isa15 is distinct from 'T'`;

interface Row extends Record<string, unknown> { at: string; documents: number | null; late: number | null; open: number | null; median: number | null; p90: number | null; normal: number | null }

/** An hour in which it began or ended is one of the outage. */
function hourFrom(row: Row, { from, to }: { from: Date; to: Date | null }): DelayHour {
  const at = new Date(row.at);
  const tenth = (minutes: number | null) => (minutes === null ? null : Math.round(minutes * 10) / 10);
  return {
    at, phase: at.getTime() + HOUR <= from.getTime() ? 'before' : to !== null && at >= to ? 'after' : 'during',
    documents: row.documents ?? 0, late: row.late ?? 0, open: row.open ?? 0, medianMinutes: tenth(row.median), p90Minutes: tenth(row.p90), normalMinutes: tenth(row.normal),
  };
}
