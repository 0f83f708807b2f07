import { and, asc, eq, sql } from 'drizzle-orm';
import { call, callAlias, callEvent, callTimestamp, outageEvent, type Connection } from '#ledger';
import type { EvidenceDocument, EvidenceFact, EvidenceOutage, EvidencePack } from '#rendering';
import { bestTimes, callsOf, type Scope } from '#vessel-calls';
import { evidenceDocuments } from './evidence-documents.js';
import { namesIn, type NameOf } from './evidence-names.js';
import { inScopeOf, outageSpan, outagesWithin, scopeInWords, zoneOf, type OutageSpan } from './outage-documents.js';
import type { Journey } from './journey.js';

export type EvidenceOf = { call: number } | { outage: number };

/** A pack that can be written: what is told once, and its documents as they are taken. */
export interface GatheredEvidence { pack: EvidencePack; documents: AsyncIterable<EvidenceDocument> }

/**
 * Gathers a pack in one reading transaction of one moment, so that its first sheet and its last speak of the same ledger. Null: there is no
 * such call, or outage. What is gathered is only there while `work` lasts.
 */
export async function withEvidence<T>(journey: Pick<Journey, 'ledger' | 'clock' | 'directory' | 'holder'>, of: EvidenceOf, { names, scope = EVERYBODYS }: { names: boolean; scope?: Scope }, work: (gathered: GatheredEvidence) => Promise<T>): Promise<T | null> {
  const now = journey.clock.now();
  const nameOf = namesIn(journey, names);
  return journey.ledger.db.transaction(async (tx) => {
    const found = 'call' in of ? await ofCall(tx, of.call, { now, names, nameOf, scope }) : await ofOutage(journey, tx, of.outage, { now, names, nameOf, scope });
    if (!found) return null;
    const { ids, callId, pack } = found;
    return work({ pack, documents: evidenceDocuments(tx, { ids, callId, now, nameOf }) });
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

const EVERYBODYS: Scope = { carrier: null, region: null };

/** Lines share vessels and outages; a pack is handed on, so it holds one line's documents alone where one is named. `d` is the document. */
const theirs = ({ carrier, region }: Scope) => sql`${carrier === null ? sql`true` : sql`d.carrier = ${carrier}`} and ${region === null ? sql`true` : sql`d.region = ${region}`}`;
const whose = ({ carrier, region }: Scope): EvidenceFact[] => fact('Documents of', carrier && `the line ${carrier} alone`, region && `the region ${region} alone`);

interface Asking { now: Date; names: boolean; nameOf: NameOf; scope: Scope }
interface Found { pack: EvidencePack; ids: number[]; callId: number | null }

/** EVIDENCE-CALL-12-20180726T180000Z */
const nameAt = (what: string, id: number, at: Date): string => `EVIDENCE-${what}-${id}-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;
const fact = (label: string, ...parts: (string | null | undefined)[]): EvidenceFact[] => {
  const said = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return said.length === 0 ? [] : [{ label, value: said.join(', ') }];
};

async function ofCall(db: Connection, id: number, { now, names, nameOf, scope }: Asking): Promise<Found | null> {
  const [one] = await db.select().from(call).where(and(eq(call.id, id), sql`exists (select 1 from call c where c.id = ${id} and ${callsOf(scope)})`));
  if (!one) return null;
  const times = await db.select().from(callTimestamp).where(eq(callTimestamp.callId, id)).orderBy(asc(callTimestamp.id));
  const events = await db.select().from(callEvent).where(eq(callEvent.callId, id)).orderBy(asc(callEvent.id));
  const aliases = await db.select().from(callAlias).where(eq(callAlias.callId, id)).orderBy(asc(callAlias.id));
  const { rows } = await db.execute<{ id: string; endpoint: string | null; region: string | null; received_at: string }>(sql`select d.id, d.endpoint, d.region, d.received_at from document d join document_call dc on dc.document_id = d.id and dc.call_id = ${id} where ${theirs(scope)} order by d.due_at nulls last, d.id`);
  const first = rows.reduce((least, row) => { const at = new Date(row.received_at); return at < least ? at : least; }, now);
  const outages = await outagesWithin(db, {
    endpoints: [...new Set([one.endpoint, ...rows.map(({ endpoint }) => endpoint)].flatMap((code) => code ?? []))], regions: [...new Set([one.region, ...rows.map(({ region }) => region)].flatMap((code) => code ?? []))], from: first, to: now,
  });
  const best = bestTimes(times);
  const voyages = [one.voyageIn, one.voyageOut].map((voyage) => voyage ?? 'not known').join(' / ');
  const pack: EvidencePack = {
    kind: 'call', name: nameAt('CALL', id, now), title: `${one.vesselName} ${one.voyageIn ?? one.voyageOut ?? ''} at ${one.endpoint ?? one.unlocode}`.replace(/\s+/g, ' '), zone: one.zone, asOf: now, names,
    facts: [
      ...fact('Vessel', one.vesselName, one.imo && `IMO ${one.imo}`, one.callSign && `call sign ${one.callSign}`, one.mmsi && `MMSI ${one.mmsi}`),
      ...fact('Voyage in / out', voyages, [one.universalVoyageIn, one.universalVoyageOut].some(Boolean) ? `universal ${[one.universalVoyageIn, one.universalVoyageOut].map((voyage) => voyage ?? '–').join(' / ')}` : null),
      ...whose(scope),
      ...fact('Called by lines', ...aliases.slice(0, 12).map(({ line, voyage, vesselName }) => [line, voyage, vesselName ?? ''].join(' ').trim())),
      ...fact('Terminal', one.endpoint, `UN/LOCODE ${one.unlocode}`, one.terminal && `SMDG ${one.terminal}`, one.firms && `FIRMS ${one.firms}`),
      ...fact('Carrier', one.carrier, one.operator && `operated by ${one.operator}`, one.serviceCode && `service ${one.serviceCode}`, one.universalServiceReference),
      ...fact('Reference', one.reference, one.portVisitReference && `the port's ${one.portVisitReference}`),
      ...fact('Phase', one.phase, ...one.statuses, one.replacedBy === null ? null : `its documents go to call ${one.replacedBy}`, `revision ${one.revision}`),
      ...fact('Arrival at berth', best.eta && atBoth(best.eta, one.zone), best.eta && (best.etaIsActual ? 'actual' : 'best known')),
      ...fact('Departure', best.etd && atBoth(best.etd, one.zone), best.etd && (best.etdIsActual ? 'actual' : 'best known')),
      ...fact('Cut-offs', ...Object.entries(one.cutOffs).map(([what, at]) => `${what} ${atBoth(new Date(at), one.zone)}`)),
    ],
    times: times.map((row) => ({ at: row.at, what: `${row.event} ${row.place} ${row.classifier}`, reportedAt: row.reportedAt, by: nameOf(row.reportedBy), reason: row.reason })),
    events: events.map((row) => ({ at: row.at, what: row.what, because: row.because, by: nameOf(row.actor) })),
    outages: await outagesTold(db, outages, nameOf),
  };
  return { pack, ids: rows.map((row) => Number(row.id)), callId: id };
}

async function ofOutage({ directory }: Pick<Journey, 'directory'>, db: Connection, id: number, { now, names, nameOf, scope }: Asking): Promise<Found | null> {
  const span = await outageSpan(db, id);
  if (!span) return null;
  // Whoever was on the way while it lasted: received before its end, and not delivered before it began.
  const { rows } = await db.execute<{ id: string }>(sql`select d.id from document d where ${inScopeOf(span)} and ${theirs(scope)} and d.received_at < ${span.to ?? now} and coalesce(d.delivered_at, ${now}) > ${span.from} and (d.state not in ('superseded', 'cancelled') or d.changed_at > ${span.from}) order by d.due_at nulls last, d.id`);
  const told = await outagesTold(db, [span], nameOf);
  const zone = zoneOf(directory, span);
  const pack: EvidencePack = {
    kind: 'outage', name: nameAt('OUTAGE', id, now), title: `Outage ${id} of ${scopeInWords(span)}`, zone, asOf: now, names,
    facts: [
      ...fact('Of', scopeInWords(span)), ...fact('From', atBoth(span.from, zone)), ...fact('To', span.to ? atBoth(span.to, zone) : `it is ${span.state}`),
      ...fact('Declared by', told[0]?.declaredBy), ...fact('Because', span.because), ...whose(scope), ...fact('Documents', 'those on their way while it lasted: received before its end, not delivered before it began'),
    ],
    times: [], events: [], outages: told,
  };
  return { pack, ids: rows.map((row) => Number(row.id)), callId: null };
}

async function outagesTold(db: Connection, spans: readonly OutageSpan[], nameOf: NameOf): Promise<EvidenceOutage[]> {
  const told: EvidenceOutage[] = [];
  for (const span of spans) {
    const events = await db.select().from(outageEvent).where(eq(outageEvent.outageId, span.id)).orderBy(asc(outageEvent.id));
    told.push({
      id: span.id, scope: scopeInWords(span), state: span.state, openedAt: span.from, closedAt: span.to, because: span.because, declaredBy: span.declaredBy === 'person' ? nameOf(span.actor) : `evidence of the path itself (${nameOf(span.actor)})`,
      events: events.map((event) => ({ at: event.at, what: event.what, because: event.because, by: nameOf(event.actor) })),
    });
  }
  return told;
}

/** "2018-07-26 06:00 PDT (2018-07-26 13:00 UTC)" */
function atBoth(at: Date, zone: string): string {
  const part = Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }).formatToParts(at).map(({ type, value }) => [type, value]));
  const utc = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return zone === 'UTC' ? utc : `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']} ${part['timeZoneName']} (${utc})`;
}
