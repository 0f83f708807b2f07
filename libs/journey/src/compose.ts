import { sql } from 'drizzle-orm';
import type { MailForm } from '#directory';
import type { DocumentRow } from '#documents';
import type { Connection } from '#ledger';
import type { ByMailBecause } from '#rendering';
import { withConfirmLink } from './confirm-links.js';
import { documentToRender, type ReadyToWrite } from './document-to-render.js';
import type { Journey } from './journey.js';
import { composedMail, storedMail } from './mail-parts.js';
import { capThrough } from './mail-size.js';
import type { Composed } from './transmissions.js';
import { writeMail, type Thread } from './write-mail.js';

/**
 * One set as a mail of its own. A mail that was composed for this recipient in this form and certainly did not arrive is sent again as
 * it is stored; one that may have arrived is not repeated, nor one that EDI overtook: its successor is a new mail that says so.
 */
export async function composeMailFor(journey: Journey, doc: DocumentRow, because: ByMailBecause, { to: mailbox, form, relay, earlier }: { to: string; form: MailForm; relay: string; earlier: readonly MailOfDocument[] }): Promise<Composed> {
  const db = journey.ledger.db;
  const to = [mailbox];
  const capBytes = await capThrough(db, mailbox, relay, journey.settings.mail, journey.clock.now());
  const repeatable = earlier.find((mail) => mail.kind === 'mail' && mail.recipients.join() === to.join() && (mail.form ?? 'all') === form && !mail.mayHaveArrived && !mail.overtaken && mail.largest <= capBytes);
  if (repeatable) return storedMail(db, repeatable);
  return composeNewMail(journey, doc, { because, to, form, capBytes, number: earlier.length + 1, possibleDuplicate: isPossibleDuplicate(doc, earlier) });
}

/** May its terminal hold this document already? */
export const isPossibleDuplicate = (doc: DocumentRow, earlier: readonly Pick<MailOfDocument, 'mayHaveArrived' | 'begun'>[]) => doc.mayHaveArrived || doc.acceptedAt !== null || earlier.some((mail) => mail.mayHaveArrived || mail.begun);

async function composeNewMail(journey: Journey, doc: DocumentRow, mail: { because: ByMailBecause; to: string[]; form: MailForm; capBytes: number; number: number; possibleDuplicate: boolean }): Promise<Composed> {
  const { directory: { mailIdentity }, clock } = journey;
  const { document, copy, endpoint, call } = await documentToRender(journey, doc, mail);
  const { parts, warnings } = await writeMail(journey, {
    document: withConfirmLink(journey, document, endpoint, mail.to[0] ?? ''), copy, endpoint, form: mail.form, to: mail.to, messageId: `<${doc.ref}.${mail.number}@${mailIdentity.domain}>`, thread: threadOf(endpoint, call, mailIdentity.domain), capBytes: mail.capBytes,
  });
  for (const warning of warnings) journey.log.warn({ ref: doc.ref, endpoint: endpoint.code }, warning);
  return composedMail(parts, { endpoint: endpoint.code, carrier: doc.carrier, region: doc.region, recipients: mail.to, form: mail.form, composedAt: clock.now() });
}

/**
 * One thread per call and endpoint. Its root is a name that no mail has: none of them must be the first to come, nor lie there
 * still, for the others to stand together.
 */
export function threadOf({ code }: { code: string }, call: ReadyToWrite['call'], domain: string): Thread {
  return call === null ? { threadRoot: null } : { threadRoot: `<call.${call.id}.${code}@${domain}>`, threadTopic: `${code} | ${call.vesselName} | ${call.reference}` };
}

/** A mail or digest that carried a document. */
export interface MailOfDocument {
  id: number; kind: string; form: string | null; wireIdentity: string; byteLength: number; sha256: string; recipients: string[];
  /** bytes of its largest part, or of itself; and whether a part of it has its 250 */
  largest: number; inParts: boolean; begun: boolean;
  mayHaveArrived: boolean;
  /** why it was refused for good, the last time: by SMTP, or by a report that came afterwards */
  refused: string | null;
  /** its document was taken by another way since its first try: what its words said then is no longer so */
  overtaken: boolean;
}

/** The same of a document as it was just read: what was never tried has none, so of thousands nothing is asked. */
export const mailsUntil = async (db: Connection, doc: DocumentRow) => (doc.tries === 0 ? [] : mailsOf(db, doc.id));

/** Mails and digests that carried it, the newest first. Asked before every mail: each part of it finds its rows by an index, however many there are; `offset 0` keeps a planner that has seen few mails from going through all of them. */
export async function mailsOf(db: Connection, documentId: number): Promise<MailOfDocument[]> {
  const { rows } = await db.execute<Omit<MailOfDocument, 'id'> & { id: string }>(sql`
    select t.id, t.kind, t.form, t.wire_identity as "wireIdentity", t.byte_length as "byteLength", t.sha256, t.recipients,
      coalesce(p.largest, t.byte_length) as largest, p.parts > 0 as "inParts", coalesce(p.begun, false) as begun, coalesce(y.arrived, false) as "mayHaveArrived", y.refused,
      exists (select 1 from try_document d where d.document_id = ${documentId} and d.try_id > y.first and (select o.outcome in ('accepted', 'unknown') from "try" o where o.id = d.try_id)) as overtaken
    from (select transmission_id as id from transmission_document where document_id = ${documentId} offset 0) s cross join lateral (select id, channel, kind, form, wire_identity, byte_length, sha256, recipients from transmission where id = s.id offset 0) t
      cross join lateral (select min(id) as first, bool_or(outcome in ('accepted', 'unknown')) as arrived,
        coalesce((select r.refused from mail_report r where r.transmission_id = t.id and r.refused is not null order by r.id desc limit 1),
          (array_agg(because order by id desc) filter (where outcome = 'refused' and proof->>'forGood' = 'true'))[1]) as refused from "try" where transmission_id = t.id) y
      cross join lateral (select max(byte_length) as largest, count(*) as parts, bool_or(accepted_at is not null) as begun from mail_part where transmission_id = t.id) p
    where t.channel = 'email' order by t.id desc`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}
