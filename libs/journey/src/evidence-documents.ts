import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { groupBy } from '#common';
import { anyOf, type DocumentRow } from '#documents';
import { acknowledgement, brokenLink, document, documentCall, history, interchange, mailList, mailListLine, mailPart, transmission, transmissionDocument, tries, tryDocument, type Connection } from '#ledger';
import type { EvidenceAnswer, EvidenceDocument, EvidenceLink, EvidencePart, EvidenceTold, EvidenceTry } from '#rendering';
import { documentDelay, outagesOf, sharesOf, type OutageShare } from '#vessel-calls';
import type { NameOf } from './evidence-names.js';

/** So many documents are read at once: what they are told by is a handful of questions for each fifty, and no more lies in memory. */
const AT_ONCE = 50;

export interface Asked { ids: readonly number[]; /** the call they are told for: by which rule each belongs to it */ callId: number | null; now: Date; nameOf: NameOf }

/** Documents with all that is kept of them, in the order of their ids' list, read by the fifty as they are taken. */
export async function* evidenceDocuments(db: Connection, { ids, callId, now, nameOf }: Asked): AsyncGenerator<EvidenceDocument> {
  for (let at = 0; at < ids.length; at += AT_ONCE) yield* await read(db, ids.slice(at, at + AT_ONCE), { callId, now, nameOf });
}

async function read(db: Connection, ids: readonly number[], { callId, now, nameOf }: Omit<Asked, 'ids'>): Promise<EvidenceDocument[]> {
  const rows = new Map((await db.select({ doc: document, came: { sha256: interchange.sha256, source: interchange.source, sourceName: interchange.sourceName, usage: interchange.usage } }).from(document).innerJoin(interchange, eq(interchange.id, document.interchangeId)).where(anyOf(document.id, ids))).map((row) => [row.doc.id, row]));
  const inOrder = ids.flatMap((id) => rows.get(id) ?? []);
  const refs = await refsOf(db, inOrder.flatMap(({ doc }) => [doc.predecessorId, doc.retargetedFrom].flatMap((id) => id ?? [])));
  const matched = callId === null ? new Map<number, string>() : new Map((await db.select().from(documentCall).where(and(eq(documentCall.callId, callId), anyOf(documentCall.documentId, ids)))).map((row) => [row.documentId, [row.rule, row.because].filter((part) => part !== '').join(': ')]));
  const shares = await whatOutagesCost(db, inOrder.map(({ doc }) => doc), now);
  const [sent, answers, told, links] = [await triesOf(db, ids), await answersOf(db, ids), await toldOf(db, ids), await historyOf(db, ids)];
  const parts = await partsOf(db, [...sent.values()].flat().map((one) => one.transmissionId));
  return inOrder.map(({ doc, came }, at): EvidenceDocument => {
    const chain = links.get(doc.id) ?? [];
    const ofDocument = sent.get(doc.id) ?? [];
    const acknowledges = acknowledgesOf(doc);
    const delays = { dueAt: doc.dueAt, acknowledges: acknowledges === 'mdn' ? '997' as const : acknowledges, acceptedAt: doc.acceptedAt, acknowledgedAt: doc.acknowledgedAt, now };
    const rejected = doc.state === 'rejected';
    const delay = documentDelay({ ...delays, ...(rejected ? { acceptedAt: null, acknowledgedAt: null } : {}) });
    const share = shares[at];
    return {
      ref: doc.ref, set: doc.set, version: doc.version, predecessor: refs.get(doc.predecessorId ?? 0) ?? null, retargetedFrom: refs.get(doc.retargetedFrom ?? 0) ?? null,
      partner: doc.partner, endpoint: doc.endpoint, carrier: doc.carrier, isTest: came.usage === 'T', isa13: doc.isa13, gs06: doc.gs06, st02: doc.st02, sha256: doc.sha256, byteLength: doc.byteLength,
      interchange: { sha256: came.sha256, source: came.source, sourceName: came.sourceName }, matchedBy: matched.get(doc.id) ?? null, state: doc.state, because: doc.because,
      receivedAt: doc.receivedAt, dueAt: doc.dueAt, dueRule: doc.dueRule, dueBecause: doc.dueBecause, dueIsLaw: doc.dueIsLaw,
      handedOverAt: doc.acceptedAt, handedOverBy: doc.acceptedBy, acknowledgedAt: doc.acknowledgedAt, acknowledgedLevel: doc.acknowledgedLevel, acknowledges,
      handOverDelayMinutes: doc.dueAt === null ? null : documentDelay({ ...delays, acknowledges: 'none', acknowledgedAt: null }).minutes, delayMinutes: doc.dueAt === null ? null : delay.minutes, settled: delay.settled,
      outageMinutes: share?.outage === null ? null : (share?.minutes ?? null), outageBecause: share?.outage == null ? null : `outage ${share.outage}; ${share.because}`,
      tries: ofDocument.map((one) => one.told), parts: [...new Set(ofDocument.map((one) => one.transmissionId))].flatMap((id) => parts.get(id) ?? []),
      answers: answers.get(doc.id) ?? [], told: told.get(doc.id) ?? [], history: chain.map((row) => linkOf(row, nameOf)),
      chain: { links: chain.length, head: doc.historyHash, fault: chainFault(doc, chain) },
    };
  });
}

/** The same figure that a call's board shows, in the documents' order. */
async function whatOutagesCost(db: Connection, documents: readonly DocumentRow[], now: Date): Promise<OutageShare[]> {
  const from = new Date(Math.min(now.getTime(), ...documents.map(({ receivedAt }) => receivedAt.getTime())));
  const distinct = (of: (doc: DocumentRow) => string | null) => [...new Set(documents.flatMap((doc) => of(doc) ?? []))];
  const outages = await outagesOf(db, { endpoints: distinct(({ endpoint }) => endpoint), regions: distinct(({ region }) => region), from, to: now }, now);
  return sharesOf(db, documents, outages, now);
}

type HistoryRow = typeof history.$inferSelect;

/** The chain as it is kept, its head as the document has it, and each row as it is shown: all three must say the same. */
function chainFault(doc: DocumentRow, rows: readonly HistoryRow[]): string | null {
  const broken = brokenLink(rows);
  if (broken !== null) return `link ${broken} does not follow from the one before it`;
  const last = rows.at(-1);
  if (doc.historySeq !== rows.length || doc.historyHash !== (last?.hash ?? '')) return `the document names ${doc.historySeq} links and the head ${doc.historyHash}, the history has ${rows.length} and ends in ${last?.hash ?? 'nothing'}`;
  const other = rows.find((row) => !saysWhatWasHashed(row));
  return other ? `what link ${other.seq} shows is not what was hashed` : null;
}

function saysWhatWasHashed({ at, event, toState, because, canonical, salt, actor }: HistoryRow): boolean {
  const hashed = JSON.parse(canonical) as Record<string, unknown>;
  // A purged name is no fault: then its salt and digest are all that is left.
  const actorIs = actor === '' || hashed['actor'] === createHash('sha256').update(salt + actor).digest('hex');
  return actorIs && hashed['at'] === at.toISOString() && hashed['event'] === event && hashed['toState'] === toState && hashed['because'] === because;
}

function linkOf({ seq, at, event, fromState, toState, because, actor, canonical, hash }: HistoryRow, nameOf: NameOf): EvidenceLink {
  const { actor: digest } = JSON.parse(canonical) as { actor: string };
  return { seq, at, event, from: fromState, to: toState, because, by: nameOf(actor, digest), hash };
}

async function historyOf(db: Connection, ids: readonly number[]): Promise<Map<number, HistoryRow[]>> {
  return groupBy(await db.select().from(history).where(anyOf(history.documentId, ids)).orderBy(asc(history.documentId), asc(history.seq)), (row) => row.documentId);
}

/** Tries that claimed them, found by what they travelled in: a document's own claims have no index but for the open one. */
async function triesOf(db: Connection, ids: readonly number[]): Promise<Map<number, { transmissionId: number; told: EvidenceTry }[]>> {
  const rows = await db.select({ documentId: transmissionDocument.documentId, one: tries, sent: transmission, gs06: transmissionDocument.gs06, st02: transmissionDocument.st02 }).from(transmissionDocument)
    .innerJoin(transmission, eq(transmission.id, transmissionDocument.transmissionId)).innerJoin(tries, eq(tries.transmissionId, transmission.id))
    .innerJoin(tryDocument, and(eq(tryDocument.tryId, tries.id), eq(tryDocument.documentId, transmissionDocument.documentId)))
    .where(anyOf(transmissionDocument.documentId, ids)).orderBy(asc(tries.id));
  return new Map([...groupBy(rows, (row) => row.documentId)].map(([id, of]) => [id, of.map(({ one, sent, gs06, st02 }) => ({ transmissionId: sent.id, told: {
    number: one.number, channel: sent.channel, relay: textOf(one.proof, 'relay'), openedAt: one.openedAt, endedAt: one.endedAt, outcome: one.outcome, because: one.because, words: textOf(one.proof, 'words') ?? textOf(one.proof, 'receipt'),
    transmission: { kind: sent.kind, identity: sent.wireIdentity, sha256: sent.sha256, byteLength: sent.byteLength, recipients: sent.recipients, isa13: sent.isa13, gs06, st02 },
  } }))]));
}

/** Of a person's hand-over the proof names who said so: only these words of it are told. */
function textOf(proof: Record<string, unknown> | null, key: 'relay' | 'words' | 'receipt'): string | null {
  const value = proof?.[key];
  return typeof value === 'string' ? value : null;
}

async function partsOf(db: Connection, transmissionIds: readonly number[]): Promise<Map<number, EvidencePart[]>> {
  if (transmissionIds.length === 0) return new Map();
  const rows = await db.select({ part: mailPart, whole: transmission.wireIdentity }).from(mailPart).innerJoin(transmission, eq(transmission.id, mailPart.transmissionId)).where(anyOf(mailPart.transmissionId, [...new Set(transmissionIds)])).orderBy(asc(mailPart.transmissionId), asc(mailPart.number));
  return new Map([...groupBy(rows, ({ part }) => part.transmissionId)].map(([id, of]) => [id, of.map(({ part, whole }): EvidencePart => ({
    transmission: whole, number: part.number, of: of.length, identity: part.wireIdentity, sha256: part.sha256, byteLength: part.byteLength, acceptedAt: part.acceptedAt, relay: part.relay, receipt: part.receipt,
  }))]));
}

async function answersOf(db: Connection, ids: readonly number[]): Promise<Map<number, EvidenceAnswer[]>> {
  const rows = await db.select({ answer: acknowledgement, source: interchange.sha256 }).from(acknowledgement).leftJoin(interchange, eq(interchange.id, acknowledgement.sourceInterchangeId)).where(anyOf(acknowledgement.documentId, ids)).orderBy(asc(acknowledgement.id));
  return new Map([...groupBy(rows, ({ answer }) => answer.documentId ?? 0)].map(([id, of]) => [id, of.map(({ answer, source }): EvidenceAnswer => ({
    receivedAt: answer.receivedAt, level: answer.level, verdict: answer.verdict, words: answer.words, matchedBy: answer.matchedBy, sourceSha256: source,
  }))]));
}

async function toldOf(db: Connection, ids: readonly number[]): Promise<Map<number, EvidenceTold[]>> {
  const rows = await db.select({ line: mailListLine, list: mailList, identity: transmission.wireIdentity }).from(mailListLine).innerJoin(mailList, eq(mailList.transmissionId, mailListLine.listId)).innerJoin(transmission, eq(transmission.id, mailListLine.listId))
    .where(anyOf(mailListLine.documentId, ids)).orderBy(asc(mailListLine.listId));
  return new Map([...groupBy(rows, ({ line }) => line.documentId)].map(([id, of]) => [id, of.map(({ line, list, identity }): EvidenceTold => ({
    listIdentity: identity, kind: list.kind, number: list.number, mailbox: list.mailbox, untilAt: list.untilAt, as: (line.told as { standing?: { code?: string } }).standing?.code ?? '',
  }))]));
}

async function refsOf(db: Connection, ids: readonly number[]): Promise<Map<number, string>> {
  return ids.length === 0 ? new Map() : new Map((await db.select({ id: document.id, ref: document.ref }).from(document).where(anyOf(document.id, ids))).map((row) => [row.id, row.ref]));
}

type Acknowledges = 'none' | 'mdn' | '997' | 'content';
const acknowledgesOf = ({ profile }: DocumentRow): Acknowledges => ((profile as { acknowledges?: Acknowledges } | null)?.acknowledges ?? '997');
