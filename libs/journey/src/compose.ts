import { createHash } from 'node:crypto';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { attachmentName, composeMail, type Outgoing } from '#channels';
import { endpointFromProfile, type Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import {
  call, documentCall, interchange, readInterchangeBytes, readInterchangeSlice, readTransmissionBytes, storeTransmissionBytes,
  transmission, transmissionDocument, tries, tryDocument, type Connection, type Transaction,
} from '#ledger';
import { renderDocument } from '#rendering';
import { composeExtract, type DocumentFacts } from '#x12';
import type { Journey } from './journey.js';
import type { Layout } from './resolve.js';
import { timesOf } from './find-calls.js';

/** Something composed: its bytes are fixed from here on. `store` puts it into the claim's transaction, once. */
export interface Composed { outgoing: Outgoing; store(tx: Transaction): Promise<number> }

/** A relayed interchange leaves as the bytes that came: nothing is composed, and nothing is stored a second time. */
export async function composeInterchange(journey: Journey, endpoint: Endpoint, interchangeId: number): Promise<Composed> {
  const db = journey.ledger.db;
  const [kept] = await db.select().from(interchange).where(eq(interchange.id, interchangeId));
  if (!kept) throw new Error(`interchange ${interchangeId} is not in the ledger`);
  const wireIdentity = fileName(kept.isaSender ?? 'unknown', kept.isa13 ?? '0', interchangeId);
  return {
    outgoing: { wireIdentity, byteLength: kept.byteLength, sha256: kept.sha256, recipients: [], bytes: () => readInterchangeBytes(db, interchangeId) },
    store: (tx) => storeOnce(tx, {
      endpoint: endpoint.code, carrier: endpoint.carrier, region: endpoint.region, channel: 'sftp', kind: 'interchange', wireIdentity,
      interchangeId, sha256: kept.sha256, byteLength: kept.byteLength, composedAt: journey.clock.now(),
    }),
  };
}

/** The name by which the far side can tell a repeat: the same for every try of the same interchange. */
function fileName(sender: string, isa13: string, id: number): string {
  return `${sender.replace(/[^A-Za-z0-9]/g, '').slice(0, 20) || 'X12'}-${isa13.replace(/\D/g, '')}-${id}.edi`;
}

/**
 * One set as a mail of its own. A mail that was composed for this recipient and certainly did not arrive is sent again as
 * it is stored; one that may have arrived is not repeated, nor one that EDI overtook: its successor is a new mail that says so.
 */
export async function composeMailFor(journey: Journey, doc: DocumentRow, because: string, to: string[]): Promise<Composed> {
  const db = journey.ledger.db;
  const earlier = await mailsOf(db, doc.id);
  const repeatable = earlier.find((mail) => mail.recipients.join() === to.join() && !mail.mayHaveArrived && !mail.overtaken);
  if (repeatable) {
    const outgoing = { ...repeatable, bytes: () => readTransmissionBytes(db, repeatable.id) };
    return { outgoing, store: () => Promise.resolve(repeatable.id) };
  }
  return composeNewMail(journey, doc, { because, to, number: earlier.length + 1, possibleDuplicate: doc.mayHaveArrived || earlier.some((mail) => mail.mayHaveArrived) || doc.acceptedAt !== null });
}

async function composeNewMail(journey: Journey, doc: DocumentRow, mail: { because: string; to: string[]; number: number; possibleDuplicate: boolean }): Promise<Composed> {
  const { ledger: { db }, directory: { mailIdentity }, clock } = journey;
  const endpoint = endpointFromProfile(doc.profile ?? {});
  const layout = (doc.facts as { layout: Layout }).layout;
  const facts = doc.facts as unknown as DocumentFacts;
  const slice = (start: number, end: number) => readInterchangeSlice(db, doc.interchangeId, start, end - start);
  const setBytes = await slice(doc.byteStart, doc.byteStart + doc.byteLength);
  const x12 = composeExtract({ isa: await slice(0, layout.isaEnd), gs: await slice(layout.gsStart, layout.gsEnd), delimiters: layout.delimiters, isa13: doc.isa13, gs06: doc.gs06 }, setBytes);
  const attachment = { name: attachmentName({ isa13: doc.isa13, gs06: doc.gs06, st02: doc.st02, set: doc.set }), contentType: 'application/EDI-X12', bytes: x12 };
  const first = await firstCall(db, doc.id);
  const [replaced] = doc.predecessorId ? await db.query.document.findMany({ where: (t) => eq(t.id, doc.predecessorId ?? 0), columns: { version: true } }) : [];
  const rendered = renderDocument({
    setBytes, delimiters: layout.delimiters,
    context: {
      ref: doc.ref, set: doc.set, version: doc.version, replaces: replaced ? `v${replaced.version}` : null,
      terminal: { code: endpoint.code, name: endpoint.name, zone: endpoint.zone },
      vessel: { name: first?.vesselName ?? facts.vessel?.name ?? '', imo: first?.imo ?? facts.vessel?.imo ?? null, callSign: first?.callSign ?? facts.vessel?.callSign ?? null, voyage: facts.voyage ?? null },
      etaAt: first ? (await timesOf(db, first.id)).eta : null, dueAt: doc.dueAt, because: mail.because,
      numbers: { isa13: doc.isa13, gs06: doc.gs06, st02: doc.st02 }, possibleDuplicate: mail.possibleDuplicate, phone: mailIdentity.phone,
      attachments: [{ name: attachment.name, byteLength: x12.length, sha256: createHash('sha256').update(x12).digest('hex') }],
    },
  });
  const messageId = `<${doc.ref}.${mail.number}@${mailIdentity.domain}>`;
  const composed = await composeMail({
    identity: mailIdentity, to: mail.to, ...rendered, attachments: [attachment], messageId, date: clock.now(),
    threadRoot: first ? `<call.${first.id}.${endpoint.code}@${mailIdentity.domain}>` : null, headers: { 'X-Hawser-Ref': doc.ref },
  });
  const sha256 = createHash('sha256').update(composed.bytes).digest('hex');
  const outgoing: Outgoing = { wireIdentity: messageId, byteLength: composed.bytes.length, sha256, recipients: mail.to, bytes: () => once(composed.bytes) };
  return {
    outgoing,
    store: async (tx) => {
      const id = await storeOnce(tx, {
        endpoint: endpoint.code, carrier: doc.carrier, region: doc.region, channel: 'email', kind: 'mail', wireIdentity: messageId,
        recipients: mail.to, sha256, byteLength: composed.bytes.length, composedAt: clock.now(),
      });
      await storeTransmissionBytes(tx, id, [composed.bytes]);
      return id;
    },
  };
}

/** The stored transmission of that identity, made now when there is none. Same identity, other bytes cannot happen and is refused. */
async function storeOnce(tx: Transaction, row: typeof transmission.$inferInsert): Promise<number> {
  const [made] = await tx.insert(transmission).values(row).onConflictDoNothing().returning({ id: transmission.id });
  if (made) return made.id;
  const [known] = await tx.select({ id: transmission.id, sha256: transmission.sha256 }).from(transmission)
    .where(and(eq(transmission.endpoint, row.endpoint), eq(transmission.channel, row.channel), eq(transmission.wireIdentity, row.wireIdentity)));
  if (!known || known.sha256 !== row.sha256) throw new Error(`${row.wireIdentity} was composed before with other bytes`);
  return known.id;
}

async function mailsOf(db: Connection, documentId: number) {
  const rows = await db.select({
    id: transmission.id, wireIdentity: transmission.wireIdentity, byteLength: transmission.byteLength, sha256: transmission.sha256, recipients: transmission.recipients,
    mayHaveArrived: sql<boolean>`exists (select 1 from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome in ('accepted', 'unknown'))`,
    // Taken by another way since its first try: what its words said then is no longer so.
    overtaken: sql<boolean>`exists (select 1 from ${tryDocument} d join ${tries} t on t.id = d.try_id where d.document_id = ${documentId} and t.outcome in ('accepted', 'unknown')
      and t.id > (select min(f.id) from ${tries} f where f.transmission_id = ${transmission.id}))`,
  }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'))).orderBy(desc(transmission.id));
  return rows;
}

/** Mailboxes that refused this document's mail for good: the next contact takes its place. */
export async function refusedRecipients(db: Connection, documentId: number): Promise<Set<string>> {
  const rows = await db.select({ recipients: transmission.recipients }).from(transmission)
    .innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.channel, 'email'),
      sql`exists (select 1 from ${tries} t where t.transmission_id = ${transmission.id} and t.outcome = 'refused' and t.proof->>'forGood' = 'true')`));
  return new Set(rows.flatMap((row) => row.recipients));
}

async function firstCall(db: Connection, documentId: number) {
  const links = await db.select({ callId: documentCall.callId }).from(documentCall).where(eq(documentCall.documentId, documentId)).limit(1);
  if (links.length === 0) return null;
  const [row] = await db.select().from(call).where(inArray(call.id, links.map((link) => link.callId)));
  return row ?? null;
}

async function* once(bytes: Buffer): AsyncIterable<Uint8Array> { yield bytes; }
