import { and, eq, sql } from 'drizzle-orm';
import { call, callTimestamp } from '#ledger';
import type { CallPicture, NamedHour, PictureDocument, PictureWay } from '#rendering';
import { bestTimes, callsOf, documentDelay, documentsOf, type Scope } from '#vessel-calls';
import { outagesWithin, scopeInWords } from './outage-documents.js';
import type { Journey } from './journey.js';

const WAYS: Readonly<Record<string, PictureWay>> = { sftp: 'edi', email: 'mail', print: 'paper' };
/** How cut-offs are called in a picture. */
const CUT_OFFS: Readonly<Record<string, string>> = { cargo: 'Cargo cut-off', reefer: 'Reefer cut-off', haz: 'Hazardous cut-off', doc: 'Documents cut-off', vgm: 'VGM cut-off', erd: 'Receiving from' };
/** More of one call are drawn by nobody, and would not fit an answer. */
const MOST = 20_000;

/** A call's timeline: what its picture is drawn of, and how many documents are not in it because there are more than an answer holds. */
export interface CallTimeline extends CallPicture { more: number }

/** A call's documents against its hours and cut-offs, as of now: not tests, nor what was superseded or cancelled. Null: no such call. */
export async function callTimeline({ ledger: { db }, clock }: Pick<Journey, 'ledger' | 'clock'>, id: number, scope: Scope = { carrier: null, region: null }): Promise<CallTimeline | null> {
  const now = clock.now();
  const [one] = await db.select().from(call).where(and(eq(call.id, id), sql`exists (select 1 from call c where c.id = ${id} and ${callsOf(scope)})`));
  if (!one) return null;
  const times = bestTimes(await db.select().from(callTimestamp).where(eq(callTimestamp.callId, id)));
  const { rows } = await db.execute<Row>(sql`select d.ref, d.set, d.state, d.endpoint, d.region, d.received_at, d.due_at, d.due_is_law, d.accepted_at, d.accepted_by, d.acknowledged_at, d.profile->>'acknowledges' as acknowledges, count(*) over ()::int as n
    from document d join document_call dc on dc.document_id = d.id and dc.call_id = ${id}
    where ${documentsOf(scope)} order by d.due_at nulls last, d.id limit ${MOST}`);
  const documents = rows.map((row) => pictured(row, now));
  const from = documents.reduce((least, { receivedAt }) => (receivedAt < least ? receivedAt : least), now);
  const distinct = (own: string | null, of: (row: Row) => string | null) => [...new Set([own, ...rows.map(of)].flatMap((code) => code ?? []))];
  const troubles = await outagesWithin(db, { endpoints: distinct(one.endpoint, ({ endpoint }) => endpoint), regions: distinct(one.region, ({ region }) => region), from, to: now });
  return {
    vessel: one.vesselName, voyage: one.voyageIn ?? one.voyageOut ?? '', terminal: one.endpoint ?? one.unlocode, zone: one.zone, asOf: now, documents, more: (rows[0]?.n ?? 0) - documents.length,
    hours: [...arrivals(times), ...Object.entries(one.cutOffs).map(([what, at]): NamedHour => ({ label: CUT_OFFS[what] ?? what, at: new Date(at), kind: 'cut-off' }))].sort((a, b) => a.at.getTime() - b.at.getTime()),
    troubles: troubles.map((span) => ({ label: `${scopeInWords(span)}: ${span.because}`, from: span.from, to: span.to })),
  };
}

function arrivals({ eta, etaIsActual, etd, etdIsActual }: ReturnType<typeof bestTimes>): NamedHour[] {
  return [...(eta ? [{ label: etaIsActual ? 'Arrived' : 'ETA', at: eta, kind: 'time' as const }] : []), ...(etd ? [{ label: etdIsActual ? 'Departed' : 'ETD', at: etd, kind: 'time' as const }] : [])];
}

/** As the driver gives it: instants of a plain query are texts. */
interface Row extends Record<string, unknown> {
  ref: string; set: string; state: string; endpoint: string | null; region: string | null; received_at: string; due_at: string | null; due_is_law: boolean;
  accepted_at: string | null; accepted_by: string | null; acknowledged_at: string | null; acknowledges: string | null; n: number;
}

function pictured(row: Row, now: Date): PictureDocument {
  const at = (value: string | null) => (value === null ? null : new Date(value));
  const [dueAt, handedOverAt, acknowledgedAt, rejected] = [at(row.due_at), at(row.accepted_at), at(row.acknowledged_at), row.state === 'rejected'];
  const answersNothing = row.acknowledges === 'none';
  const delay = documentDelay({ dueAt, acknowledges: answersNothing ? 'none' : '997', acceptedAt: rejected ? null : handedOverAt, acknowledgedAt: rejected ? null : acknowledgedAt, now });
  return {
    ref: row.ref, set: row.set, receivedAt: new Date(row.received_at), dueAt, law: row.due_is_law, handedOverAt, way: WAYS[row.accepted_by ?? ''] ?? null, acknowledgedAt, answersNothing,
    rejected, unsettled: row.state === 'unsettled', lateMinutes: delay.minutes,
  };
}
