import { and, asc, desc, eq, sql } from 'drizzle-orm';
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
import { TOO_BIG_FOR_RELAY } from './outcome.js';
import { composedMail, storedMail } from './mail-parts.js';
import { capThrough } from './mail-size.js';
import type { Composed } from './transmissions.js';
import { writeMail, type Thread } from './write-mail.js';

/**
 * One set as a mail of its own. A mail that was composed for this recipient and certainly did not arrive is sent again as
 * it is stored; one that may have arrived is not repeated, nor one that EDI overtook: its successor is a new mail that says so.
 */
export async function composeMailFor(journey: Journey, doc: DocumentRow, because: ByMailBecause, { to, relay }: { to: string[]; relay: string }): Promise<Composed> {
  const db = journey.ledger.db;
  const earlier = await mailsOf(db, doc.id);
  const capBytes = await capThrough(db, to[0] ?? '', relay, journey.settings.mail, journey.clock.now());
  const repeatable = earlier.find((mail) => mail.kind === 'mail' && mail.recipients.join() === to.join() && !mail.mayHaveArrived && !mail.overtaken && mail.largest <= capBytes);
  if (repeatable) return storedMail(db, repeatable);
  return composeNewMail(journey, doc, { because, to, capBytes, number: earlier.length + 1, possibleDuplicate: isPossibleDuplicate(doc, earlier) });
}

const isPossibleDuplicate = (doc: DocumentRow, earlier: readonly Pick<EarlierMail, 'mayHaveArrived' | 'begun'>[]) => doc.mayHaveArrived || doc.acceptedAt !== null || earlier.some((mail) => mail.mayHaveArrived || mail.begun);

/** May its terminal hold this document already? */
export async function mayHoldIt(db: Connection, doc: DocumentRow): Promise<boolean> {
  return isPossibleDuplicate(doc, await mailsOf(db, doc.id));
}

async function composeNewMail(journey: Journey, doc: DocumentRow, mail: { because: ByMailBecause; to: string[]; capBytes: number; number: number; possibleDuplicate: boolean }): Promise<Composed> {
  const { directory: { mailIdentity }, clock } = journey;
  const inMail = await documentInMail(journey, doc, mail);
  const { parts, warnings } = await writeMail(journey, { ...inMail, to: mail.to, messageId: `<${doc.ref}.${mail.number}@${mailIdentity.domain}>`, capBytes: mail.capBytes });
  for (const warning of warnings) journey.log.warn({ ref: doc.ref, endpoint: inMail.endpoint.code }, warning);
  return composedMail(parts, { endpoint: inMail.endpoint.code, carrier: doc.carrier, region: doc.region, recipients: mail.to, composedAt: clock.now() });
}

/** What a mail is told of one document, whether it carries that alone or among others. */
export async function documentInMail(journey: Journey, doc: DocumentRow, { because, possibleDuplicate }: { because: ByMailBecause; possibleDuplicate: boolean }) {
  const { ledger: { db }, directory: { mailIdentity } } = journey;
  const endpoint = endpointFromProfile(doc.profile ?? {});
  const layout = (doc.facts as { layout: Layout }).layout;
  const facts = doc.facts as unknown as DocumentFacts;
  const setBytes = await readInterchangeSlice(db, doc.interchangeId, doc.byteStart, doc.byteLength);
  const copy = await ediCopy(journey, endpoint, doc);
  const first = await firstCall(db, doc.id);
  const replaced = await replacedBy(db, doc);
  return {
    document: {
      setBytes, delimiters: layout.delimiters,
      context: {
        ref: doc.ref, set: doc.set, version: doc.version, replaces: replaced ? `v${replaced.version}` : null, earlier: replaced, language: endpoint.mail?.language ?? 'en',
        terminal: { code: endpoint.code, name: endpoint.name, zone: endpoint.zone },
        vessel: { name: first?.vesselName ?? facts.vessel?.name ?? '', imo: first?.imo ?? facts.vessel?.imo ?? null, callSign: first?.callSign ?? facts.vessel?.callSign ?? null, voyage: facts.voyage ?? null },
        etaAt: first ? (await timesOf(db, first.id)).eta : null, dueAt: doc.dueAt, because, hazardous: facts.hazmat === true, possibleDuplicate,
      },
    },
    copy, endpoint, thread: threadOf(endpoint, first, mailIdentity.domain),
  };
}

/**
 * One thread per call and endpoint. Its root is a name that no mail has: none of them must be the first to come, nor lie there
 * still, for the others to stand together.
 */
function threadOf({ code }: { code: string }, call: Awaited<ReturnType<typeof firstCall>>, domain: string): Thread {
  return call === null ? { threadRoot: null } : { threadRoot: `<call.${call.id}.${code}@${domain}>`, threadTopic: `${code} | ${call.vesselName} | ${call.reference}` };
}

/** The document this one replaces, as it was received: the mail says line by line what changed. */
async function replacedBy(db: Connection, { predecessorId }: DocumentRow) {
  if (predecessorId === null) return null;
  const [row] = await db.select().from(document).where(eq(document.id, predecessorId));
  if (!row) return null;
  return { version: row.version, delimiters: (row.facts as { layout: Layout }).layout.delimiters, setBytes: await readInterchangeSlice(db, row.interchangeId, row.byteStart, row.byteLength) };
}

type EarlierMail = Awaited<ReturnType<typeof mailsOf>>[number];

/** Mails and digests that carried it, the newest first. */
export async function mailsOf(db: Connection, documentId: number) {
  return db.select({
    largest: sql<number>`coalesce((select max(p.byte_length) from mail_part p where p.transmission_id = ${transmission.id}), ${transmission.byteLength})::int`,
    begun: sql<boolean>`exists (select 1 from mail_part p where p.transmission_id = ${transmission.id} and p.accepted_at is not null)`,
    inParts: sql<boolean>`exists (select 1 from mail_part p where p.transmission_id = ${transmission.id})`,
    id: transmission.id, kind: transmission.kind, wireIdentity: transmission.wireIdentity, byteLength: transmission.byteLength, sha256: transmission.sha256, recipients: transmission.recipients,
    mayHaveArrived: sql<boolean>`exists (select 1 from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome in ('accepted', 'unknown'))`,
    // Taken by another way since its first try: what its words said then is no longer so.
    overtaken: sql<boolean>`exists (select 1 from ${tryDocument} d join ${tries} t on t.id = d.try_id where d.document_id = ${documentId} and t.outcome in ('accepted', 'unknown')
      and t.id > (select min(f.id) from ${tries} f where f.transmission_id = ${transmission.id}))`,
  }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'))).orderBy(desc(transmission.id));
}

/** Mailboxes that refused this document's mail for good, and why: the next contact takes their place. One that found it too large is given it in parts. */
export async function refusedRecipients(db: Connection, documentId: number): Promise<Map<string, string>> {
  const rows = await db.select({ recipients: transmission.recipients, because: tries.because }).from(transmission)
    .innerJoin(tries, eq(tries.transmissionId, transmission.id))
    .innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'),
      eq(tries.outcome, 'refused'), sql`${tries.proof}->>'forGood' = 'true'`,
      sql`not (${tries.because} in ('mail-too-big', ${TOO_BIG_FOR_RELAY}) and coalesce((select max(p.byte_length) from mail_part p where p.transmission_id = ${transmission.id}), ${transmission.byteLength}) > ${LEAST_CAP})`)).orderBy(tries.id);
  return new Map(rows.flatMap((row) => row.recipients.map((address) => [address, row.because])));
}

/** Of several the first, so that all of a document's mails stand in one thread. */
async function firstCall(db: Connection, documentId: number) {
  const [row] = await db.select({ call }).from(documentCall).innerJoin(call, eq(call.id, documentCall.callId)).where(eq(documentCall.documentId, documentId)).orderBy(asc(call.id)).limit(1);
  return row?.call ?? null;
}
