import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ReadAnswer } from '#acknowledgements';
import type { MailProfile } from '#directory';
import { chaseStep, document, mailPart, transmission, transmissionDocument, type Connection, type Transaction } from '#ledger';

/** A document that a mail names. */
export interface NamedDocument {
  id: number; ref: string; endpoint: string | null; carrier: string; region: string | null; state: string; effectiveDueAt: Date; receivedAt: Date; version: number;
  /** its call went: its place is to be told to disregard it (owed), or was (told) */
  disregard: string | null;
  /** it left once, all of it, or may have; or lay printed in a folder: only then anybody can have it */
  left: boolean;
  /** of its frozen profile */
  mail: MailProfile | null; phones: string[];
}

/** One word of a mail, and what it is about. */
export interface NamedAnswer extends Omit<ReadAnswer, 'refs'> { documents: NamedDocument[]; /** of what is no document's ref: in one sentence each */ unknown: string[]; /** how they were found, in a few words */ matchedBy: string }

/** A mail that answers has few ids and few refs; more are not looked up. */
const MOST = 200;

/**
 * The documents each word is about: those whose refs it names; else those of the mail of ours that it answers, which of a digest are all of them. A
 * thread's root alone names none, and a list of mails neither.
 */
export async function answeredDocuments(tx: Transaction, answers: readonly ReadAnswer[], references: readonly string[]): Promise<NamedAnswer[]> {
  const sent = await documentsOfMail(tx, references.slice(0, MOST));
  const threaded = sent === null ? [] : await documentsWhere(tx, inArray(document.id, sent.documentIds));
  const named: NamedAnswer[] = [];
  for (const { refs, ...answer } of answers) {
    const asked = refs.slice(0, MOST);
    // The subject of a digest names the first of its documents alone.
    const byThread = asked.length === 0 || answer.refsFrom === 'references' || (answer.refsFrom === 'subject' && threaded.length > 1 && asked.every((ref) => threaded.some((doc) => doc.ref === ref)));
    if (byThread && sent) { named.push({ ...answer, refsFrom: 'references', documents: threaded, unknown: [], matchedBy: `it answers our mail ${sent.identity}` }); continue; }
    const documents = asked.length === 0 ? [] : await documentsWhere(tx, inArray(document.ref, asked));
    const known = new Set(documents.map(({ ref }) => ref));
    named.push({ ...answer, documents, unknown: asked.filter((ref) => !known.has(ref)).map((ref) => unknownRef(ref, threaded)), matchedBy: asked.length === 0 ? 'it names none' : `its ref stands in ${WHERE[answer.refsFrom]}` });
  }
  return named;
}

/** What was meant is quoted where the mail that they answer has a ref that is one sign away. */
function unknownRef(ref: string, threaded: readonly NamedDocument[]): string {
  const near = threaded.filter((doc) => doc.ref.length === ref.length && [...doc.ref].filter((sign, at) => sign !== ref[at]).length === 1).map((doc) => doc.ref);
  return `no document has the ref ${ref.slice(0, 20)}${near.length > 0 ? `; ${near.slice(0, 3).join(' or ')} of the mail they answer is one sign away` : ''}`;
}

const WHERE: Record<ReadAnswer['refsFrom'], string> = { line: 'the line of the word', to: 'the address it was sent to', references: 'the mail it answers', subject: 'the subject', body: 'the words', none: 'nothing' };

/** What a mail without a word is about: what its own words name; else all of its thread, since what it may have meant is a person's to read. */
export async function documentsMeant(tx: Transaction, named: readonly string[], references: readonly string[]): Promise<NamedDocument[]> {
  if (named.length > 0) return documentsWhere(tx, inArray(document.ref, named.slice(0, MOST)));
  const sent = await documentsOfMail(tx, references.slice(0, MOST));
  return sent ? documentsWhere(tx, inArray(document.id, sent.documentIds)) : [];
}

/** The nearest of these ids that is a mail of ours with documents, or a part of one. */
async function documentsOfMail(tx: Transaction, references: readonly string[]): Promise<{ identity: string; documentIds: number[] } | null> {
  if (references.length === 0) return null;
  const identities = references.map((id) => `<${id}>`);
  const reminded = await documentsOfReminders(tx, identities);
  const rows = await tx.select({ identity: transmission.wireIdentity, part: mailPart.wireIdentity, documentId: transmissionDocument.documentId })
    .from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id)).leftJoin(mailPart, eq(mailPart.transmissionId, transmission.id))
    // Said as two questions, each of which its index answers: joined by "or" all mails that ever left would be looked through.
    .where(sql`${transmission.id} in (select id from transmission where channel = 'email' and wire_identity = any(${sql.param(identities)}::text[]) union select transmission_id from mail_part where wire_identity = any(${sql.param(identities)}::text[]))`);
  for (const identity of identities) {
    const documentIds = [...new Set([...rows, ...reminded].filter((row) => row.identity === identity || row.part === identity).map((row) => row.documentId))];
    if (documentIds.length > 0) return { identity, documentIds };
  }
  return null;
}

/** A reminder claims no document: which it names stands with the steps that it was. */
const documentsOfReminders = (tx: Transaction, identities: readonly string[]) => tx.select({ identity: transmission.wireIdentity, part: mailPart.wireIdentity, documentId: chaseStep.documentId })
  .from(transmission).innerJoin(chaseStep, eq(chaseStep.transmissionId, transmission.id)).leftJoin(mailPart, eq(mailPart.transmissionId, transmission.id))
  .where(and(eq(transmission.channel, 'email'), eq(transmission.kind, 'reminder'), inArray(transmission.wireIdentity, [...identities])));

/** A try of it got through, or may have: of a mail in parts all of them but the one that is in doubt. Whoever has one part of four has not the document. */
const wholeAway = sql`exists (select 1 from try_document y join "try" r on r.id = y.try_id where y.document_id = ${document.id} and (r.open or r.outcome in ('accepted', 'unknown'))
  and (select count(*) from mail_part p where p.transmission_id = r.transmission_id and p.accepted_at is null) <= case when r.outcome = 'accepted' then 0 else 1 end)`;

/** May anybody have it, all of it? */
export async function hasLeft(db: Connection | Transaction, id: number): Promise<boolean> {
  const [row] = await db.select({ left: sql<boolean>`${wholeAway}` }).from(document).where(eq(document.id, id));
  return row?.left ?? false;
}

async function documentsWhere(db: Connection | Transaction, where: ReturnType<typeof inArray>): Promise<NamedDocument[]> {
  const rows = await db.select({
    id: document.id, ref: document.ref, endpoint: document.endpoint, carrier: document.carrier, region: document.region, state: document.state, effectiveDueAt: document.effectiveDueAt, receivedAt: document.receivedAt, version: document.version, disregard: document.disregard,
    left: sql<boolean>`${wholeAway} or exists (select 1 from print_folder f where f.endpoint = ${document.endpoint} and f.at >= ${document.receivedAt})`,
    profile: document.profile,
  }).from(document).where(where).orderBy(document.ref);
  return rows.map(({ profile, ...row }) => ({ ...row, mail: (profile?.['mail'] ?? null) as MailProfile | null, phones: (profile?.['phones'] ?? []) as string[] }));
}
