import { eq, sql } from 'drizzle-orm';
import { groupBy } from '#common';
import { anyOf, type DocumentRow } from '#documents';
import { document, readTransmissionHeads, transmissionDocument, type Connection } from '#ledger';
import type { ListedDocument, Standing } from '#rendering';
import type { DocumentFacts } from '#x12';
import { markCopies } from './compose-edi.js';
import { pathOf } from './evidence.js';
import type { Journey } from './journey.js';
import type { Left, OwedList } from './owed-lists.js';
import type { Layout } from './resolve.js';
import { standingOf } from './standing.js';

/** A line of a list, and whose it is. */
export interface ListedLine { transmissionId: number; documentId: number; told: ListedDocument }

/** So many documents are read at once: of each the set, and the head of its mail. */
const AT_ONCE = 50;

/** Every document of every mail of a list: how its mail is known, and the hash of the EDI copy in it. A handful of questions for each fifty. */
export async function listedDocuments(journey: Journey, owed: OwedList): Promise<ListedLine[]> {
  const { db } = journey.ledger;
  const sayStanding = owed.kind === 'after-return' ? await standings(journey, owed) : null;
  const of = await db.select({ mailId: transmissionDocument.transmissionId, documentId: transmissionDocument.documentId }).from(transmissionDocument).innerJoin(document, eq(document.id, transmissionDocument.documentId))
    .where(anyOf(transmissionDocument.transmissionId, owed.mails.map((mail) => mail.id))).orderBy(document.ref);
  const byMail = groupBy(of, (row) => row.mailId);
  const inOrder = owed.mails.flatMap((left) => (byMail.get(left.id) ?? []).map(({ documentId }) => ({ left, documentId })));
  const lines: ListedLine[] = [];
  for (let at = 0; at < inOrder.length; at += AT_ONCE) lines.push(...await linesOf(journey, owed, inOrder.slice(at, at + AT_ONCE), sayStanding));
  return lines;
}

async function linesOf(journey: Journey, { endpoint }: OwedList, wanted: readonly { left: Left; documentId: number }[], sayStanding: Awaited<ReturnType<typeof standings>> | null): Promise<ListedLine[]> {
  const { db } = journey.ledger;
  const ids = [...new Set(wanted.map(({ documentId }) => documentId))];
  const documents = new Map((await db.select().from(document).where(anyOf(document.id, ids))).map((doc) => [doc.id, doc]));
  const mails = await mailsAsKnown(db, [...new Set(wanted.map(({ left }) => left.id))]);
  const [vessels, copies] = [await vesselsOf(db, ids), await markCopies(journey, endpoint, [...documents.values()])];
  return wanted.map(({ left, documentId }) => {
    const { doc, mail, copy } = { doc: documents.get(documentId), mail: mails.get(left.id), copy: copies.get(documentId) };
    if (!doc || !mail || !copy) throw new Error(`document ${documentId} or its mail ${left.id} is not in the ledger`);
    const { messageId, subject, parts, ofMail } = mail;
    const { vessel, voyage } = doc.facts as unknown as DocumentFacts;
    return {
      transmissionId: left.id, documentId,
      // The vessel as the mail itself names it: by its call, else by what the document says.
      told: { ref: doc.ref, set: doc.set, version: doc.version, vessel: vessels.get(documentId) ?? vessel?.name ?? '', voyage: voyage ?? '', handedOverAt: left.leftAt, messageId, subject, parts, ...copy, standing: sayStanding?.(doc) ?? ofMail },
    };
  });
}

/** By what a mail is known, how many mails it is, and whether all of them have their 250. */
async function mailsAsKnown(db: Connection, ids: readonly number[]): Promise<Map<number, { messageId: string; subject: string; parts: number; ofMail: Standing }>> {
  const heads = await readTransmissionHeads(db, ids, HEAD_BYTES);
  const { rows } = await db.execute<{ id: string; identity: string; parts: number; left: number; taken: boolean }>(sql`select t.id, t.wire_identity as identity, count(p.number)::int as parts, count(p.accepted_at)::int as left,
    exists (select 1 from "try" y where y.transmission_id = t.id and y.outcome = 'accepted') as taken from transmission t left join mail_part p on p.transmission_id = t.id where t.id = any(${sql.param([...ids])}::bigint[]) group by t.id`);
  return new Map(rows.map((row) => [Number(row.id), { messageId: row.identity, subject: subjectIn(heads.get(Number(row.id))), parts: Math.max(1, row.parts), ofMail: standingOfMail(row) }]));
}

function standingOfMail({ parts, left, taken }: { parts: number; left: number; taken: boolean }): Standing {
  if (taken || (parts > 0 && left === parts)) return { code: 'mailed' };
  return parts > 0 ? { code: 'in-part', left, parts } : { code: 'may-have-arrived' };
}

/** The vessels of documents that have a call. */
async function vesselsOf(db: Connection, ids: readonly number[]): Promise<Map<number, string | null>> {
  const { rows } = await db.execute<{ id: string; vessel: string | null }>(sql`select distinct on (dc.document_id) dc.document_id as id, c.vessel_name as vessel from document_call dc join call c on c.id = dc.call_id
    where dc.document_id = any(${sql.param([...ids])}::bigint[]) order by dc.document_id, c.id`);
  return new Map(rows.map(({ id, vessel }) => [Number(id), vessel]));
}

/** Fields come first, and no field of ours stands before the subject but signatures and addresses. */
const HEAD_BYTES = 16 * 1024;

/** As it stands in the stored bytes, unfolded; it is ours, and ASCII. Which part of several it is, is not of the whole. */
function subjectIn(head: Buffer | undefined): string {
  const found = /^Subject: (.*(?:\r\n[ \t].*)*)/mi.exec(head?.toString('latin1') ?? '')?.[1] ?? '';
  return found.replace(/\r\n(?=[ \t])/g, '').replace(/ \| part 1\/\d+$/, '');
}

/** How each document stands now: asked at the moment the list is made, and told as of then. */
async function standings({ ledger: { db } }: Journey, { endpoint, mails }: OwedList): Promise<(doc: DocumentRow) => Standing> {
  const { returnedAt } = await pathOf(db, endpoint.code, 'edi');
  const { rows } = await db.execute<{ predecessor_id: string; ref: string; version: number }>(sql`select s.predecessor_id, s.ref, s.version from document s
    where s.predecessor_id in (select d.document_id from transmission_document d where d.transmission_id = any(${sql.param(mails.map((mail) => mail.id))}::bigint[])) and s.replaces = 'whole' and s.state not in ('unroutable', 'conflict', 'cancelled', 'rejected') order by s.id`);
  const successors = new Map(rows.map(({ predecessor_id: id, ref, version }) => [Number(id), { ref, version }]));
  return (doc) => standingOf({ document: doc, edifact: (doc.facts as { layout: Layout }).layout.delimiters.release !== undefined, endpoint, returnedAt, successor: successors.get(doc.id) ?? null });
}
