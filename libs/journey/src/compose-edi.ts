import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Outgoing } from '#channels';
import type { Endpoint } from '#directory';
import { anyOf, lockDocuments, type DocumentRow } from '#documents';
import {
  document, interchange, nextControlNumbers, readInterchangeBytes, readSlices, readTransmissionBytes, storeTransmissionBytes, transmission, transmissionDocument, type Connection, type Transaction,
} from '#ledger';
import { composeExtract, composeRewrapped, type Rewrapped } from '#x12';
import { NoOwnEnvelopeError } from './errors.js';
import type { Journey } from './journey.js';
import type { Layout } from './resolve.js';
import { storeOnce, type Composed } from './transmissions.js';
import { travelsAlone } from './units.js';

/** A relayed interchange, or an answer of ours, leaves as its kept bytes: nothing is composed, and nothing is stored a second time. */
export async function composeInterchange(journey: Journey, endpoint: Endpoint, interchangeId: number): Promise<Composed> {
  const db = journey.ledger.db;
  const [kept] = await db.select().from(interchange).where(eq(interchange.id, interchangeId));
  if (!kept) throw new Error(`interchange ${interchangeId} is not in the ledger`);
  const wireIdentity = `${plain(kept.isaSender ?? 'unknown', 20) || 'X12'}-${plain(kept.isa13 ?? '0', 14)}-${interchangeId}.edi`;
  return {
    outgoing: { wireIdentity, byteLength: kept.byteLength, sha256: kept.sha256, recipients: [], bytes: () => readInterchangeBytes(db, interchangeId) },
    store: async (tx) => (await storeOnce(tx, {
      endpoint: endpoint.code, carrier: endpoint.carrier, region: endpoint.region, channel: 'sftp', kind: 'interchange', wireIdentity,
      interchangeId, sha256: kept.sha256, byteLength: kept.byteLength, composedAt: journey.clock.now(),
    })).id,
  };
}

/** A set of an interchange that was addressed to us, in an interchange of ours: composed once, under numbers drawn with it. */
export async function composeOwnEnvelope(journey: Journey, endpoint: Endpoint, doc: DocumentRow): Promise<Composed> {
  const { id, outgoing } = await ownEnvelope(journey, endpoint, doc);
  return { outgoing, store: () => Promise.resolve(id) };
}

/** What a mail carries of a document: the bytes, and the numbers by which the terminal's system would know them. */
export interface EdiCopy { bytes: Buffer; sha256: string; isa13: string; gs06: string; st02: string; contentType: 'application/EDI-X12' | 'application/EDIFACT'; test: boolean }

/** The same identity on every channel: of a relayed set the extract under its sender's envelope, else the interchange of ours. */
export async function ediCopy(journey: Composing, endpoint: Endpoint, doc: DocumentRow): Promise<EdiCopy> {
  const { db } = journey.ledger;
  const { layout } = doc.facts as { layout: Layout };
  const contentType = layout.delimiters.release === undefined ? 'application/EDI-X12' as const : 'application/EDIFACT' as const;
  const [kept] = await db.select({ mode: interchange.mode, usage: interchange.usage }).from(interchange).where(eq(interchange.id, doc.interchangeId));
  const test = kept?.usage === 'T';
  if (travelsAlone(kept?.mode ?? '', doc)) {
    const own = await ownEnvelope(journey, endpoint, doc);
    return { bytes: await whole(own.outgoing.bytes()), sha256: own.outgoing.sha256, isa13: own.isa13, gs06: own.gs06, st02: own.st02, contentType, test };
  }
  const bytes = extractOf(doc, await partsOf(db, doc));
  return { bytes, sha256: hash(bytes), isa13: doc.isa13, gs06: doc.gs06, st02: doc.st02, contentType, test };
}

/** How a terminal tells a copy from another. */
export type CopyMarks = Pick<EdiCopy, 'sha256'> & { byteLength: number };

/** The marks of many documents' copies, by document: of interchanges of ours as they are stored, of relayed sets as they are cut out; a question or two for all. */
export async function markCopies(journey: Composing, endpoint: Endpoint, documents: readonly DocumentRow[]): Promise<Map<number, CopyMarks>> {
  const { db } = journey.ledger;
  const own = await db.select({ id: transmissionDocument.documentId, sha256: transmission.sha256, byteLength: transmission.byteLength }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmission.kind, 'own'), anyOf(transmissionDocument.documentId, documents.map((doc) => doc.id))));
  const marks = new Map<number, CopyMarks>(own.map(({ id, ...of }) => [id, of]));
  const others = documents.filter((doc) => !marks.has(doc.id));
  const rewrapped = new Set((await db.select({ id: interchange.id }).from(interchange).where(and(eq(interchange.mode, 'rewrap'), anyOf(interchange.id, others.map((doc) => doc.interchangeId))))).map(({ id }) => id));
  const alone = (doc: DocumentRow) => rewrapped.has(doc.interchangeId) || doc.retargetedFrom !== null;
  for (const doc of others.filter(alone)) {
    const { bytes, sha256 } = await ediCopy(journey, endpoint, doc);
    marks.set(doc.id, { sha256, byteLength: bytes.length });
  }
  const relayed = others.filter((one) => !alone(one));
  for (const [index, parts] of (await partsOfAll(db, relayed)).entries()) {
    const doc = relayed[index]!;
    const bytes = extractOf(doc, parts);
    marks.set(doc.id, { sha256: hash(bytes), byteLength: bytes.length });
  }
  return marks;
}

/** What composing needs of the house: the ledger alone is reached for. */
type Composing = Pick<Journey, 'ledger' | 'clock' | 'settings'>;

interface OwnEnvelope { id: number; outgoing: Outgoing; isa13: string; gs06: string; st02: string }

/**
 * The stored interchange of ours for this document, composed now where there is none: a document that is open has one number,
 * whatever we are called meanwhile. Numbers, bytes and transmission are committed together, so that a number is never drawn for
 * nothing; of two that compose at the same moment the second waits and finds what the first one made.
 */
async function ownEnvelope(journey: Composing, endpoint: Endpoint, doc: DocumentRow): Promise<OwnEnvelope> {
  const known = await stored(journey.ledger.db, doc.id);
  if (known) return known;
  await journey.ledger.transaction(async (tx) => {
    // The document before its counters, as whoever takes in an answer and writes one has them.
    await lockDocuments(tx, [doc.id]);
    if (!(await stored(tx, doc.id))) await compose(journey, tx, endpoint, doc);
  });
  const made = await stored(journey.ledger.db, doc.id);
  if (!made) throw new Error(`the interchange of ours for ${doc.ref} was stored and is not there`);
  return made;
}

async function compose(journey: Composing, tx: Transaction, endpoint: Endpoint, doc: DocumentRow): Promise<void> {
  const { layout } = doc.facts as { layout: Layout };
  const parts = await partsOf(tx, doc);
  const [kept] = await tx.select({ usage: interchange.usage }).from(interchange).where(eq(interchange.id, doc.interchangeId));
  // What is sent for information (I) is numbered with what is live, and stays what it is.
  const usage = kept?.usage === 'T' ? 'T' : 'P';
  const own = ownOf(journey);
  const { isa, gs, st } = await nextControlNumbers(tx, { partner: endpoint.code, usage, sequence: endpoint.envelope.sequence }, 1);
  const at = journey.clock.now();
  const made: Rewrapped = composeRewrapped({
    ...parts.head, delimiters: layout.delimiters, from: { qualifier: own.qualifier, id: own.id, group: own.group },
    to: { qualifier: endpoint.envelope.isa07, id: endpoint.envelope.isa08, group: endpoint.envelope.gs03 },
    isa13: isa, gs06: gs, st02: st[0] ?? 1, usage: kept?.usage === 'I' ? 'I' : usage, at,
  }, parts.set);
  const [row] = await tx.insert(transmission).values({
    endpoint: endpoint.code, carrier: doc.carrier, region: doc.region, channel: 'sftp', kind: 'own', wireIdentity: `${plain(own.id, 20)}-${doc.ref}.edi`,
    sha256: hash(made.bytes), byteLength: made.bytes.length, isa13: made.isa13, usage, composedAt: at,
  }).returning({ id: transmission.id });
  if (!row) throw new Error('a transmission was inserted and not returned');
  await storeTransmissionBytes(tx, row.id, [made.bytes]);
  await tx.insert(transmissionDocument).values({ transmissionId: row.id, documentId: doc.id, gs06: made.gs06, st02: made.st02 });
  await tx.update(document).set({ ownIsa13: isa }).where(eq(document.id, doc.id));
}

async function stored(db: Connection, documentId: number): Promise<OwnEnvelope | null> {
  const [row] = await db.select({ sent: transmission, gs06: transmissionDocument.gs06, st02: transmissionDocument.st02 }).from(transmission)
    .innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, documentId), eq(transmission.kind, 'own')));
  if (!row) return null;
  const { sent } = row;
  return {
    id: sent.id, isa13: sent.isa13 ?? '', gs06: row.gs06 ?? '', st02: row.st02 ?? '',
    outgoing: { wireIdentity: sent.wireIdentity, byteLength: sent.byteLength, sha256: sent.sha256, recipients: [], bytes: () => readTransmissionBytes(db, sent.id) },
  };
}

/** Who we are in an envelope of ours. An installation that took sets addressed to it and then forgot its own id cannot compose them. */
function ownOf(journey: Composing) {
  const { own } = journey.settings.envelope;
  if (!own) throw new NoOwnEnvelopeError();
  return own;
}

interface Parts { head: { isa: Buffer; gs: Buffer }; set: Buffer }

async function partsOf(db: Connection, doc: DocumentRow): Promise<Parts> {
  const [parts] = await partsOfAll(db, [doc]);
  return parts!;
}

/** Of each document the header of its interchange, that of its group, and its set. */
async function partsOfAll(db: Connection, documents: readonly DocumentRow[]): Promise<Parts[]> {
  const slices = await readSlices(db, documents.flatMap(({ interchangeId, facts, byteStart, byteLength }) => {
    const { isaEnd, gsStart, gsEnd } = (facts as { layout: Layout }).layout;
    return [{ interchangeId, start: 0, length: isaEnd }, { interchangeId, start: gsStart, length: Math.max(0, gsEnd - gsStart) }, { interchangeId, start: byteStart, length: byteLength }];
  }));
  return documents.map((doc, index) => {
    const [isa, gs, set] = slices.slice(index * 3, index * 3 + 3);
    if (!isa || !gs || !set) throw new Error(`the bytes of ${doc.ref} are not in the ledger`);
    return { head: { isa, gs }, set };
  });
}

const extractOf = (doc: DocumentRow, { head, set }: Parts): Buffer => composeExtract({ ...head, delimiters: (doc.facts as { layout: Layout }).layout.delimiters, isa13: doc.isa13, gs06: doc.gs06 }, set);

const plain = (text: string, most: number): string => text.replace(/[^A-Za-z0-9]/g, '').slice(0, most);
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
