import { eq, sql } from 'drizzle-orm';
import type { Endpoint } from '#directory';
import { isParked, type DocumentRow } from '#documents';
import { call, document, documentCall, interchange, type Transaction } from '#ledger';
import type { DocumentFacts } from '#x12';
import { setKey, setsThere } from './call-facts.js';
import { ActRefusedError } from './errors.js';
import { timesOf } from './call-times.js';
import { findCalls, type FoundCalls } from './find-calls.js';
import { followNext } from './follow-next.js';
import type { Journey } from './journey.js';
import { moveOn } from './move-on.js';

/** Where a person sends a document: the call it is for, the endpoint that gets it, or both. */
export interface RetargetAct { callId?: number | undefined; endpoint?: string | undefined; because: string; actor: string }

/** The new document, or the same one where it is only for another call. */
export interface Retargeted { ref: string; was: string; endpoint: string; callId: number | null }

/**
 * A person says where a document belongs now. For another endpoint it is made anew, linked to the one before, which goes no
 * further; for another call at its own terminal it stays the same document. What no rule would do a person may: a set of an
 * interchange that its sender addressed elsewhere then travels in an interchange of ours.
 *
 * @throws ActRefusedError when it is on its way, went on before, or there is no such place
 */
export async function retargetByPerson(journey: Journey, ref: string, act: RetargetAct): Promise<Retargeted> {
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const [doc] = await tx.select().from(document).where(eq(document.ref, ref.toUpperCase())).for('update');
    if (!doc) throw new ActRefusedError(`no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`, { ref });
    const { endpoint, target } = await placeOf(journey, tx, doc, act);
    await refuseIf(journey, tx, doc, endpoint);
    const said = `a person says where it belongs: ${act.because}`;
    if (doc.endpoint === endpoint.code) {
      if (!target) throw new ActRefusedError(`${doc.ref} is for ${endpoint.code} already: name a call of it (--call), or another endpoint`, { ref });
      await linkAnew(journey, tx, doc, target, { because: said, actor: act.actor, at });
      return { ref: doc.ref, was: doc.state, endpoint: endpoint.code, callId: target.id };
    }
    const facts = (doc.facts as Partial<DocumentFacts>).set ? (doc.facts as unknown as DocumentFacts) : null;
    const calls: FoundCalls = target ? { matches: [{ callId: target.id, rule: 'person', because: said }], times: await timesOf(tx, target.id), endpoints: [] } : await findCalls(journey, tx, facts, endpoint);
    const [linked] = await tx.select({ callId: documentCall.callId, insteadOf: documentCall.insteadOf }).from(documentCall).where(eq(documentCall.documentId, doc.id)).limit(1);
    const origin = linked ? new Map([[doc.id, linked.insteadOf ?? linked.callId]]) : new Map<number, number>();
    const [made] = await moveOn(journey, tx, { ids: [doc.id], endpoint, calls, insteadOf: origin, disregard: new Set(await goesThere(tx, doc) ? [doc.id] : []), because: said, standing: `person > ${endpoint.code}`, // Who names a place alone says nothing of calls: one that is reported later may still be found.
      saidBy: target ? act.actor : null, actor: act.actor, at });
    if (!made) throw new Error('a document was made anew and not returned');
    return { ref: made.ref, was: doc.state, endpoint: endpoint.code, callId: calls.matches[0]?.callId ?? null };
  });
}

type CallRow = typeof call.$inferSelect;

async function placeOf(journey: Journey, tx: Transaction, doc: DocumentRow, act: RetargetAct): Promise<{ endpoint: Endpoint; target: CallRow | null }> {
  const { endpoints } = journey.directory;
  const [target] = act.callId === undefined ? [] : await tx.select().from(call).where(eq(call.id, act.callId));
  if (act.callId !== undefined && !target) throw new ActRefusedError(`there is no call ${act.callId}: npx hawser calls shows them`, { call: act.callId });
  const code = act.endpoint ?? target?.endpoint ?? null;
  if (!code) throw new ActRefusedError(target ? `call ${target.reference} is at ${target.unlocode}, which is no endpoint of ours: name one (--endpoint)` : 'expected a call (--call), an endpoint (--endpoint), or both', { ref: doc.ref });
  const endpoint = endpoints.get(code);
  if (!endpoint) throw new ActRefusedError(`endpoint "${code}" is not in the directory; known: ${[...endpoints.keys()].join(', ')}`, { endpoint: code });
  return { endpoint, target: target ?? null };
}

/** States in which it can be said: it waits, was handed over, or was refused. */
const MAY: readonly string[] = ['waiting', 'unsettled', 'accepted', 'acknowledged', 'rejected'];

async function refuseIf(journey: Journey, tx: Transaction, doc: DocumentRow, endpoint: Endpoint): Promise<void> {
  const { ref, state } = doc;
  const [next] = await tx.select({ ref: document.ref, endpoint: document.endpoint }).from(document).where(eq(document.retargetedFrom, doc.id));
  if (next) throw new ActRefusedError(`${ref} goes as ${next.ref} to ${next.endpoint ?? '?'} since: retarget that one`, { ref, next: next.ref });
  if (state === 'sending') throw new ActRefusedError(`${ref} is on its way at this moment: say it again when its try has ended`, { ref, state });
  if (!MAY.includes(state)) throw new ActRefusedError(`${ref} is ${state}: retarget is for documents that are ${MAY.join(', ')}${doc.endpoint ? '' : '; map its addressee (npx hawser map)'}`, { ref, state });
  if (doc.kind !== 'business') throw new ActRefusedError(`${ref} is an answer, and goes to whom it answers`, { ref });
  if (doc.endpoint === endpoint.code) return;
  if (!journey.settings.envelope.own) throw new ActRefusedError(`${ref} would leave in an interchange of ours, and envelope.own is not set in settings.yaml: cancel it, and let its sender send it to ${endpoint.code}`, { ref });
  const there = (await setsThere(tx, endpoint.code, [doc])).get(setKey(doc));
  if (there) throw new ActRefusedError(`${endpoint.code} has this set already: ${there.ref}`, { ref, there: there.ref });
}

/** Its place has it, may have it, or gets it with the rest of an interchange that goes whole. */
async function goesThere(tx: Transaction, doc: DocumentRow): Promise<boolean> {
  if (doc.acceptedAt !== null || doc.mayHaveArrived || doc.state !== 'waiting') return true;
  const [kept] = await tx.select({ mode: interchange.mode }).from(interchange).where(eq(interchange.id, doc.interchangeId));
  if (kept?.mode === 'rewrap' || doc.retargetedFrom !== null) return false;
  const others = await tx.execute(sql`select 1 from document where interchange_id = ${doc.interchangeId} and endpoint = ${doc.endpoint} and id <> ${doc.id} and retargeted_from is null and state not in ('superseded', 'cancelled') limit 1`);
  return others.rows.length > 0;
}

/** The same document, for another call at its own terminal. */
async function linkAnew(journey: Journey, tx: Transaction, doc: DocumentRow, target: CallRow, act: { because: string; actor: string; at: Date }): Promise<void> {
  const [linked] = await tx.select().from(documentCall).where(eq(documentCall.documentId, doc.id)).limit(1);
  const [origin] = linked ? await tx.select().from(call).where(eq(call.id, linked.insteadOf ?? linked.callId)) : [];
  const from = origin ?? target;
  await followNext(journey, tx, {
    documents: [{ id: doc.id, endpoint: doc.endpoint ?? '', callId: linked?.callId ?? target.id, parked: isParked(doc.held) }], origin: from, heir: target, rule: 'person', saidBy: act.actor, ...act, facts: { call: from.reference, now: target.reference },
  });
}
