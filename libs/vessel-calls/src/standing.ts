import { sql, type SQL } from 'drizzle-orm';
import { at } from './scope.js';

/** How many documents stand how, and how late the worst is. Each figure is defined in figures.ts. */
export interface Standing {
  due: number; accepted: number; acknowledged: number; neverAnswers: number; late: number; atRisk: number; worstDelayMinutes: number;
  byEdi: number; byEmail: number; byPaper: number; waiting: number; unsettled: number; rejected: number; hazmatTouched: number;
}

export const NOTHING: Standing = {
  due: 0, accepted: 0, acknowledged: 0, neverAnswers: 0, late: 0, atRisk: 0, worstDelayMinutes: 0,
  byEdi: 0, byEmail: 0, byPaper: 0, waiting: 0, unsettled: 0, rejected: 0, hazmatTouched: 0,
};

export const isLate = (now: Date): SQL => sql`d.due_at < coalesce(d.delivered_at, ${at(now)})`;
/** Past amber and not yet past due; one without a due time is neither. */
export const isAtRisk = (now: Date): SQL => sql`(d.delivered_at is null and d.due_at >= ${at(now)} and d.amber_at <= ${at(now)})`;

/** The columns of a Standing, of documents `d`; they are read back by `standingFrom`. */
export const standingColumns = (now: Date): SQL => sql`
  count(*)::int as due,
  count(d.accepted_at)::int as accepted,
  count(d.acknowledged_at)::int as acknowledged,
  count(*) filter (where d.delivered_at is not null and d.acknowledged_at is null)::int as never_answers,
  count(*) filter (where ${isLate(now)})::int as late,
  count(*) filter (where ${isAtRisk(now)})::int as at_risk,
  coalesce(round(extract(epoch from max(coalesce(d.delivered_at, ${at(now)}) - d.due_at) filter (where ${isLate(now)})) / 60, 1), 0)::float as worst,
  count(*) filter (where d.accepted_by = 'sftp')::int as by_edi,
  count(*) filter (where d.accepted_by = 'email')::int as by_email,
  count(*) filter (where d.accepted_by = 'print')::int as by_paper,
  count(*) filter (where d.state in ('waiting', 'sending'))::int as waiting,
  count(*) filter (where d.state = 'unsettled')::int as unsettled,
  count(*) filter (where d.state = 'rejected')::int as rejected,
  count(*) filter (where d.hazmat and (${isLate(now)} or ${isAtRisk(now)}))::int as hazmat_touched`;

export function standingFrom(row: Record<string, unknown>): Standing {
  const of = (column: string) => Number(row[column] ?? 0);
  return {
    due: of('due'), accepted: of('accepted'), acknowledged: of('acknowledged'), neverAnswers: of('never_answers'), late: of('late'), atRisk: of('at_risk'), worstDelayMinutes: of('worst'),
    byEdi: of('by_edi'), byEmail: of('by_email'), byPaper: of('by_paper'), waiting: of('waiting'), unsettled: of('unsettled'), rejected: of('rejected'), hazmatTouched: of('hazmat_touched'),
  };
}
