import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { groupBy } from '#common';
import type { Directory, Endpoint } from '#directory';
import { anyOf, isHeldFast, redateDocuments, type DocumentState, type Redated } from '#documents';
import { call, document, documentCall, type Transaction } from '#ledger';
import { dueCallOf, termsOf, VOYAGE_ANCHORS, type CallTimes, type Due, type DueFacts } from '#vessel-calls';
import type { CallChange } from './call-change.js';
import { askByDue } from './chase-steps.js';
import { callTimes, nearbyCalls } from './call-times.js';
import { directionTo, dueColumns, dueFor } from './due-for.js';
import { tellFeeder } from './evidence.js';
import type { Journey } from './journey.js';

/** Its clock still runs: a due time that moves means something for it. */
const OPEN: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected'];

/**
 * Due times that count from the call's times or cut-offs move with them while their documents are not delivered, and so do those that
 * count from this call in other calls of its vessel (lading abroad). Each change is in its document's history, and their
 * lanes are put in the new order. A law's hour that counts from what has happened moves no more.
 *
 * All of a call at once: one reading of documents, one of calls, two writings.
 * @returns how many moved
 */
export async function redate(journey: Journey, tx: Transaction, { after, at }: CallChange): Promise<number> {
  return redateAll(journey, tx, await openDocuments(journey, tx, after), { at, relinked: false });
}

/** The same for documents whose calls changed: somebody said which they belong to, or that they belong to none. */
export async function redateThese(journey: Journey, tx: Transaction, ids: readonly number[], at: Date): Promise<number> {
  if (ids.length === 0) return 0;
  return redateAll(journey, tx, await locked(tx, anyOf(document.id, ids)), { at, relinked: true });
}

async function redateAll(journey: Journey, tx: Transaction, documents: readonly Narrow[], { at, relinked }: { at: Date; relinked: boolean }): Promise<number> {
  const calls = await dueCalls(tx, documents);
  const times = await callTimes(tx, [...new Set(calls.values())]);
  const redated = documents.flatMap((doc) => redatedOne(journey, doc, { times: times.get(calls.get(doc.id) ?? -1) ?? null, relinked }) ?? []);
  await redateDocuments(tx, redated, { actor: journey.holder, at });
  await askByDue(tx, redated.filter(({ row }) => row.state === 'accepted').map(({ row }) => row.id), journey.settings.mail.chase);
  for (const lane of new Set(redated.flatMap(({ row }) => row.endpoint ?? []))) await tellFeeder(tx, lane);
  return redated.length;
}

/** Of a document only what a due time needs: there may be thousands, and a manifest's facts are long. */
const NARROW = {
  id: document.id, ref: document.ref, set: document.set, state: document.state, held: document.held, because: document.because, endpoint: document.endpoint, receivedAt: document.receivedAt,
  historySeq: document.historySeq, historyHash: document.historyHash,
  dueAt: document.dueAt, effectiveDueAt: document.effectiveDueAt, amberAt: document.amberAt, redAt: document.redAt,
  dueRule: document.dueRule, dueBecause: document.dueBecause, dueIsLaw: document.dueIsLaw, dueFrozen: document.dueFrozen,
  receiver: sql<Receiver | null>`case when ${document.profile} is not null then jsonb_build_object('code', ${document.profile}->'code', 'carrier', ${document.profile}->'carrier', 'kind', ${document.profile}->'kind',
    'unlocode', ${document.profile}->'unlocode', 'zone', ${document.profile}->'zone', 'acknowledges', ${document.profile}->'acknowledges') end`,
  hazmat: sql<boolean>`coalesce((${document.facts}->>'hazmat')::boolean, false)`,
  places: sql<DueFacts['places'] | null>`${document.facts}->'places'`,
  status: sql<DueFacts['status']>`${document.facts}->'status'`,
  sizeTypes: sql<(string | null)[]>`jsonb_path_query_array(${document.facts}, '$.containers[*].sizeType')`,
};
type Receiver = Pick<Endpoint, 'code' | 'carrier' | 'kind' | 'unlocode' | 'zone' | 'acknowledges'>;
type Narrow = Awaited<ReturnType<typeof locked>>[number];

/** The call's own, and what goes to receivers whose rules count from the voyage in the vessel's other calls. */
async function openDocuments({ directory }: Journey, tx: Transaction, after: CallChange['after']) {
  const receivers = receiversByVoyage(directory);
  const nearby = receivers.length === 0 ? [] : await nearbyCalls(tx, after);
  const ofVoyage = nearby.length === 0 ? sql`` : sql` union select c.document_id from document_call c join document d on d.id = c.document_id
    where ${anyOf(sql`c.call_id` as never, nearby)} and d.endpoint = any(${sql.param(receivers)}::text[])`;
  return locked(tx, sql`${document.id} in (select c.document_id from document_call c where c.call_id = ${after.id}${ofVoyage})`);
}

/** Locked, in the order everybody locks them: one that is being claimed at this moment would keep its old due time. */
const locked = (tx: Transaction, these: SQL) => tx.select(NARROW).from(document).where(and(inArray(document.state, [...OPEN]), these)).orderBy(asc(document.ref)).for('update');

/** Whom a rule reaches that counts from other calls of the vessel: customs, unless an installation has more of them. */
function receiversByVoyage({ dueRules, endpoints }: Directory): string[] {
  const directions = new Set(dueRules.filter((rule) => termsOf(rule).some(({ anchor }) => VOYAGE_ANCHORS.has(anchor))).map(({ direction }) => direction));
  return [...endpoints.values()].filter((endpoint) => directions.has('any') || directions.has(directionTo(endpoint))).map(({ code }) => code);
}

/** Which of its calls each is due for. */
async function dueCalls(tx: Transaction, documents: readonly Narrow[]): Promise<Map<number, number>> {
  if (documents.length === 0) return new Map();
  const rows = await tx.select({ document: documentCall.documentId, id: call.id, unlocode: call.unlocode, endpoint: call.endpoint, etaAt: call.etaAt, rule: documentCall.rule }).from(documentCall)
    .innerJoin(call, eq(call.id, documentCall.callId)).where(anyOf(documentCall.documentId, documents.map(({ id }) => id)));
  const callsOf = groupBy(rows, (row) => row.document);
  return new Map(documents.flatMap(({ id, receiver }) => { const due = dueCallOf(callsOf.get(id) ?? [], receiver); return due ? [[id, due.id] as const] : []; }));
}

function redatedOne(journey: Journey, doc: Narrow, { times, relinked }: { times: CallTimes | null; relinked: boolean }): (Redated & { row: Narrow }) | null {
  const { receiver: endpoint, set, receivedAt } = doc;
  if (!endpoint || (doc.state === 'accepted' && endpoint.acknowledges === 'none')) return null;
  const facts: DueFacts = { places: doc.places ?? [], hazmat: doc.hazmat, status: doc.status, containers: doc.sizeTypes.map((sizeType) => ({ sizeType })) };
  const due = dueFor(journey, { facts, set, receivedAt, endpoint, call: times });
  // What happened at one call freezes nothing for another.
  if (isSame(doc, due) || (!relinked && staysFrozen(doc, due))) return null;
  const moved = due.dueAt?.getTime() !== doc.dueAt?.getTime();
  return {
    row: doc, due: dueColumns(due), event: due.frozen && !moved ? 'due-frozen' : 'due-moved',
    wake: doc.state === 'waiting' && doc.held !== null && !isHeldFast(doc.held) && due.effectiveDueAt < doc.effectiveDueAt,
    facts: { from: doc.dueAt, to: due.dueAt, rule: due.rule, because: due.because, countedFrom: due.anchor, frozen: due.frozen },
  };
}

const same = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

function isSame(doc: Narrow, due: Due): boolean {
  return doc.dueRule === due.rule && doc.dueIsLaw === due.law && doc.dueFrozen === due.frozen && same(doc.dueAt, due.dueAt)
    && same(doc.effectiveDueAt, due.effectiveDueAt) && same(doc.amberAt, due.amberAt) && same(doc.redAt, due.redAt);
}

/**
 * What the law counts from has happened: who reports it once more, otherwise, moves nothing. Only where the same rule has another
 * hour that comes first (a voyage that turned out shorter than 48 hours) is that the law's, too.
 */
function staysFrozen(doc: Narrow, due: Due): boolean {
  const otherHourFirst = due.rule === doc.dueRule && !due.frozen && due.dueAt !== null && doc.dueAt !== null && due.dueAt < doc.dueAt;
  return doc.dueFrozen && !otherHourFirst;
}
