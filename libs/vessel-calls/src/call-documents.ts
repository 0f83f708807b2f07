import { sql } from 'drizzle-orm';
import type { Connection } from '#ledger';
import { clockOf } from './clocks.js';
import { delayTo, documentDelay, type DelayQuestion, type DocumentDelay } from './document-delay.js';
import { sharesOf } from './documents-touched.js';
import type { OutageShare } from './outage-share.js';
import { outagesOf } from './outage-spans.js';
import { callsOf, documentsOf, instantFrom, isoFrom, type Scope } from './scope.js';

/** One document of a call, and how late it is. Figures: figures.ts. */
export interface CallDocument {
  id: number; ref: string; set: string; version: number; state: string; because: string; held: string | null; partner: string; endpoint: string | null; carrier: string; region: string | null;
  isa13: string; gs06: string; st02: string; sha256: string; hazmat: boolean;
  dueAt: string | null; dueRule: string; dueBecause: string; dueIsLaw: boolean; amberAt: string | null; redAt: string | null;
  receivedAt: string; acceptedAt: string | null; acceptedBy: string | null; acknowledgedAt: string | null; acknowledgedLevel: string | null;
  /** none | 997 | content: what its endpoint's profile counts as delivered, and since when it is */
  acknowledges: DelayQuestion['acknowledges']; deliveredAt: string | null;
  /** the rule that found the call, or `person`; and its words */
  rule: string; ruleBecause: string;
  /** what the profile counts */
  delay: DocumentDelay;
  /** to the first positive answer of any kind; null where the endpoint gives none */
  acknowledgementDelay: DocumentDelay | null;
  /** to the acceptance of the content, or a person's word; null where the profile does not wait for one */
  acceptanceDelay: DocumentDelay | null;
  outage: OutageShare;
}

/** Documents of one call as of `now`, by due time, `limit` of them behind the first `skip`. Superseded, cancelled and test ones are not among them. */
export async function callDocuments(db: Connection, scope: Scope, callId: number, now: Date, { limit, skip = 0 }: { limit: number; skip?: number }): Promise<CallDocument[]> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with page as materialized (
      select d.id, row_number() over (order by d.due_at nulls last, d.id) as place from call c join document_call dc on dc.call_id = c.id join document d on d.id = dc.document_id
      where c.id = ${callId} and ${callsOf(scope)} and ${documentsOf(scope)} order by d.due_at nulls last, d.id limit ${limit} offset ${skip}
    )
    select d.id, d.ref, d.set, d.version, d.state, d.because, d.held, d.partner, d.endpoint, d.carrier, d.region, d.isa13, d.gs06, d.st02, d.sha256, d.hazmat,
      d.due_at, d.due_rule, d.due_because, d.due_is_law, d.amber_at, d.red_at, d.received_at, d.accepted_at, d.accepted_by, d.acknowledged_at, d.acknowledged_level,
      d.acknowledges, d.delivered_at, dc.rule, dc.because as rule_because, ${clockOf('acknowledgement')} as answered_at, ${clockOf('acceptance')} as content_at
    from page p join document d on d.id = p.id join document_call dc on dc.document_id = d.id and dc.call_id = ${callId} order by p.place`);
  const timed = rows.map((row) => ({
    endpoint: (row['endpoint'] ?? null) as string | null, region: (row['region'] ?? null) as string | null, set: String(row['set']), receivedAt: new Date(row['received_at'] as string), deliveredAt: instantFrom(row['delivered_at']),
  }));
  const first = timed.reduce<Date>((least, one) => (one.receivedAt < least ? one.receivedAt : least), now);
  const outages = await outagesOf(db, { endpoints: [...new Set(timed.flatMap((one) => one.endpoint ?? []))], regions: [...new Set(timed.flatMap((one) => one.region ?? []))], from: first, to: now }, now);
  const shares = await sharesOf(db, timed, outages, now);
  return rows.map((row, index) => documentFrom(row, shares[index]!, now));
}

function documentFrom(row: Record<string, unknown>, outage: OutageShare, now: Date): CallDocument {
  const text = (key: string) => (row[key] ?? null) as string | null;
  const acknowledges = (text('acknowledges') ?? '997') as DelayQuestion['acknowledges'];
  const dueAt = instantFrom(row['due_at']);
  return {
    id: Number(row['id']), ref: String(row['ref']), set: String(row['set']), version: Number(row['version']), state: String(row['state']), because: String(row['because']), held: text('held'), partner: String(row['partner']),
    endpoint: text('endpoint'), carrier: String(row['carrier']), region: text('region'), isa13: String(row['isa13']), gs06: String(row['gs06']), st02: String(row['st02']), sha256: String(row['sha256']), hazmat: row['hazmat'] === true,
    dueAt: isoFrom(dueAt), dueRule: String(row['due_rule']), dueBecause: String(row['due_because']), dueIsLaw: row['due_is_law'] === true, amberAt: isoFrom(row['amber_at']), redAt: isoFrom(row['red_at']),
    receivedAt: new Date(row['received_at'] as string).toISOString(), acceptedAt: isoFrom(row['accepted_at']), acceptedBy: text('accepted_by'), acknowledgedAt: isoFrom(row['acknowledged_at']), acknowledgedLevel: text('acknowledged_level'),
    acknowledges, deliveredAt: isoFrom(row['delivered_at']), rule: String(row['rule']), ruleBecause: String(row['rule_because']),
    delay: documentDelay({ dueAt, acknowledges, acceptedAt: instantFrom(row['accepted_at']), acknowledgedAt: instantFrom(row['acknowledged_at']), rejected: row['state'] === 'rejected', now }),
    acknowledgementDelay: acknowledges === 'none' ? null : delayTo(dueAt, instantFrom(row['answered_at']), now),
    acceptanceDelay: acknowledges === 'content' ? delayTo(dueAt, instantFrom(row['content_at']), now) : null,
    outage,
  };
}
