import { sql } from 'drizzle-orm';
import { MINUTE } from '#common';
import type { Connection } from '#ledger';
import type { Expectation, ExpectingCall, HadDocuments } from './missing-documents.js';
import type { Scope } from './scope.js';

/** A call as it is asked what it lacks, before the directory has said which lines are in it. */
export interface AskedCall extends Omit<ExpectingCall, 'lines'> {
  reference: string; vesselName: string; unlocode: string; terminal: string | null; endpoint: string | null; region: string | null; zone: string;
  /** SCACs of lines that have a voyage of their own in it */
  alsoLines: string[];
  had: HadDocuments[];
}

/** Calls of one answer; the nearest arrival first. */
const MOST = 2_000;
/** A cut-off lies at most so long before the arrival. [P] */
const CUT_OFF_MINUTES = 7 * 24 * 60;
/** How far ahead a board looks for what is not needed yet. */
const AHEAD_MINUTES = 30 * 24 * 60;

/**
 * Calls of which something may be missing by `now`, each with what it had: one query. Calls so far away that no line of
 * `expected` asks anything of them yet, or any more, are left out, unless one call is asked for by its id.
 *
 * @param all  also those of which something is needed later
 */
export async function expectingCalls(db: Connection, asked: { scope: Scope; expected: readonly Expectation[]; now: Date; all?: boolean; id?: number }): Promise<AskedCall[]> {
  const { scope, expected, now } = asked;
  const [from, to] = horizon(expected, now, asked.all ?? false);
  const eventful = expected.flatMap((row) => (row.statuses === null ? [] : row.sets));
  const near = sql`(c.eta_at between ${from} and ${to} or c.etd_at between ${from} and ${to} or (c.eta_at is null and c.etd_at is null and c.changed_at >= ${from}))`;
  const found = await db.execute<Record<string, unknown>>(sql`
    select c.id, c.reference, c.carrier, c.region, c.vessel_name, c.unlocode, c.terminal, c.endpoint, c.zone, c.phase, c.voyage_in, c.voyage_out, c.cut_offs, c.phase <> 'omitted' and c.replaced_by is null as stands,
      c.eta_at as eta, c.etd_at as etd, array(select distinct a.line from call_alias a where a.call_id = c.id and a.line not in ('*', c.carrier)) as also_lines, had.had
    from call c
    left join lateral (select jsonb_agg(h) as had from (
      select distinct d.carrier as line, d.endpoint, d.set, case when d.set = any(${sql.param(eventful)}::text[]) then d.facts->'status'->>'code' end as status
      from document_call dc join document d on d.id = dc.document_id join interchange i on i.id = d.interchange_id
      where dc.call_id = c.id and d.kind = 'business' and d.state not in ('cancelled', 'conflict') and i.isa15 is distinct from 'T' and d.set = any(${sql.param([...new Set(expected.flatMap((row) => row.sets))])}::text[])) h) had on true
    where ${asked.id === undefined ? sql`c.phase <> 'omitted' and c.replaced_by is null and ${near}` : sql`c.id = ${asked.id}`}
      ${scope.carrier === null ? sql`` : sql`and (c.carrier = ${scope.carrier} or exists (select 1 from call_alias a where a.call_id = c.id and a.line = ${scope.carrier}))`}
      ${scope.region === null ? sql`` : sql`and c.region = ${scope.region}`}
    order by c.eta_at nulls last, c.id limit ${MOST}`);
  return found.rows.map(toCall);
}

/** Between which hours an anchor must lie for any line to ask something now. */
function horizon(expected: readonly Expectation[], now: Date, all: boolean): [Date, Date] {
  const offsets = expected.flatMap((row) => row.due.map(({ offsetMinutes }) => ({ offsetMinutes, ...row })));
  const back = Math.max(0, ...offsets.map((one) => one.offsetMinutes + one.untilMinutes));
  const cutOff = expected.some((row) => row.due.some(({ anchor }) => anchor !== 'ETA' && anchor !== 'ETD')) ? CUT_OFF_MINUTES : 0;
  const ahead = Math.max(all ? AHEAD_MINUTES : 0, ...offsets.map((one) => one.soonMinutes - one.offsetMinutes)) + cutOff;
  return [new Date(now.getTime() - back * MINUTE), new Date(now.getTime() + ahead * MINUTE)];
}

function toCall(row: Record<string, unknown>): AskedCall {
  const text = (key: string) => (row[key] ?? null) as string | null;
  const date = (key: string) => (row[key] === null || row[key] === undefined ? null : new Date(row[key] as string));
  return {
    id: Number(row['id']), reference: String(row['reference']), carrier: String(row['carrier']), region: text('region'), vesselName: String(row['vessel_name']), unlocode: String(row['unlocode']), terminal: text('terminal'),
    endpoint: text('endpoint'), zone: String(row['zone']), phase: String(row['phase']), stands: row['stands'] === true, voyageIn: text('voyage_in'), voyageOut: text('voyage_out'),
    cutOffs: (row['cut_offs'] ?? {}) as Record<string, string>, eta: date('eta'), etd: date('etd'), alsoLines: (row['also_lines'] ?? []) as string[], had: (row['had'] ?? []) as HadDocuments[],
  };
}
