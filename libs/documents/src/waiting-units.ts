import { sql } from 'drizzle-orm';
import type { Connection } from '#ledger';
import { notHeldFast } from './holds.js';

/** What one lane job is about: the documents of one interchange for one endpoint. A relayed interchange goes whole. */
export interface WaitingUnit { interchangeId: number; effectiveDueAt: Date }

/** The lane's most urgent units whose time has come. What a person holds or a call's change parked is not among them. */
export async function waitingUnits(db: Connection, endpoint: string, at: Date, limit: number): Promise<WaitingUnit[]> {
  const result = await db.execute<{ interchange_id: string; due: Date }>(sql`
    select interchange_id, min(effective_due_at) as due from document
    where endpoint = ${endpoint} and state = 'waiting' and not_before <= ${at} and ${notHeldFast(sql`held`)}
    group by interchange_id order by due, interchange_id limit ${limit}`);
  return result.rows.map((row) => ({ interchangeId: Number(row.interchange_id), effectiveDueAt: new Date(row.due) }));
}

/** Which of these interchanges have something waiting in the lane, ready or not. */
export async function waitingAmong(db: Connection, endpoint: string, interchangeIds: readonly number[]): Promise<Set<number>> {
  if (interchangeIds.length === 0) return new Set();
  const result = await db.execute<{ id: string }>(sql`select distinct interchange_id as id from document
    where endpoint = ${endpoint} and state = 'waiting' and interchange_id = any(${sql.param(interchangeIds)}::bigint[])`);
  return new Set(result.rows.map((row) => Number(row.id)));
}

/**
 * How many documents wait per lane, in all and since when the oldest. `ripeAt`: when the last of those that are ready by `at` became so;
 * another hour than before means that something may go that could not.
 */
export async function waitingByLane(db: Connection, at: Date | null = null): Promise<{ endpoint: string; waiting: number; oldestAt: Date; ripeAt: Date | null }[]> {
  const result = await db.execute<{ endpoint: string; n: string; oldest: Date; ripe: Date | null }>(sql`
    select endpoint, count(*) as n, min(received_at) as oldest, max(not_before) filter (where not_before <= ${at}) as ripe from document where state = 'waiting' and endpoint is not null group by endpoint`);
  return result.rows.map((row) => ({ endpoint: row.endpoint, waiting: Number(row.n), oldestAt: new Date(row.oldest), ripeAt: row.ripe && new Date(row.ripe) }));
}

/**
 * Lets a lane's waiting documents be looked at again now: the path's verdict changed, so what they waited for may be over.
 * Backing off after a refusal of their own is forgotten on purpose: the refusal spoke of a path that is judged anew.
 */
export async function wakeLane(db: Connection, endpoint: string, at: Date): Promise<number> {
  // What somebody moves at this moment is skipped: it is looked at anyway, and waiting for it could be a circle.
  const result = await db.execute(sql`update document set not_before = ${at} where id in (select id from document
    where endpoint = ${endpoint} and state = 'waiting' and not_before > ${at} and ${notHeldFast(sql`held`)} for update skip locked)`);
  return result.rowCount ?? 0;
}
