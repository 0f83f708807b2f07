import { eq, sql } from 'drizzle-orm';
import { groupBy } from '#common';
import { anyOf, type DocumentRow } from '#documents';
import { document, readTransmissionSlice, transmission, transmissionDocument, type Connection } from '#ledger';
import type { ListedDocument, Standing } from '#rendering';
import type { DocumentFacts } from '#x12';
import { ediCopy } from './compose-edi.js';
import { pathOf } from './evidence.js';
import type { Journey } from './journey.js';
import type { Left, OwedList } from './owed-lists.js';
import type { Layout } from './resolve.js';
import { standingOf } from './standing.js';

/** A line of a list, and whose it is. */
export interface ListedLine { transmissionId: number; documentId: number; told: ListedDocument }

/** Every document of every mail of a list: how its mail is known, and the hash of the EDI copy in it. */
export async function listedDocuments(journey: Journey, owed: OwedList): Promise<ListedLine[]> {
  const { db } = journey.ledger;
  const rows = await db.select({ mail: transmission, doc: document }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .innerJoin(document, eq(document.id, transmissionDocument.documentId)).where(anyOf(transmission.id, owed.mails.map((mail) => mail.id))).orderBy(document.ref);
  const byMail = groupBy(rows, (row) => row.mail.id);
  const sayStanding = owed.kind === 'after-return' ? await standings(journey, owed, rows.map((row) => row.doc)) : null;
  const lines: ListedLine[] = [];
  for (const left of owed.mails) {
    for (const { mail, doc } of byMail.get(left.id) ?? []) {
      const { parts, ofMail } = await partsAndStanding(db, left);
      const vessel = await vesselOf(db, doc);
      const { byteLength, sha256 } = await copyOf(journey, owed, doc);
      lines.push({
        transmissionId: mail.id, documentId: doc.id,
        told: {
          ref: doc.ref, set: doc.set, version: doc.version, ...vessel, handedOverAt: left.leftAt, messageId: mail.wireIdentity, subject: await subjectOf(db, mail), parts, byteLength, sha256,
          standing: sayStanding?.(doc) ?? ofMail,
        },
      });
    }
  }
  return lines;
}

async function copyOf(journey: Journey, { endpoint }: OwedList, doc: DocumentRow): Promise<{ byteLength: number; sha256: string }> {
  const { bytes, sha256 } = await ediCopy(journey, endpoint, doc);
  return { byteLength: bytes.length, sha256 };
}

/** How many mails it is, and whether all of them have their 250. */
async function partsAndStanding(db: Connection, { id }: Left): Promise<{ parts: number; ofMail: Standing }> {
  const { rows: [row] } = await db.execute<{ parts: number; left: number; taken: boolean }>(sql`select count(*)::int as parts, count(p.accepted_at)::int as left,
    exists (select 1 from "try" y where y.transmission_id = ${id} and y.outcome = 'accepted') as taken from mail_part p where p.transmission_id = ${id}`);
  const { parts = 0, left = 0, taken = false } = row ?? {};
  if (taken || (parts > 0 && left === parts)) return { parts: Math.max(1, parts), ofMail: { code: 'mailed' } };
  return parts > 0 ? { parts, ofMail: { code: 'in-part', left, parts } } : { parts: 1, ofMail: { code: 'may-have-arrived' } };
}

/** As the mail itself names it: by its vessel call, else by what the document says. */
async function vesselOf(db: Connection, doc: DocumentRow): Promise<{ vessel: string; voyage: string }> {
  const { rows: [call] } = await db.execute<{ vessel_name: string | null }>(sql`select c.vessel_name from document_call dc join call c on c.id = dc.call_id where dc.document_id = ${doc.id} order by c.id limit 1`);
  const { vessel, voyage } = doc.facts as unknown as DocumentFacts;
  return { vessel: call?.vessel_name ?? vessel?.name ?? '', voyage: voyage ?? '' };
}

/** Fields come first, and no field of ours stands before the subject but signatures and addresses. */
const HEAD_BYTES = 16 * 1024;

/** As it stands in the stored bytes, unfolded; it is ours, and ASCII. Which part of several it is, is not of the whole. */
async function subjectOf(db: Connection, { id, byteLength }: { id: number; byteLength: number }): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readTransmissionSlice(db, id, 0, Math.min(HEAD_BYTES, byteLength))) chunks.push(chunk);
  const found = /^Subject: (.*(?:\r\n[ \t].*)*)/mi.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? '';
  return found.replace(/\r\n(?=[ \t])/g, '').replace(/ \| part 1\/\d+$/, '');
}

/** How each document stands now: asked at the moment the list is made, and told as of then. */
async function standings({ ledger: { db } }: Journey, { endpoint }: OwedList, documents: readonly DocumentRow[]): Promise<(doc: DocumentRow) => Standing> {
  const { returnedAt } = await pathOf(db, endpoint.code, 'edi');
  const { rows } = await db.execute<{ predecessor_id: string; ref: string; version: number }>(sql`select s.predecessor_id, s.ref, s.version from document s
    where s.predecessor_id = any(${sql.param(documents.map((doc) => doc.id))}::bigint[]) and s.replaces = 'whole' and s.state not in ('unroutable', 'conflict', 'cancelled', 'rejected') order by s.id`);
  const successors = new Map(rows.map(({ predecessor_id: id, ref, version }) => [Number(id), { ref, version }]));
  return (doc) => standingOf({ document: doc, edifact: (doc.facts as { layout: Layout }).layout.delimiters.release !== undefined, endpoint, returnedAt, successor: successors.get(doc.id) ?? null });
}
