import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { endpointFromProfile, LEAST_CAP } from '#directory';
import type { DocumentRow } from '#documents';
import {
  call, document, documentCall, readInterchangeSlice, transmission, transmissionDocument, tries, tryDocument, type Connection,
} from '#ledger';
import type { ByMailBecause } from '#rendering';
import type { DocumentFacts } from '#x12';
import { ediCopy } from './compose-edi.js';
import type { Journey } from './journey.js';
import type { Layout } from './resolve.js';
import { timesOf } from './find-calls.js';
import { composedMail, storedMail } from './mail-parts.js';
import { capOf } from './mail-size.js';
import type { Composed } from './transmissions.js';
import { writeMail } from './write-mail.js';

/**
 * One set as a mail of its own. A mail that was composed for this recipient and certainly did not arrive is sent again as
 * it is stored; one that may have arrived is not repeated, nor one that EDI overtook: its successor is a new mail that says so.
 */
export async function composeMailFor(journey: Journey, doc: DocumentRow, because: ByMailBecause, to: string[], earlier: readonly MailOfDocument[]): Promise<Composed> {
  const db = journey.ledger.db;
  const cap = await capOf(db, to[0] ?? '', journey.settings.mail, journey.clock.now());
  const repeatable = earlier.find((mail) => mail.recipients.join() === to.join() && !mail.mayHaveArrived && !mail.overtaken && mail.largest <= cap.bytes);
  if (repeatable) return storedMail(db, repeatable);
  return composeNewMail(journey, doc, { because, to, capBytes: cap.bytes, number: earlier.length + 1, possibleDuplicate: doc.mayHaveArrived || earlier.some((mail) => mail.mayHaveArrived || mail.begun) || doc.acceptedAt !== null });
}

async function composeNewMail(journey: Journey, doc: DocumentRow, mail: { because: ByMailBecause; to: string[]; capBytes: number; number: number; possibleDuplicate: boolean }): Promise<Composed> {
  const { ledger: { db }, directory: { mailIdentity }, clock } = journey;
  const endpoint = endpointFromProfile(doc.profile ?? {});
  const layout = (doc.facts as { layout: Layout }).layout;
  const facts = doc.facts as unknown as DocumentFacts;
  const setBytes = await readInterchangeSlice(db, doc.interchangeId, doc.byteStart, doc.byteLength);
  const copy = await ediCopy(journey, endpoint, doc);
  const first = await firstCall(db, doc.id);
  const replaced = await replacedBy(db, doc);
  const messageId = `<${doc.ref}.${mail.number}@${mailIdentity.domain}>`;
  const { parts, warnings } = await writeMail(journey, {
    document: {
      setBytes, delimiters: layout.delimiters,
      context: {
        ref: doc.ref, set: doc.set, version: doc.version, replaces: replaced ? `v${replaced.version}` : null, earlier: replaced, language: endpoint.mail?.language ?? 'en',
        terminal: { code: endpoint.code, name: endpoint.name, zone: endpoint.zone },
        vessel: { name: first?.vesselName ?? facts.vessel?.name ?? '', imo: first?.imo ?? facts.vessel?.imo ?? null, callSign: first?.callSign ?? facts.vessel?.callSign ?? null, voyage: facts.voyage ?? null },
        etaAt: first ? (await timesOf(db, first.id)).eta : null, dueAt: doc.dueAt, because: mail.because, hazardous: facts.hazmat === true, possibleDuplicate: mail.possibleDuplicate,
      },
    },
    copy, endpoint, to: mail.to, messageId, threadRoot: first ? `<call.${first.id}.${endpoint.code}@${mailIdentity.domain}>` : null, capBytes: mail.capBytes,
  });
  for (const warning of warnings) journey.log.warn({ ref: doc.ref, endpoint: endpoint.code }, warning);
  return composedMail(parts, { endpoint: endpoint.code, carrier: doc.carrier, region: doc.region, recipients: mail.to, composedAt: clock.now() });
}

/** The document this one replaces, as it was received: the mail says line by line what changed. */
async function replacedBy(db: Connection, { predecessorId }: DocumentRow) {
  if (predecessorId === null) return null;
  const [row] = await db.select().from(document).where(eq(document.id, predecessorId));
  if (!row) return null;
  return { version: row.version, delimiters: (row.facts as { layout: Layout }).layout.delimiters, setBytes: await readInterchangeSlice(db, row.interchangeId, row.byteStart, row.byteLength) };
}

export type MailOfDocument = Awaited<ReturnType<typeof mailsOf>>[number];

/** Every mail that was composed of a document, the newest first, and what became of it. */
export async function mailsOf(db: Connection, documentId: number) {
  return db.select({
    largest: sql<number>`coalesce((select max(p.byte_length) from mail_part p where p.transmission_id = ${transmission.id}), ${transmission.byteLength})::int`,
    begun: sql<boolean>`exists (select 1 from mail_part p where p.transmission_id = ${transmission.id} and p.accepted_at is not null)`,
    inParts: sql<boolean>`exists (select 1 from mail_part p where p.transmission_id = ${transmission.id})`,
    id: transmission.id, wireIdentity: transmission.wireIdentity, byteLength: transmission.byteLength, sha256: transmission.sha256, recipients: transmission.recipients,
    mayHaveArrived: sql<boolean>`exists (select 1 from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome in ('accepted', 'unknown'))`,
    refused: sql<string | null>`(select t.because from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome = 'refused' and t.proof->>'forGood' = 'true' order by t.id desc limit 1)`,
    // Taken by another way since its first try: what its words said then is no longer so.
    overtaken: sql<boolean>`exists (select 1 from ${tryDocument} d join ${tries} t on t.id = d.try_id where d.document_id = ${documentId} and t.outcome in ('accepted', 'unknown')
      and t.id > (select min(f.id) from ${tries} f where f.transmission_id = ${transmission.id}))`,
  }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'))).orderBy(desc(transmission.id));
}

/** Mailboxes that refused this document's mail for good, and why: the next contact takes their place. One that found it too large is given it in parts. */
export function refusedRecipients(mails: readonly MailOfDocument[]): Map<string, string> {
  return new Map(mails.flatMap(({ recipients, refused, largest }) => (refused === null || (refused === 'mail-too-big' && largest > LEAST_CAP) ? [] : recipients.map((address) => [address, refused] as const))).reverse());
}

async function firstCall(db: Connection, documentId: number) {
  const links = await db.select({ callId: documentCall.callId }).from(documentCall).where(eq(documentCall.documentId, documentId)).limit(1);
  if (links.length === 0) return null;
  const [row] = await db.select().from(call).where(inArray(call.id, links.map((link) => link.callId)));
  return row ?? null;
}
