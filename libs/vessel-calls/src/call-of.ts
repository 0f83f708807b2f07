import { sql } from 'drizzle-orm';
import type { Connection } from '#ledger';
import { CALL_COLUMNS, lineFrom, timestampsOf, type CallLine, type CallTime } from './call-board.js';
import { confirmedBy, milestonesOf, type Confirmed } from './confirmed.js';
import { documentsTouched } from './documents-touched.js';
import { minutesOn, percentile, type OutageSpan } from './outage-share.js';
import { outagesOf } from './outage-spans.js';
import { at, callsOf, documentsOf, instantFrom, type Scope } from './scope.js';
import { isAtRisk, isLate, NOTHING, standingColumns, standingFrom, type Standing } from './standing.js';

/** One call with what it stands to suffer. Figures: figures.ts. */
export interface CallOf extends CallLine {
  cutOffs: Record<string, string>;
  /** as reported, each with when and by whom */
  timestamps: CallTime[];
  exposure: Exposure;
}

export interface Exposure {
  /** by transaction set or message type, the most documents first */
  bySet: (Standing & { set: string })[];
  containersTouched: number;
  hazmatTouched: number;
  /** from the first document to the best known departure, and no further than now; null before there is a document */
  window: { from: Date; to: Date } | null;
  channelOutageMinutes: number;
  outages: OutageSpan[];
  confirmed: { dayBeforeArrival: Confirmed; atBerth: Confirmed; atDeparture: Confirmed };
  /** of the documents an outage touched: how many its cost could be measured of, the median and the worst of these, minutes */
  outageShare: { touched: number; measured: number; medianMinutes: number | null; worstMinutes: number | null; because: string };
}

/** One call as of `now`, whoever asks sees the documents of their own line alone. Null: there is none, or it is not theirs to see. */
export async function callOf(db: Connection, scope: Scope, id: number, now: Date): Promise<CallOf | null> {
  const { rows: [row] } = await db.execute<Record<string, unknown>>(sql`select ${CALL_COLUMNS}, c.cut_offs from call c where c.id = ${id} and ${callsOf(scope)}`);
  if (!row) return null;
  const timestamps = (await timestampsOf(db, [id])).get(id) ?? [];
  const milestones = milestonesOf(timestamps);
  const by = (milestone: { at: Date | null }) => sql`count(*) filter (where d.acknowledges <> 'none' and d.acknowledged_at <= ${milestone.at === null ? null : at(milestone.at)})::int`;
  // One walk through its documents: each set, and, with a null for the set, all of them.
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select d.set, ${standingColumns(now)}, min(d.received_at) as first_at, count(*) filter (where d.acknowledges <> 'none')::int as answering,
      ${by(milestones.dayBeforeArrival)} as day_before, ${by(milestones.atBerth)} as at_berth, ${by(milestones.atDeparture)} as at_departure,
      array_agg(distinct d.endpoint) filter (where d.endpoint is not null) as endpoints, array_agg(distinct d.region) filter (where d.region is not null) as regions
    from document_call dc join document d on d.id = dc.document_id where dc.call_id = ${id} and ${documentsOf(scope)} group by grouping sets ((d.set), ())`);
  const all = rows.find((one) => one['set'] === null);
  const line = lineFrom(row, all ? standingFrom(all) : NOTHING, timestamps);
  const count = (column: string) => Number(all?.[column] ?? 0);
  const window = windowOf(instantFrom(all?.['first_at']), line.etdAt, now);
  const places = { endpoints: present(all?.['endpoints'], line.endpoint), regions: present(all?.['regions'], line.region) };
  const outages = window ? await outagesOf(db, { ...places, ...window }, now) : [];
  return {
    ...line, cutOffs: row['cut_offs'] as Record<string, string>, timestamps,
    exposure: {
      bySet: rows.filter((one) => one['set'] !== null).map((one) => ({ set: String(one['set']), ...standingFrom(one) })).sort((a, b) => b.due - a.due || (a.set < b.set ? -1 : 1)),
      containersTouched: await containersTouched(db, scope, id, now), hazmatTouched: line.hazmatTouched,
      window, channelOutageMinutes: window ? minutesOn(window, outages) : 0, outages,
      confirmed: {
        dayBeforeArrival: confirmedBy(milestones.dayBeforeArrival, count('day_before'), count('answering'), now),
        atBerth: confirmedBy(milestones.atBerth, count('at_berth'), count('answering'), now),
        atDeparture: confirmedBy(milestones.atDeparture, count('at_departure'), count('answering'), now),
      },
      outageShare: await shareOf(db, scope, id, outages, now),
    },
  };
}

/** The window closes where the call ends: what comes later is no exposure of it. */
function windowOf(first: Date | null, etdAt: string | null, now: Date): { from: Date; to: Date } | null {
  if (!first) return null;
  const end = etdAt === null ? now : new Date(Math.min(Date.parse(etdAt), now.getTime()));
  return end > first ? { from: first, to: end } : { from: first, to: first };
}

const present = (found: unknown, own: string | null): string[] => [...new Set([...((found ?? []) as string[]), ...(own === null ? [] : [own])])];

async function containersTouched(db: Connection, scope: Scope, id: number, now: Date): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(distinct k.value)::int as n from document_call dc join document d on d.id = dc.document_id join document_key k on k.document_id = d.id
    where dc.call_id = ${id} and ${documentsOf(scope)} and (${isLate(now)} or ${isAtRisk(now)}) and k.kind = 'container'`);
  return Number(rows[0]?.n ?? 0);
}

async function shareOf(db: Connection, scope: Scope, id: number, outages: readonly OutageSpan[], now: Date): Promise<Exposure['outageShare']> {
  const touched = outages.length === 0 ? [] : await documentsTouched(db, scope, id, outages, now);
  if (touched.length === 0) return { touched: 0, measured: 0, medianMinutes: null, worstMinutes: null, because: 'no outage touched a document of this call' };
  const minutes = touched.flatMap((share) => share.minutes ?? []);
  const missing = touched.find((share) => share.minutes === null);
  return {
    touched: touched.length, measured: minutes.length, medianMinutes: percentile(minutes, 0.5), worstMinutes: minutes.reduce<number | null>((worst, one) => Math.max(worst ?? 0, one), null),
    because: missing ? `${touched.length - minutes.length} of ${touched.length} cannot be measured, one of them because of this: ${missing.because}` : 'each of them was compared with normal documents of its set',
  };
}
