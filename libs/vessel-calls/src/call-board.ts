import { sql, type SQL } from 'drizzle-orm';
import type { Connection } from '#ledger';

/** Whose calls, documents and endpoints a reader may see. null: all of them. */
export interface Scope { carrier: string | null; region: string | null }

/**
 * One vessel call as the desk sees it.
 *
 * due           business documents of the call that are to be delivered (superseded and cancelled ones are not, nor tests: ISA15 T)
 * accepted      handed over by some channel, answered or not
 * acknowledged  the endpoint said so; endpoints that acknowledge nothing count when they accepted
 * late          delivered after its due time, or not yet and past it
 * worstDelayMinutes  the longest of those delays, 0 when none is late; delivered = acknowledged, or accepted where the
 *               endpoint acknowledges nothing (ARCHITECTURE.md rule 5)
 * byEdi, byEmail  by first acceptance
 */
export interface CallLine {
  id: number; reference: string; vesselName: string; imo: string | null; voyageIn: string | null; voyageOut: string | null;
  unlocode: string; terminal: string | null; endpoint: string | null; carrier: string; region: string | null; zone: string; phase: string;
  etaAt: string | null; etdAt: string | null;
  due: number; accepted: number; acknowledged: number; late: number; worstDelayMinutes: number; byEdi: number; byEmail: number; byPaper: number; waiting: number; unsettled: number; rejected: number;
}

/** Calls with their documents' standing as of `now`, the nearest arrival first. */
export async function callBoard(db: Connection, scope: Scope, now: Date, id?: number): Promise<CallLine[]> {
  const result = await db.execute<Record<string, unknown>>(sql`
    with standing as (
      select dc.call_id, d.state, d.accepted_by, d.accepted_at, d.due_at,
        case when d.profile->>'acknowledges' = 'none' then d.accepted_at else d.acknowledged_at end as delivered_at
      from document d join document_call dc on dc.document_id = d.id join interchange i on i.id = d.interchange_id
      where d.kind = 'business' and d.state not in ('superseded', 'cancelled') and i.isa15 is distinct from 'T' ${scopeOf(scope, sql`d`)}
    ), best as (
      select distinct on (call_id, event) call_id, event, at from call_timestamp where place = 'BRTH'
      order by call_id, event, (classifier = 'ACT') desc, (classifier <> 'PLN') desc, reported_at desc
    )
    select c.*, eta.at as eta_at, etd.at as etd_at,
      count(s.call_id)::int as due,
      count(*) filter (where s.accepted_at is not null)::int as accepted,
      count(*) filter (where s.delivered_at is not null)::int as acknowledged,
      count(*) filter (where s.due_at < coalesce(s.delivered_at, ${now}))::int as late,
      coalesce(round(max(extract(epoch from coalesce(s.delivered_at, ${now}) - s.due_at) / 60) filter (where s.due_at < coalesce(s.delivered_at, ${now})), 1), 0)::float as worst,
      count(*) filter (where s.accepted_by = 'sftp')::int as by_edi,
      count(*) filter (where s.accepted_by = 'email')::int as by_email,
      count(*) filter (where s.accepted_by = 'print')::int as by_paper,
      count(*) filter (where s.state in ('waiting', 'sending'))::int as waiting,
      count(*) filter (where s.state = 'unsettled')::int as unsettled,
      count(*) filter (where s.state = 'rejected')::int as rejected
    from call c left join standing s on s.call_id = c.id
      left join best eta on eta.call_id = c.id and eta.event = 'ARRI' left join best etd on etd.call_id = c.id and etd.event = 'DEPA'
    where true ${scopeOf(scope, sql`c`)} ${id === undefined ? sql`` : sql`and c.id = ${id}`}
    group by c.id, eta.at, etd.at order by eta.at nulls last, c.id`);
  return result.rows.map(toLine);
}

const scopeOf = (scope: Scope, table: SQL): SQL =>
  sql`${scope.carrier === null ? sql`` : sql`and ${table}.carrier = ${scope.carrier}`} ${scope.region === null ? sql`` : sql`and ${table}.region = ${scope.region}`}`;

const iso = (value: unknown) => (value === null || value === undefined ? null : new Date(value as string).toISOString());

function toLine(row: Record<string, unknown>): CallLine {
  const text = (key: string) => (row[key] ?? null) as string | null;
  const count = (key: string) => Number(row[key]);
  return {
    id: count('id'), reference: String(row['reference']), vesselName: String(row['vessel_name']), imo: text('imo'), voyageIn: text('voyage_in'), voyageOut: text('voyage_out'),
    unlocode: String(row['unlocode']), terminal: text('terminal'), endpoint: text('endpoint'), carrier: String(row['carrier']), region: text('region'), zone: String(row['zone']), phase: String(row['phase']),
    etaAt: iso(row['eta_at']), etdAt: iso(row['etd_at']),
    due: count('due'), accepted: count('accepted'), acknowledged: count('acknowledged'), late: count('late'), worstDelayMinutes: count('worst'),
    byEdi: count('by_edi'), byEmail: count('by_email'), byPaper: count('by_paper'), waiting: count('waiting'), unsettled: count('unsettled'), rejected: count('rejected'),
  };
}
