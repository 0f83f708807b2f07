import { and, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { anyOf } from '#documents';
import { call, type Transaction } from '#ledger';
import { heirOf, standingOf } from '#vessel-calls';
import { timesOf } from './call-times.js';

export type CallRow = typeof call.$inferSelect;

/** A call that documents were for, and the one that has them now: most often itself. */
export interface Heir { origin: CallRow; heir: CallRow }

/** A slid vessel comes again within this time, or it is another voyage. [P] longer than the rotations of the Pacific. */
const NEXT_WITHIN_DAYS = 60;

/** Calls whose documents a report on this one may concern: itself, those it replaced, and those that slid and may only now have found a next one. */
export async function originsOf(tx: Transaction, changed: CallRow): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with recursive replaced as (
      select ${changed.id}::bigint as id union select c.id from call c join replaced r on c.replaced_by = r.id
    ) select id from replaced`);
  const slid = changed.endpoint === null ? [] : await tx.select({ id: call.id }).from(call).where(and(sameVesselThere(changed), isNull(call.replacedBy), sql`${call.statuses} ? 'SLID'`));
  return [...new Set([...rows.map((row) => Number(row.id)), ...slid.map((row) => row.id)])];
}

/** Who has the documents of these calls now. */
export async function heirsOf(tx: Transaction, origins: readonly number[]): Promise<Map<number, Heir>> {
  const known = new Map<number, CallRow>();
  for (let missing = [...origins]; missing.length > 0;) {
    for (const row of await tx.select().from(call).where(anyOf(call.id, missing))) known.set(row.id, row);
    missing = [...known.values()].flatMap(({ replacedBy }) => (replacedBy !== null && !known.has(replacedBy) ? [replacedBy] : []));
  }
  const heirs = new Map<number, Heir>();
  for (const id of origins) {
    const origin = known.get(id);
    if (!origin) continue;
    const heir = heirOf(origin, known);
    heirs.set(id, { origin, heir: (standingOf(heir) === 'slid' ? await onlyNext(tx, heir) : null) ?? heir });
  }
  return heirs;
}

/** The vessel's next call at the same terminal, where there is exactly one: with two, nobody knows which has the documents. */
async function onlyNext(tx: Transaction, slid: CallRow): Promise<CallRow | null> {
  if (slid.endpoint === null) return null;
  const later = await tx.select().from(call).where(and(sameVesselThere(slid), eq(call.phase, 'expected'), isNull(call.replacedBy)));
  const from = (await timesOf(tx, slid.id)).eta;
  const next: CallRow[] = [];
  for (const one of later) {
    const { eta } = await timesOf(tx, one.id);
    const otherService = slid.serviceCode !== null && one.serviceCode !== null && slid.serviceCode !== one.serviceCode;
    if (!eta || otherService || standingOf(one) !== 'stands') continue;
    if (from && (eta <= from || eta.getTime() > from.getTime() + NEXT_WITHIN_DAYS * 86_400_000)) continue;
    next.push(one);
  }
  return next.length === 1 ? next[0]! : null;
}

const sameVesselThere = (one: CallRow) => and(eq(call.carrier, one.carrier), eq(call.endpoint, one.endpoint ?? ''), ne(call.id, one.id),
  or(...(one.imo ? [eq(call.imo, one.imo)] : []), and(sql`upper(${call.vesselName}) = ${one.vesselName.toUpperCase()}`, ...(one.imo ? [isNull(call.imo)] : []))));
