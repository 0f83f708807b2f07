import { and, asc, count, desc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { acknowledgement, document, documentCall, documentUnmatched, history, mailList, mailListLine, task, transmission, transmissionDocument, tries, type Connection } from '#ledger';
import { searchDocuments, type Match, type SearchTerms } from './search-documents.js';

/** Whose documents a reader may see. null: all of them. */
export interface DocumentScope { carrier: string | null; region: string | null }

export interface DocumentFilter { state?: string; endpoint?: string; callId?: number; unmatched?: boolean; /** their place must still be told something: to disregard it, or that it stands after all */ toTell?: boolean; search?: SearchTerms; limit: number; before?: number }

/** The newest first; `before` is the id to go on from. Of a search each line says what of it matched, and where; else `matched` is empty. */
export async function findDocuments(db: Connection, scope: DocumentScope, filter: DocumentFilter) {
  const { search, limit, before } = filter;
  const where = conditions(scope, filter);
  if (!search) return unsearched(await db.select(LINE).from(document).where(and(...where, ...(before === undefined ? [] : [sql`${document.id} < ${before}`]))).orderBy(desc(document.id)).limit(limit));
  const found = await searchDocuments(db, search, { where, limit, ...(before === undefined ? {} : { before }) });
  if (found.length === 0) return [];
  const matched = new Map(found.map((one) => [one.id, one.matched]));
  const lines = await db.select(LINE).from(document).where(inArray(document.id, [...matched.keys()])).orderBy(desc(document.id));
  return lines.map((line) => ({ ...line, matched: matched.get(line.id) ?? [] }));
}

function conditions(scope: DocumentScope, filter: DocumentFilter): SQL[] {
  const where = inScope(scope);
  if (filter.state) where.push(eq(document.state, filter.state));
  if (filter.endpoint) where.push(eq(document.endpoint, filter.endpoint));
  if (filter.callId !== undefined) where.push(sql`exists (select 1 from ${documentCall} c where c.document_id = ${document.id} and c.call_id = ${filter.callId})`);
  // Of what a person said that it belongs to none, nobody need look for a call.
  if (filter.unmatched) where.push(sql`${document.callsSaidBy} is null and exists (select 1 from ${documentUnmatched} u where u.document_id = ${document.id})`);
  if (filter.toTell) where.push(sql`${document.disregard} in ('owed', 'revoked')`);
  return where;
}

const unsearched = <Line>(lines: Line[]) => lines.map((line) => ({ ...line, matched: [] as Match[] }));

const LINE = {
  id: document.id, ref: document.ref, kind: document.kind, set: document.set, state: document.state, because: document.because, held: document.held, partner: document.partner, endpoint: document.endpoint,
  carrier: document.carrier, region: document.region, gs03: document.gs03, isa13: document.isa13, gs06: document.gs06, st02: document.st02, sha256: document.sha256, version: document.version, dueAt: document.dueAt, dueRule: document.dueRule,
  dueBecause: document.dueBecause, amberAt: document.amberAt, redAt: document.redAt, dueIsLaw: document.dueIsLaw, dueFrozen: document.dueFrozen, notBefore: document.notBefore, tries: document.tries, receivedAt: document.receivedAt, acceptedAt: document.acceptedAt, acceptedBy: document.acceptedBy,
  acknowledgedAt: document.acknowledgedAt, acknowledgedLevel: document.acknowledgedLevel, mayHaveArrived: document.mayHaveArrived, disregard: document.disregard,
};

/** One document's whole story: what changed and why, each try with its proof, each answer, each list of mails that told of it. Null when it is not there, or not theirs. */
export async function documentStory(db: Connection, scope: DocumentScope, ref: string) {
  const [line] = await db.select({ ...LINE, facts: document.facts, interchangeId: document.interchangeId }).from(document)
    .where(and(eq(document.ref, ref.toUpperCase()), ...inScope(scope)));
  if (!line) return null;
  const changes = await db.select({ seq: history.seq, at: history.at, actor: history.actor, event: history.event, from: history.fromState, to: history.toState, because: history.because, hash: history.hash })
    .from(history).where(eq(history.documentId, line.id)).orderBy(asc(history.seq));
  const sent = await db.select({ transmission: transmission.wireIdentity, channel: transmission.channel, to: transmission.recipients, number: tries.number, openedAt: tries.openedAt, endedAt: tries.endedAt, outcome: tries.outcome, because: tries.because, proof: tries.proof, isa13: transmission.isa13, gs06: transmissionDocument.gs06, st02: transmissionDocument.st02 })
    .from(tries).innerJoin(transmission, eq(transmission.id, tries.transmissionId)).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(eq(transmissionDocument.documentId, line.id)).orderBy(asc(tries.id));
  const answers = await db.select({ level: acknowledgement.level, verdict: acknowledgement.verdict, words: acknowledgement.words, matchedBy: acknowledgement.matchedBy, saidBy: acknowledgement.saidBy, receivedAt: acknowledgement.receivedAt })
    .from(acknowledgement).where(eq(acknowledgement.documentId, line.id)).orderBy(asc(acknowledgement.id));
  const lists = await db.select({ messageId: transmission.wireIdentity, kind: mailList.kind, number: mailList.number, mailbox: mailList.mailbox, untilAt: mailList.untilAt, told: mailListLine.told })
    .from(mailListLine).innerJoin(mailList, eq(mailList.transmissionId, mailListLine.listId)).innerJoin(transmission, eq(transmission.id, mailListLine.listId))
    .where(eq(mailListLine.documentId, line.id)).orderBy(asc(mailList.transmissionId));
  const [kin] = await db.select({ from: sql<string | null>`(select f.ref from document f where f.id = "document"."retargeted_from")`, to: sql<string | null>`(select t.ref from document t where t.retargeted_from = "document"."id")` }).from(document).where(eq(document.id, line.id));
  // A mail about several names them in its task.
  const open = await db.select({ id: task.id, kind: task.kind, what: task.what }).from(task)
    .where(and(isNull(task.closedAt), or(eq(task.documentId, line.id), sql`${task.facts}->'refs' @> ${JSON.stringify([line.ref])}::jsonb`))).orderBy(asc(task.id));
  return { ...line, retargetedFrom: kin?.from ?? null, retargetedTo: kin?.to ?? null, history: changes, tries: sent, answers, lists, tasks: open };
}

/** How many business documents are in each state, and how they were first handed over. */
export async function countDocuments(db: Connection, scope: DocumentScope): Promise<{ state: string; acceptedBy: string | null; n: number }[]> {
  return db.select({ state: document.state, acceptedBy: document.acceptedBy, n: count() }).from(document)
    .where(and(eq(document.kind, 'business'), ...inScope(scope))).groupBy(document.state, document.acceptedBy);
}

/** Answers that matched nothing: numbers never sent there, words nobody knows. */
export async function unmatchedAnswers(db: Connection, limit: number) {
  return db.select().from(acknowledgement).where(isNull(acknowledgement.documentId)).orderBy(desc(acknowledgement.id)).limit(limit);
}

function inScope(scope: DocumentScope): SQL[] {
  return [...(scope.carrier === null ? [] : [eq(document.carrier, scope.carrier)]), ...(scope.region === null ? [] : [eq(document.region, scope.region)])];
}
