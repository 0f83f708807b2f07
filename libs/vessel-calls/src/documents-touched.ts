import { sql } from 'drizzle-orm';
import type { Connection } from '#ledger';
import { outageShare, touchedBy, type OutageShare, type OutageSpan, type TimedDocument } from './outage-share.js';
import { normalKey, normalTimes, type NormalOf } from './outage-spans.js';
import { at, documentsOf, instantFrom, type Scope } from './scope.js';

/** What the outages cost each of these documents, in their order: those no outage touched say so. */
export async function sharesOf(db: Connection, documents: readonly TimedDocument[], outages: readonly OutageSpan[], now: Date): Promise<OutageShare[]> {
  const touched = documents.map((document) => ({ document, outage: touchedBy(document, outages, now) }));
  const keyOf = ({ document, outage }: (typeof touched)[number]): NormalOf | null => (outage && document.endpoint !== null ? { endpoint: document.endpoint, set: document.set, before: outage.from } : null);
  const normals = await normalTimes(db, touched.flatMap((one) => keyOf(one) ?? []), now);
  return touched.map((one) => {
    const key = keyOf(one);
    return outageShare(one.document, one.outage, key === null ? null : normals.get(normalKey(key)) ?? null, now);
  });
}

/** The shares of a call's documents that one of the outages touched; at least one outage. */
export async function documentsTouched(db: Connection, scope: Scope, callId: number, outages: readonly OutageSpan[], now: Date): Promise<OutageShare[]> {
  const [first, last] = [new Date(Math.min(...outages.map((one) => one.from.getTime()))), new Date(Math.max(...outages.map((one) => one.to.getTime())))];
  const { rows } = await db.execute<{ endpoint: string | null; region: string | null; set: string; received_at: string; delivered_at: string | null }>(sql`
    select d.endpoint, d.region, d.set, d.received_at, d.delivered_at from document_call dc join document d on d.id = dc.document_id where dc.call_id = ${callId} and ${documentsOf(scope)}
      and d.received_at < ${at(last)} and coalesce(d.delivered_at, ${at(now)}) > ${at(first)}`);
  const documents = rows.map((row) => ({ endpoint: row.endpoint, region: row.region, set: row.set, receivedAt: new Date(row.received_at), deliveredAt: instantFrom(row.delivered_at) }));
  return (await sharesOf(db, documents, outages, now)).filter((share) => share.outage !== null);
}
