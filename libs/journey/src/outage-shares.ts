import { sql } from 'drizzle-orm';
import { minutesBetween } from '#common';
import type { Connection } from '#ledger';
import { DELIVERED_AT, outagesWithin } from './outage-documents.js';

/** What is asked of a document: on its way from received to delivered. */
export interface OnItsWay { endpoint: string | null; region: string | null; set: string; receivedAt: Date; deliveredAt: Date | null }

/** What an outage cost it: whole minutes, begun ones counted; null: one touched it, and how much it cost cannot be said. */
export interface Share { outage: number | null; minutes: number | null; because: string }

/** Fewer make no median worth a claim; and the days in which they are looked for. [P] */
const NEEDS = 5;
const DAYS = 28;

/**
 * The part of each document's way that an outage caused: delivered (now, until then) minus received and that endpoint's normal median for
 * the set. In their order.
 */
export async function outageShares(db: Connection, documents: readonly OnItsWay[], now: Date): Promise<Share[]> {
  const [first] = documents;
  if (!first) return [];
  const from = documents.reduce((least, { receivedAt }) => (receivedAt < least ? receivedAt : least), first.receivedAt);
  const outages = (await outagesWithin(db, { endpoints: distinct(documents, ({ endpoint }) => endpoint), regions: distinct(documents, ({ region }) => region), from, to: now })).filter(({ relay }) => relay === null);
  const normals = new Map<string, Promise<{ median: number | null; n: number }>>();
  const shares: Share[] = [];
  for (const doc of documents) {
    const touching = outages.find((one) => one.scope === (one.scopeKind === 'region' ? doc.region : doc.endpoint) && one.from < (doc.deliveredAt ?? now) && (one.to === null || one.to > doc.receivedAt));
    if (!touching || doc.endpoint === null) { shares.push({ outage: null, minutes: 0, because: 'no outage touched it' }); continue; }
    const key = JSON.stringify([doc.endpoint, doc.set, touching.id]);
    const asked = normals.get(key) ?? normalOf(db, doc.endpoint, doc.set, touching.from);
    normals.set(key, asked);
    const { median, n } = await asked;
    if (median === null || n < NEEDS) shares.push({ outage: touching.id, minutes: null, because: `outage ${touching.id}; too few normal documents to compare with: found ${n} of ${doc.set} to ${doc.endpoint} in the ${DAYS} days before it, expected at least ${NEEDS}` });
    else shares.push({ outage: touching.id, minutes: Math.max(0, Math.ceil(minutesBetween(doc.receivedAt, doc.deliveredAt ?? now) - median)), because: `outage ${touching.id}; the median of ${n} normal documents of ${doc.set} to ${doc.endpoint} is ${Math.round(median * 10) / 10} min` });
  }
  return shares;
}

async function normalOf(db: Connection, endpoint: string, set: string, before: Date): Promise<{ median: number | null; n: number }> {
  const { rows } = await db.execute<{ median: number | null; n: number }>(sql`select percentile_cont(0.5) within group (order by extract(epoch from ${DELIVERED_AT} - d.received_at) / 60)::float as median, count(*)::int as n
    from document d where d.endpoint = ${endpoint} and d.set = ${set} and d.kind = 'business' and d.received_at < ${before} and d.received_at >= ${before}::timestamptz - ${`${DAYS} days`}::interval and ${DELIVERED_AT} < ${before}`);
  return { median: rows[0]?.median ?? null, n: rows[0]?.n ?? 0 };
}

const distinct = (documents: readonly OnItsWay[], of: (doc: OnItsWay) => string | null): string[] => [...new Set(documents.flatMap((doc) => of(doc) ?? []))];
