import { sql, type SQL } from 'drizzle-orm';
import type { Connection } from '#ledger';
import type { CallTimestamp } from './best-times.js';
import { scheduleDelay, type ScheduleDelay } from './schedule-delay.js';
import { anyId, at, callsOf, documentsOf, isoFrom, type Scope } from './scope.js';
import { NOTHING, standingColumns, standingFrom, type Standing } from './standing.js';

/** One vessel call as the desk sees it: how far it is from its plan, and how its documents stand. Figures: figures.ts. */
export interface CallLine extends Standing {
  id: number; reference: string; vesselName: string; imo: string | null; voyageIn: string | null; voyageOut: string | null;
  unlocode: string; terminal: string | null; endpoint: string | null; carrier: string; region: string | null; zone: string; phase: string; statuses: string[];
  /** best known at berth: actual, else the latest estimate, else the plan */
  etaAt: string | null; etdAt: string | null;
  schedule: ScheduleDelay;
}

/** `after`: what the page before named as `next`. */
export interface CallPage { limit?: number; after?: string | null }

/** Days after its arrival in which a vessel is looked for at berth. Longer stays are yards', and stand among the past calls. [P] */
const LONGEST_STAY_DAYS = 14;

interface Segment { name: 'coming' | 'unknown' | 'past'; where: (now: Date) => SQL; order: SQL; beyond: (eta: SQL, id: number) => SQL }

const stay = (now: Date) => new Date(now.getTime() - LONGEST_STAY_DAYS * 86_400_000);

/** In this order. Each is one walk along the index on (eta_at, id), which ends when the page is full. */
const SEGMENTS: readonly Segment[] = [
  {
    name: 'coming', order: sql`c.eta_at, c.id`, beyond: (eta, id) => sql`(c.eta_at, c.id) > (${eta}, ${id})`,
    where: (now) => sql`c.eta_at >= ${at(stay(now))} and (c.eta_at >= ${at(now)} or c.etd_at >= ${at(now)})`,
  },
  { name: 'unknown', order: sql`c.id desc`, beyond: (_, id) => sql`c.id < ${id}`, where: () => sql`c.eta_at is null` },
  {
    name: 'past', order: sql`c.eta_at desc, c.id desc`, beyond: (eta, id) => sql`(c.eta_at, c.id) < (${eta}, ${id})`,
    where: (now) => sql`c.eta_at < ${at(now)} and (c.eta_at < ${at(stay(now))} or c.etd_at is null or c.etd_at < ${at(now)})`,
  },
];

/** `coming:4711`: the last call of a page, and the segment it stood in. */
export const CALL_CURSOR = /^(coming|unknown|past):(\d{1,15})$/;

/**
 * Calls with their documents' standing as of `now`, the next calls first: those still to come or at berth by arrival, then
 * those whose arrival nobody told, then the past ones, the latest first.
 *
 * @returns a page of them, and what to ask for the one after it with; null: there is none
 */
export async function callBoard(db: Connection, scope: Scope, now: Date, { limit = 100, after = null }: CallPage = {}): Promise<{ calls: CallLine[]; next: string | null }> {
  const found = await pageOf(db, scope, now, limit + 1, CALL_CURSOR.exec(after ?? ''));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { calls: await callLines(db, scope, now, page.map((one) => one.id)), next: found.length > limit && last ? `${last.segment}:${last.id}` : null };
}

async function pageOf(db: Connection, scope: Scope, now: Date, limit: number, cursor: RegExpExecArray | null): Promise<{ id: number; segment: string }[]> {
  const page: { id: number; segment: string }[] = [];
  const from = cursor ? SEGMENTS.findIndex((segment) => segment.name === cursor[1]) : 0;
  for (const [index, { name, where, order, beyond }] of SEGMENTS.slice(from).entries()) {
    if (page.length >= limit) break;
    const id = Number(cursor?.[2]);
    const behind = index === 0 && cursor ? sql`and ${beyond(sql`(select eta_at from call where id = ${id})`, id)}` : sql``;
    const { rows } = await db.execute<{ id: string }>(sql`select c.id from call c where ${where(now)} and ${callsOf(scope)} ${behind} order by ${order} limit ${limit - page.length}`);
    page.push(...rows.map((row) => ({ id: Number(row.id), segment: name })));
  }
  return page;
}

/** These calls, in the order of their ids given. Whether the reader may see them was asked before. */
export async function callLines(db: Connection, scope: Scope, now: Date, ids: readonly number[]): Promise<CallLine[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with standing as (
      select dc.call_id, ${standingColumns(now)} from document_call dc join document d on d.id = dc.document_id
      where dc.call_id = ${anyId(ids)} and ${documentsOf(scope)} group by dc.call_id
    )
    select ${CALL_COLUMNS}, s.* from call c left join standing s on s.call_id = c.id where c.id = ${anyId(ids)}`);
  const timestamps = await timestampsOf(db, ids);
  const lines = new Map(rows.map((row) => [Number(row['id']), lineFrom(row, row['call_id'] === null ? NOTHING : standingFrom(row), timestamps.get(Number(row['id'])) ?? [])]));
  return ids.flatMap((id) => lines.get(id) ?? []);
}

export const CALL_COLUMNS = sql`c.id, c.reference, c.vessel_name, c.imo, c.voyage_in, c.voyage_out, c.unlocode, c.terminal, c.endpoint, c.carrier, c.region, c.zone, c.phase, c.statuses, c.eta_at, c.etd_at`;

export interface CallTime extends CallTimestamp { reportedBy: string; reason: string | null }

/** All that was reported of the times of these calls, in the order it was. */
export async function timestampsOf(db: Connection, ids: readonly number[]): Promise<Map<number, CallTime[]>> {
  const { rows } = await db.execute<{ call_id: string; event: string; place: string; classifier: string; at: string; reported_at: string; reported_by: string; reason: string | null }>(
    sql`select call_id, event, place, classifier, at, reported_at, reported_by, reason from call_timestamp where call_id = ${anyId(ids)} order by reported_at, id`);
  const found = new Map<number, CallTime[]>();
  for (const row of rows) {
    const times = found.get(Number(row.call_id)) ?? [];
    times.push({ event: row.event, place: row.place, classifier: row.classifier, at: new Date(row.at), reportedAt: new Date(row.reported_at), reportedBy: row.reported_by, reason: row.reason });
    found.set(Number(row.call_id), times);
  }
  return found;
}

export function lineFrom(row: Record<string, unknown>, standing: Standing, timestamps: readonly CallTimestamp[]): CallLine {
  const text = (key: string) => (row[key] ?? null) as string | null;
  return {
    id: Number(row['id']), reference: String(row['reference']), vesselName: String(row['vessel_name']), imo: text('imo'), voyageIn: text('voyage_in'), voyageOut: text('voyage_out'),
    unlocode: String(row['unlocode']), terminal: text('terminal'), endpoint: text('endpoint'), carrier: String(row['carrier']), region: text('region'), zone: String(row['zone']), phase: String(row['phase']),
    statuses: row['statuses'] as string[], etaAt: isoFrom(row['eta_at']), etdAt: isoFrom(row['etd_at']), schedule: scheduleDelay(timestamps), ...standing,
  };
}
