import { and, desc, eq, sql } from 'drizzle-orm';
import type { MailForm } from '#directory';
import type { DocumentRow } from '#documents';
import { transmission, transmissionDocument, tries, tryDocument, type Connection } from '#ledger';
import type { ByMailBecause } from '#rendering';
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
    document, copy, endpoint, form: mail.form, to: mail.to, messageId: `<${doc.ref}.${mail.number}@${mailIdentity.domain}>`, thread: threadOf(endpoint, call, mailIdentity.domain), capBytes: mail.capBytes,
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

export type MailOfDocument = Awaited<ReturnType<typeof mailsOf>>[number];

/** The same of a document as it was just read: what was never tried has none, so of thousands nothing is asked. */
export const mailsUntil = async (db: Connection, doc: DocumentRow) => (doc.tries === 0 ? [] : mailsOf(db, doc.id));

/** Mails and digests that carried it, the newest first. */
export async function mailsOf(db: Connection, documentId: number) {
  return db.select({
    largest: sql<number>`coalesce((select max(p.byte_length) from mail_part p where p.transmission_id = ${transmission.id}), ${transmission.byteLength})::int`,
    begun: sql<boolean>`exists (select 1 from mail_part p where p.transmission_id = ${transmission.id} and p.accepted_at is not null)`,
    inParts: sql<boolean>`exists (select 1 from mail_part p where p.transmission_id = ${transmission.id})`,
    id: transmission.id, kind: transmission.kind, form: transmission.form, wireIdentity: transmission.wireIdentity, byteLength: transmission.byteLength, sha256: transmission.sha256, recipients: transmission.recipients,
    mayHaveArrived: sql<boolean>`exists (select 1 from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome in ('accepted', 'unknown'))`,
    refused: sql<string | null>`(select t.because from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome = 'refused' and t.proof->>'forGood' = 'true' order by t.id desc limit 1)`,
    // Taken by another way since its first try: what its words said then is no longer so.
    overtaken: sql<boolean>`exists (select 1 from ${tryDocument} d join ${tries} t on t.id = d.try_id where d.document_id = ${documentId} and t.outcome in ('accepted', 'unknown')
      and t.id > (select min(f.id) from ${tries} f where f.transmission_id = ${transmission.id}))`,
  }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'))).orderBy(desc(transmission.id));
}
