import { sql, type SQL } from 'drizzle-orm';
import type { Connection } from '#ledger';
import { NORMAL_DAYS, type NormalTime, type OutageSpan } from './outage-share.js';
import { at } from './scope.js';

/** A set to a far side, before an outage. */
export interface NormalOf { endpoint: string; set: string; before: Date }

/** Newest documents a median is taken of, at most: enough for a steady one, and the same cost for every far side. [P] */
const NORMAL_AT_MOST = 50;

/** When outage `o` was first known. One that was isolated again while it returned goes on: it is opened anew, and its first hour stands among its events. */
export const FIRST_KNOWN = sql`least(o.opened_at, coalesce((select min(e.at) from outage_event e where e.outage_id = o.id), o.opened_at))`;

/**
 * Outages of EDI, from the first hour they were known to their end, or to now. Outages of mail relays are none of a far side's EDI.
 */
export const outageSpans = (now: Date): SQL => sql`
  select o.id, o.scope_kind, o.scope, o.because, coalesce(o.closed_at, ${at(now)}) as to_at,
    ${FIRST_KNOWN} as from_at
  from outage o where o.scope not like '%/%'`;

/** Outages of these endpoints and regions that were on within a time, the earliest first. */
export async function outagesOf(db: Connection, asked: { endpoints: readonly string[]; regions: readonly string[]; from: Date; to: Date }, now: Date): Promise<OutageSpan[]> {
  const { rows } = await db.execute<{ id: string; scope_kind: string; scope: string; because: string; from_at: string; to_at: string }>(sql`
    select * from (${outageSpans(now)}) o where from_at < ${at(asked.to)} and to_at > ${at(asked.from)}
      and ((scope_kind = 'endpoint' and scope = any(${sql.param(asked.endpoints)}::text[])) or (scope_kind = 'region' and scope = any(${sql.param(asked.regions)}::text[])))
    order by from_at, id`);
  return rows.map((row) => ({ id: Number(row.id), scopeKind: row.scope_kind as OutageSpan['scopeKind'], scope: row.scope, because: row.because, from: new Date(row.from_at), to: new Date(row.to_at) }));
}

/** The key of `normalTimes`. */
export const normalKey = ({ endpoint, set, before }: NormalOf): string => JSON.stringify([endpoint, set, before.toISOString()]);

/** How long each of these normally takes: the newest documents of the weeks before that were delivered, and that no outage touched. */
export async function normalTimes(db: Connection, asked: readonly NormalOf[], now: Date): Promise<Map<string, NormalTime>> {
  const distinct = [...new Map(asked.map((one) => [normalKey(one), one])).values()];
  if (distinct.length === 0) return new Map();
  const wanted = JSON.stringify(distinct.map(({ endpoint, set, before }) => ({ endpoint, set, before })));
  const { rows } = await db.execute<{ endpoint: string; set: string; before: string; median: number | null; n: number }>(sql`
    with span as materialized (${outageSpans(now)}), ${BUSY}
    select k.endpoint, k.set, k.before, m.median, m.n from jsonb_to_recordset(${wanted}::jsonb) as k(endpoint text, set text, before timestamptz)
      cross join lateral (${medianOf(sql`k.endpoint`, sql`k.set`, sql`k.before`)}) m`);
  const found = new Map(rows.map((row) => [normalKey({ endpoint: row.endpoint, set: row.set, before: new Date(row.before) }), { medianMinutes: row.median === null ? null : Number(row.median), documents: Number(row.n) }]));
  return new Map(distinct.map((one) => [normalKey(one), found.get(normalKey(one)) ?? { medianMinutes: null, documents: 0 }]));
}

/**
 * When each endpoint, and when each region, had an outage: all its times as one value, so that whether a document met any is one
 * look. Put behind `span`, which is `outageSpans`. Regions are few and stand alone, because every document looks there.
 */
export const BUSY = sql`
  busy_endpoint as materialized (select scope, range_agg(tstzrange(from_at, to_at)) as times from span where scope_kind = 'endpoint' and from_at < to_at group by scope),
  busy_region as materialized (select scope, range_agg(tstzrange(from_at, to_at)) as times from span where scope_kind = 'region' and from_at < to_at group by scope)`;

/** The time a document `d` was on its way. An answer that came before the receipt is the work of another clock. */
export const wayUntil = (end: SQL): SQL => sql`tstzrange(d.received_at, greatest(d.received_at, ${end}), '[]')`;

/** Median of the minutes the newest of them took, and how many there are: behind BUSY. A walk along the index document_normal, which ends when there are enough. */
export const medianOf = (endpoint: SQL, set: SQL, before: SQL): SQL => sql`
  select percentile_cont(0.5) within group (order by extract(epoch from d.delivered_at - d.received_at)::float / 60) as median, count(*)::int as n from (
    select d.received_at, d.delivered_at, d.interchange_id from document d
    where d.endpoint = ${endpoint} and d.set = ${set} and d.received_at < ${before} and d.received_at >= ${before} - ${`${NORMAL_DAYS} days`}::interval
      and d.kind = 'business' and d.delivered_at is not null
      and not coalesce((select times from busy_endpoint where scope = ${endpoint}) && ${wayUntil(sql`d.delivered_at`)}, false)
      and not coalesce((select times from busy_region where scope = d.region) && ${wayUntil(sql`d.delivered_at`)}, false)
    order by d.received_at desc limit ${NORMAL_AT_MOST}
  ) d where not exists (select 1 from interchange i where i.id = d.interchange_id and i.isa15 = 'T')`;
