import { createHash } from 'node:crypto';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { attachmentName, composeInParts, type LetterInParts } from '#channels';
import { endpointFromProfile, LEAST_CAP } from '#directory';
import type { DocumentRow } from '#documents';
import {
  call, document, documentCall, readInterchangeSlice, transmission, transmissionDocument, tries, tryDocument, type Connection,
} from '#ledger';
import { renderMailPart, type ByMailBecause } from '#rendering';
import type { DocumentFacts } from '#x12';
import { ediCopy } from './compose-edi.js';
import type { Journey } from './journey.js';
import type { Layout } from './resolve.js';
import { timesOf } from './find-calls.js';
import { composedMail, storedMail } from './mail-parts.js';
import { capOf } from './mail-size.js';
import type { Composed } from './transmissions.js';

/** What a clerk prints and what a planner imports, beside the EDI copy. */
const ATTACHED = ['pdf', 'xlsx'] as const;

const decoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/**
 * One set as a mail of its own. A mail that was composed for this recipient and certainly did not arrive is sent again as
 * it is stored; one that may have arrived is not repeated, nor one that EDI overtook: its successor is a new mail that says so.
 */
export async function composeMailFor(journey: Journey, doc: DocumentRow, because: ByMailBecause, to: string[]): Promise<Composed> {
  const db = journey.ledger.db;
  const earlier = await mailsOf(db, doc.id);
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
  const attachment = { name: attachmentName({ ...copy, set: doc.set }), contentType: copy.contentType, bytes: copy.bytes };
  const first = await firstCall(db, doc.id);
  const replaced = await replacedBy(db, doc);
  const { attachments, warnings, ...rendered } = await journey.rendering.renderMail({
    setBytes, delimiters: layout.delimiters,
    context: {
      ref: doc.ref, set: doc.set, version: doc.version, replaces: replaced ? `v${replaced.version}` : null, earlier: replaced, language: endpoint.mail?.language ?? 'en', madeAt: clock.now(), test: copy.test,
      terminal: { code: endpoint.code, name: endpoint.name, zone: endpoint.zone },
      vessel: { name: first?.vesselName ?? facts.vessel?.name ?? '', imo: first?.imo ?? facts.vessel?.imo ?? null, callSign: first?.callSign ?? facts.vessel?.callSign ?? null, voyage: facts.voyage ?? null },
      etaAt: first ? (await timesOf(db, first.id)).eta : null, dueAt: doc.dueAt, because: mail.because,
      numbers: { isa13: copy.isa13, gs06: copy.gs06, st02: copy.st02 }, hazardous: facts.hazmat === true, possibleDuplicate: mail.possibleDuplicate, phone: mailIdentity.phone,
      attachments: [{ name: attachment.name, byteLength: copy.bytes.length, sha256: copy.sha256 }],
    },
  }, { forms: ATTACHED, tables: endpoint.tables });
  for (const warning of warnings) journey.log.warn({ ref: doc.ref, endpoint: endpoint.code }, warning);
  const messageId = `<${doc.ref}.${mail.number}@${mailIdentity.domain}>`;
  const parts = await composeInParts({
    identity: mailIdentity, to: mail.to, subject: rendered.subject, text: decoded(rendered.text), html: decoded(rendered.html), attachments: [...attachments, attachment], messageId, date: clock.now(),
    capBytes: mail.capBytes, ediName: attachment.name, wordsName: `${doc.ref}.txt`, partWords: partWords(doc.ref, endpoint.mail?.language ?? 'en', rendered),
    threadRoot: first ? `<call.${first.id}.${endpoint.code}@${mailIdentity.domain}>` : null, headers: { 'X-Hawser-Ref': doc.ref },
  });
  return composedMail(parts, { endpoint: endpoint.code, carrier: doc.carrier, region: doc.region, recipients: mail.to, composedAt: clock.now() });
}

/** What each mail of several says; the document's own words stand below it in the first. */
function partWords(ref: string, language: string, words: { text: Uint8Array; html: Uint8Array }): LetterInParts['partWords'] {
  return ({ part, parts, withWords, wordsAttached }) => {
    const attachments = parts.flatMap((slices, index) => slices.map(({ name, bytes, of }) => ({ part: index + 1, name, byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), of })));
    const notice = renderMailPart({ ref, language, part, parts: parts.length, attachments, wordsAttached });
    const { text, html } = withWords ? notice.above(words) : notice;
    return { text: decoded(text), html: decoded(html) };
  };
}

/** The document this one replaces, as it was received: the mail says line by line what changed. */
async function replacedBy(db: Connection, { predecessorId }: DocumentRow) {
  if (predecessorId === null) return null;
  const [row] = await db.select().from(document).where(eq(document.id, predecessorId));
  if (!row) return null;
  return { version: row.version, delimiters: (row.facts as { layout: Layout }).layout.delimiters, setBytes: await readInterchangeSlice(db, row.interchangeId, row.byteStart, row.byteLength) };
}

async function mailsOf(db: Connection, documentId: number) {
  const rows = await db.select({
    largest: sql<number>`coalesce((select max(p.byte_length) from mail_part p where p.transmission_id = ${transmission.id}), ${transmission.byteLength})::int`,
    begun: sql<boolean>`exists (select 1 from mail_part p where p.transmission_id = ${transmission.id} and p.accepted_at is not null)`,
    id: transmission.id, wireIdentity: transmission.wireIdentity, byteLength: transmission.byteLength, sha256: transmission.sha256, recipients: transmission.recipients,
    mayHaveArrived: sql<boolean>`exists (select 1 from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome in ('accepted', 'unknown'))`,
    // Taken by another way since its first try: what its words said then is no longer so.
    overtaken: sql<boolean>`exists (select 1 from ${tryDocument} d join ${tries} t on t.id = d.try_id where d.document_id = ${documentId} and t.outcome in ('accepted', 'unknown')
      and t.id > (select min(f.id) from ${tries} f where f.transmission_id = ${transmission.id}))`,
  }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'))).orderBy(desc(transmission.id));
  return rows;
}

/** Mailboxes that refused this document's mail for good: the next contact takes its place. One that found it too large is given it in parts. */
export async function refusedRecipients(db: Connection, documentId: number): Promise<Set<string>> {
  const rows = await db.select({ recipients: transmission.recipients }).from(transmission)
    .innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'),
      sql`exists (select 1 from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome = 'refused' and t.proof->>'forGood' = 'true'
        and not (t.because = 'mail-too-big' and coalesce((select max(p.byte_length) from mail_part p where p.transmission_id = t.transmission_id), ${transmission.byteLength}) > ${LEAST_CAP}))`));
  return new Set(rows.flatMap((row) => row.recipients));
}

async function firstCall(db: Connection, documentId: number) {
  const links = await db.select({ callId: documentCall.callId }).from(documentCall).where(eq(documentCall.documentId, documentId)).limit(1);
  if (links.length === 0) return null;
  const [row] = await db.select().from(call).where(inArray(call.id, links.map((link) => link.callId)));
  return row ?? null;
}
