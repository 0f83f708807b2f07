import { sql } from 'drizzle-orm';
import { DOCUMENT_STATES, type DocumentState } from '#documents';
import type { Transaction } from '#ledger';

/** What comes back about a mail is noted with its document, however that stands. */
export const EVERY_STATE = Object.keys(DOCUMENT_STATES) as DocumentState[];

/** A mail of ours that a machine speaks of: a mail of a document, a digest, a list; or the part of it that was named. */
export interface ReportedMail {
  transmissionId: number;
  kind: string;
  endpoint: string;
  carrier: string;
  region: string | null;
  /** the Message-ID that was named, as it stands in the ledger, in angle brackets */
  wireIdentity: string;
  /** of what was named: the part, or the mail */
  byteLength: number;
  mailbox: string;
  /** when it was handed over, or may have been; null: never */
  handedOverAt: Date | null;
  documentIds: number[];
}

/** What a machine says of which mail it means. */
export interface Naming { originals: readonly string[]; refs: readonly string[]; mailboxes: readonly string[] }

/**
 * The one mail of ours that is meant, by its Message-ID (a part of it has its own), else by the ref in it where only one mail of that document
 * went to that mailbox. Null: none, or several; whoever meant them, it is a person's to say.
 */
export async function reportedMail(tx: Transaction, { originals, refs, mailboxes }: Naming): Promise<(ReportedMail & { matchedBy: string }) | null> {
  for (const original of originals) {
    const found = await mailsWhere(tx, sql`t.id in (select transmission_id from mail_part where wire_identity = ${`<${original}>`} union select id from transmission where wire_identity = ${`<${original}>`} and channel = 'email')`, `<${original}>`);
    if (found.length === 1) return { ...found[0]!, matchedBy: `its Message-ID <${original}>` };
  }
  const [ref, ...more] = refs;
  const [mailbox] = mailboxes;
  if (ref === undefined || more.length > 0 || mailbox === undefined) return null;
  const byRef = await mailsWhere(tx, sql`t.kind = 'mail' and lower(t.recipients->>0) = ${mailbox} and t.id in (select s.transmission_id from transmission_document s join document d on d.id = s.document_id where d.ref = ${ref})`, null);
  return byRef.length === 1 ? { ...byRef[0]!, matchedBy: `X-Hawser-Ref ${ref}, and one mail of it went to ${mailbox}` } : null;
}

async function mailsWhere(tx: Transaction, where: ReturnType<typeof sql>, identity: string | null): Promise<ReportedMail[]> {
  const { rows } = await tx.execute<{ id: string; kind: string; endpoint: string; carrier: string; region: string | null; identity: string; bytes: number; mailbox: string | null; handed: Date | null; documents: string[] | null }>(sql`
    select t.id, t.kind, t.endpoint, t.carrier, t.region, coalesce(p.wire_identity, t.wire_identity) as identity, coalesce(p.byte_length, t.byte_length) as bytes, t.recipients->>0 as mailbox,
      least((select min(y.ended_at) from "try" y where y.transmission_id = t.id and y.outcome in ('accepted', 'unknown')), (select min(q.accepted_at) from mail_part q where q.transmission_id = t.id)) as handed,
      (select array_agg(d.document_id order by d.document_id) from transmission_document d where d.transmission_id = t.id) as documents
    from transmission t left join mail_part p on p.transmission_id = t.id and p.wire_identity = ${identity} where t.channel = 'email' and ${where} limit 2`);
  return rows.map((row) => ({
    transmissionId: Number(row.id), kind: row.kind, endpoint: row.endpoint, carrier: row.carrier, region: row.region, wireIdentity: row.identity, byteLength: row.bytes,
    mailbox: (row.mailbox ?? '').toLowerCase(), handedOverAt: row.handed ? new Date(row.handed) : null, documentIds: (row.documents ?? []).map(Number),
  }));
}
