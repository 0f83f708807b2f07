import { asc, eq, inArray } from 'drizzle-orm';
import { DOCUMENT_STATES, isParked, moveDocuments, type DocumentRow, type DocumentState } from '#documents';
import { call, document, documentCall, type Connection } from '#ledger';
import { bringAlong } from './bring-along.js';
import { ActRefusedError } from './errors.js';
import { wake } from './evidence.js';
import type { Journey } from './journey.js';
import { releaseByCall } from './map-addressee.js';
import { redateThese } from './redate.js';
import { heedCalls } from './retarget.js';

/** The calls a document is kept as belonging to, and which rule says so. */
export interface KeptCall { id: number; reference: string; vesselName: string; voyageIn: string | null; voyageOut: string | null; unlocode: string; terminal: string | null; rule: string; because: string; matchedAt: Date }

const ALL_STATES = Object.keys(DOCUMENT_STATES) as DocumentState[];

/**
 * A person says which calls a document belongs to, or that it belongs to none. No rule changes it from then on; its due time
 * goes by these calls, and documents that share a bill, a booking or a container with it may follow it there.
 *
 * @param said.calls  numbers of calls; empty: it belongs to none
 * @throws ActRefusedError for a document or a call that is not there
 */
export async function sayCalls(journey: Journey, ref: string, said: { calls: readonly number[]; because: string; actor: string }): Promise<{ ref: string; calls: KeptCall[] }> {
  const at = journey.clock.now();
  const ids = [...new Set(said.calls)];
  return journey.ledger.transaction(async (tx) => {
    const [doc] = await tx.select().from(document).where(eq(document.ref, ref.toUpperCase())).for('update');
    if (!doc) throw new ActRefusedError(`no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`, { ref });
    const there = ids.length === 0 ? [] : await tx.select({ id: call.id }).from(call).where(inArray(call.id, ids));
    const missing = ids.filter((id) => !there.some((one) => one.id === id));
    if (missing.length > 0) throw new ActRefusedError(`no vessel call has the number ${missing.join(', ')}; npx hawser calls --json shows them with their id`, { missing });
    const were = await tx.delete(documentCall).where(eq(documentCall.documentId, doc.id)).returning({ callId: documentCall.callId });
    if (ids.length > 0) await tx.insert(documentCall).values(ids.map((callId) => ({ documentId: doc.id, callId, rule: 'person', because: `${said.actor}: ${said.because}`, matchedAt: at })));
    const state = doc.state as DocumentState;
    // What parked it was a call that it does not belong to any more.
    const parked = isParked(doc.held);
    await moveDocuments(tx, {
      ids: [doc.id], from: ALL_STATES, to: state, event: 'calls-said', because: parked ? `a person says which calls it belongs to: ${said.because}` : doc.because, actor: said.actor, at,
      facts: { calls: ids, because: said.because }, set: { held: parked ? null : doc.held, callsSaidBy: said.actor, ...(parked ? { callStanding: null, notBefore: at } : {}) },
    });
    if (state === 'unroutable') await releaseByCall(journey, tx, eq(document.id, doc.id), { actor: said.actor, at });
    // The same said again moves no hour of the law.
    if (were.map(({ callId }) => callId).sort().join() !== [...ids].sort().join()) await redateThese(journey, tx, [doc.id], at);
    await heedCalls(journey, tx, [doc.id], at);
    if (parked && doc.endpoint) await wake(tx, doc.endpoint, at);
    if (ids.length > 0) await bringAlong(journey, tx, [doc.id], at);
    return { ref: doc.ref, calls: await callsOf(tx, doc) };
  });
}

/** @throws ActRefusedError when there is no such document */
export async function keptCalls(journey: Journey, ref: string): Promise<{ ref: string; saidBy: string | null; calls: KeptCall[] }> {
  const { db } = journey.ledger;
  const [doc] = await db.select().from(document).where(eq(document.ref, ref.toUpperCase()));
  if (!doc) throw new ActRefusedError(`no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`, { ref });
  return { ref: doc.ref, saidBy: doc.callsSaidBy, calls: await callsOf(db, doc) };
}

function callsOf(db: Connection, doc: Pick<DocumentRow, 'id'>): Promise<KeptCall[]> {
  return db.select({ id: call.id, reference: call.reference, vesselName: call.vesselName, voyageIn: call.voyageIn, voyageOut: call.voyageOut, unlocode: call.unlocode, terminal: call.terminal, rule: documentCall.rule, because: documentCall.because, matchedAt: documentCall.matchedAt })
    .from(documentCall).innerJoin(call, eq(call.id, documentCall.callId)).where(eq(documentCall.documentId, doc.id)).orderBy(asc(call.id));
}
