import { sql, type SQL } from 'drizzle-orm';

/** Whose calls, documents and endpoints a reader may see. null: all of them. */
export interface Scope { carrier: string | null; region: string | null }

/** A line sees a call that is its own, that names it in an alias, or that documents of its own are in: lines share vessels. `c` is the call. */
export function callsOf({ carrier, region }: Scope): SQL {
  const mine = carrier === null ? sql`true` : sql`(c.carrier = ${carrier} or exists (select 1 from call_line l where l.call_id = c.id and l.line = ${carrier})
    or exists (select 1 from call_alias a where a.call_id = c.id and a.line = ${carrier}))`;
  return region === null ? mine : sql`${mine} and c.region = ${region}`;
}

/** Documents that figures count, each line its own alone. `d` is the document. The words are those of the partial index document_delays. */
export function documentsOf({ carrier, region }: Scope): SQL {
  return sql`d.kind = 'business' and d.state not in ('superseded', 'cancelled') and not exists (select 1 from interchange i where i.id = d.interchange_id and i.isa15 = 'T')
    ${carrier === null ? sql`` : sql`and d.carrier = ${carrier}`} ${region === null ? sql`` : sql`and d.region = ${region}`}`;
}

/** An instant as PostgreSQL is given it, whatever stands beside it. */
export const at = (instant: Date): SQL => sql`${instant}::timestamptz`;

/** One parameter however many ids. */
export const anyId = (ids: readonly number[]): SQL => sql`any(${sql.param(ids)}::bigint[])`;

export const instantFrom = (value: unknown): Date | null => (value === null || value === undefined ? null : new Date(value as string));
export const isoFrom = (value: unknown): string | null => instantFrom(value)?.toISOString() ?? null;
