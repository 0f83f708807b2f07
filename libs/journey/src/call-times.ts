import { and, inArray, or, sql } from 'drizzle-orm';
import { anyOf } from '#documents';
import { call, callTimestamp, type Connection } from '#ledger';
import { bestTimes, cutOffsOf, LONGEST_VOYAGE, voyageTo, type CallTimes, type CallTimestamp, type Leg } from '#vessel-calls';

/** What due times count from at these calls: their best known times, their cut-offs, and the voyage that brings the vessel there. */
export async function callTimes(db: Connection, ids: readonly number[]): Promise<Map<number, CallTimes>> {
  if (ids.length === 0) return new Map();
  const calls = await db.select(LEG).from(call).where(anyOf(call.id, ids));
  const siblings = await sameVessels(db, calls);
  const stamps = await latestStamps(db, [...new Set([...calls, ...siblings].map(({ id }) => id))]);
  const timesAt = new Map([...calls, ...siblings].map((row) => [row.id, bestTimes(stamps.get(row.id) ?? [])]));
  const legOf = (row: CallRow): Leg => asLeg(row.unlocode, timesAt.get(row.id) ?? bestTimes([]));
  return new Map(calls.map((row) => {
    const others = siblings.filter((one) => one.id !== row.id && one.carrier === row.carrier && isSameVessel(one, row));
    return [row.id, { ...(timesAt.get(row.id) ?? bestTimes([])), cutOffs: cutOffsOf(row.cutOffs), unlocode: row.unlocode, voyage: voyageTo(legOf(row), others.map(legOf)) }];
  }));
}

/** The same of one call. */
export async function timesOf(db: Connection, callId: number): Promise<CallTimes> {
  return (await callTimes(db, [callId])).get(callId) ?? bestTimes([]);
}

/** Other calls of the same vessel near this one in time, before and after: what their documents count from may be here. */
export async function nearbyCalls(db: Connection, row: Pick<CallRow, 'id' | 'carrier' | 'imo' | 'vesselName'>): Promise<number[]> {
  const siblings = (await sameVessels(db, [row])).filter((one) => one.carrier === row.carrier && one.id !== row.id && isSameVessel(one, row));
  const stamps = await latestStamps(db, [row.id, ...siblings.map(({ id }) => id)]);
  const arrivalOf = (id: number) => bestTimes(stamps.get(id) ?? []).eta?.getTime() ?? null;
  const here = arrivalOf(row.id);
  return siblings.flatMap(({ id }) => { const there = arrivalOf(id); return here !== null && there !== null && Math.abs(there - here) < LONGEST_VOYAGE ? [id] : []; });
}

type CallRow = Pick<typeof call.$inferSelect, 'id' | 'carrier' | 'imo' | 'vesselName' | 'unlocode' | 'cutOffs'>;
const LEG = { id: call.id, carrier: call.carrier, imo: call.imo, vesselName: call.vesselName, unlocode: call.unlocode, cutOffs: call.cutOffs };

/** A vessel calls at a few ports a week: this many are more than a year of it. The newest. */
const MOST_CALLS = 500;

/** Calls that are left out take no part: the vessel was not there. */
async function sameVessels(db: Connection, rows: readonly Pick<CallRow, 'imo' | 'vesselName'>[]): Promise<CallRow[]> {
  const imos = [...new Set(rows.flatMap(({ imo }) => imo ?? []))];
  const names = [...new Set(rows.filter(({ imo }) => imo === null).map(({ vesselName }) => vesselName.toUpperCase()))];
  const known = [...(imos.length > 0 ? [inArray(call.imo, imos)] : []), ...(names.length > 0 ? [inArray(sql`upper(${call.vesselName})`, names)] : [])];
  if (known.length === 0) return [];
  return db.select(LEG).from(call).where(and(or(...known), sql`${call.phase} <> 'omitted'`, sql`${call.replacedBy} is null`)).orderBy(sql`${call.changedAt} desc`).limit(MOST_CALLS);
}

const isSameVessel = (a: Pick<CallRow, 'imo' | 'vesselName'>, b: Pick<CallRow, 'imo' | 'vesselName'>): boolean =>
  (a.imo !== null && b.imo !== null ? a.imo === b.imo : a.vesselName.toUpperCase() === b.vesselName.toUpperCase());

/** Of each class only what was reported last counts: a call that is followed for weeks has thousands of rows. */
async function latestStamps(db: Connection, ids: readonly number[]): Promise<Map<number, CallTimestamp[]>> {
  const rows = await db.selectDistinctOn([callTimestamp.callId, callTimestamp.event, callTimestamp.place, callTimestamp.classifier], {
    callId: callTimestamp.callId, event: callTimestamp.event, place: callTimestamp.place, classifier: callTimestamp.classifier, at: callTimestamp.at, reportedAt: callTimestamp.reportedAt,
  }).from(callTimestamp).where(anyOf(callTimestamp.callId, ids))
    .orderBy(callTimestamp.callId, callTimestamp.event, callTimestamp.place, callTimestamp.classifier, sql`${callTimestamp.reportedAt} desc, ${callTimestamp.id} desc`);
  const found = new Map<number, CallTimestamp[]>();
  for (const { callId, ...stamp } of rows) found.set(callId, [...(found.get(callId) ?? []), stamp]);
  return found;
}

const asLeg = (unlocode: string, { eta, etaIsActual, etd, etdIsActual }: CallTimes): Leg =>
  ({ unlocode, arrival: eta && { at: eta, actual: etaIsActual }, departure: etd && { at: etd, actual: etdIsActual } });
