import { sql, type SQL } from 'drizzle-orm';
import type { Connection } from '#ledger';
import { FIRST_KNOWN } from '#vessel-calls';
import type { Journey } from './journey.js';

/** An outage from the first hour it was known to its end; `to` null: it is on. `relay`: it is that of our mail through it. */
export interface OutageSpan { id: number; scopeKind: string; scope: string; relay: string | null; because: string; actor: string; declaredBy: string; state: string; from: Date; to: Date | null }

/** With who declared it and how it stands, and our relays' too: more than figures are made of. */
const SPANS = sql`select o.id, o.scope_kind, o.scope, o.because, o.actor, o.declared_by, o.state, o.closed_at,
  ${FIRST_KNOWN} as from_at from outage o`;

export async function outageSpan(db: Connection, id: number): Promise<OutageSpan | null> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`select * from (${SPANS}) o where id = ${id}`);
  return rows[0] ? spanFrom(rows[0]) : null;
}

/** Outages of these endpoints and regions, and of our relays, that were on within a time, the first first. */
export async function outagesWithin(db: Connection, { endpoints, regions, from, to }: { endpoints: readonly string[]; regions: readonly string[]; from: Date; to: Date }): Promise<OutageSpan[]> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`select * from (${SPANS}) o where from_at < ${to} and (closed_at is null or closed_at > ${from})
    and (scope = any(${sql.param([...endpoints])}::text[]) and scope_kind = 'endpoint' or scope = any(${sql.param([...regions])}::text[]) and scope_kind = 'region' or scope like '%/email') order by from_at, id`);
  return rows.map(spanFrom);
}

/** Which documents `d` an outage could touch: its endpoint's, its region's; of a relay those that were tried through it while it lasted. */
export function inScopeOf({ scopeKind, scope, relay, from, to }: OutageSpan): SQL {
  if (relay !== null) return sql`exists (select 1 from try_document td join "try" y on y.id = td.try_id where td.document_id = d.id and y.proof->>'relay' = ${relay} and y.opened_at >= ${from} and (${to}::timestamptz is null or y.opened_at <= ${to}))`;
  return scopeKind === 'region' ? sql`d.region = ${scope}` : sql`d.endpoint = ${scope}`;
}

/** Whom it is about, as a person says it. */
export const scopeInWords = ({ scopeKind, scope, relay }: Pick<OutageSpan, 'scopeKind' | 'scope' | 'relay'>): string => (relay === null ? `${scopeKind} ${scope}` : `our mail relay ${relay}`);

/** The one zone of all it is about; of a region with several, UTC. */
export function zoneOf({ endpoints }: Journey['directory'], { scopeKind, scope }: Pick<OutageSpan, 'scopeKind' | 'scope'>): string {
  const zones = new Set([...endpoints.values()].filter((one) => (scopeKind === 'region' ? one.region === scope : one.code === scope)).map(({ zone }) => zone));
  return zones.size === 1 ? [...zones][0]! : 'UTC';
}

function spanFrom(row: Record<string, unknown>): OutageSpan {
  const scope = String(row['scope']);
  const closed = row['closed_at'];
  return {
    id: Number(row['id']), scopeKind: String(row['scope_kind']), scope, relay: /^(.+)\/email$/.exec(scope)?.[1] ?? null, because: String(row['because']), actor: String(row['actor']), declaredBy: String(row['declared_by']),
    state: String(row['state']), from: new Date(row['from_at'] as string), to: closed === null || closed === undefined ? null : new Date(closed as string),
  };
}
