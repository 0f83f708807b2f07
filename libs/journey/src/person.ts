import { eq } from 'drizzle-orm';
import { isParked, moveDocuments, noteDocuments, type DocumentRow, type DocumentState } from '#documents';
import { document } from '#ledger';
import { BESIDE_EDI, notHandedOver, wentBesideEdi } from './acceptance.js';
import { wake } from './evidence.js';
import { ActRefusedError } from './errors.js';
import { handOver } from './hand-over.js';
import { heedCalls, releaseWith } from './retarget.js';
import { wakeNext } from './sequence.js';
import { closeTasks } from './tasks.js';
import { wakeSuccessors } from './versions.js';
import type { Journey } from './journey.js';

export type PersonAct = 'hold' | 'release' | 'resend' | 'cancel' | 'handed-over' | 'told';

interface Rule { from: readonly DocumentState[]; to: DocumentState; event: string; needsEndpoint: boolean; held: string | null; because: string }

/** What a person may do with a document, and to which. What is on its way cannot be called back. */
const ACTS: Record<Exclude<PersonAct, 'handed-over' | 'told'>, Rule> = {
  hold: { from: ['waiting'], to: 'waiting', event: 'held', needsEndpoint: true, held: 'person', because: 'held by a person' },
  release: { from: ['waiting'], to: 'waiting', event: 'released', needsEndpoint: true, held: null, because: 'released by a person' },
  resend: { from: ['rejected', 'conflict', 'accepted'], to: 'waiting', event: 'resent', needsEndpoint: true, held: null, because: 'sent again by a person' },
  cancel: { from: ['waiting', 'unroutable', 'conflict', 'unsettled', 'rejected'], to: 'cancelled', event: 'cancelled', needsEndpoint: false, held: null, because: 'cancelled by a person' },
};

/**
 * One act on one document, with who and why in its history.
 * @throws ActRefusedError when the document is not in a state for it, or nobody receives it yet
 */
export async function actOn(journey: Journey, ref: string, act: { act: PersonAct; because: string; actor: string }): Promise<DocumentRow> {
  if (act.act === 'handed-over') return handOver(journey, ref, act);
  if (act.act === 'told') return sayTold(journey, ref, act);
  const rule = ACTS[act.act];
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const [doc] = await tx.select().from(document).where(eq(document.ref, ref.toUpperCase())).for('update');
    if (!doc) throw new ActRefusedError(`no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`, { ref });
    if (rule.needsEndpoint && !doc.endpoint) throw new ActRefusedError(`${doc.ref} has no endpoint: map its addressee first (npx hawser map)`, { ref });
    // They say that it never came. Of what EDI took, their system's answer says so, or its silence.
    const missed = act.act === 'resend' && doc.state === 'accepted';
    if (missed && !wentBesideEdi(doc)) throw new ActRefusedError(`${doc.ref} went by EDI, and waits for the answer of ${doc.endpoint ?? 'its endpoint'}: resend is for what was mailed or printed, or is rejected or conflict`, { ref, state: doc.state });
    const moved = await moveDocuments(tx, {
      ids: [doc.id], from: rule.from, to: rule.to, event: rule.event, because: `${rule.because}: ${act.because}`, actor: act.actor, at,
      // What they refused stands by no mail any more: where its next try does not get through it waits, and is not taken for handed over.
      set: { held: rule.held, notBefore: at, ...(missed ? { ...notHandedOver(BESIDE_EDI), mayHaveArrived: true } : act.act === 'resend' ? { mailAcceptedAt: null } : {}) },
    });
    if (moved.length === 0) throw new ActRefusedError(`${doc.ref} is ${doc.state}: ${act.act} is for documents that are ${rule.from.join(', ')}`, { ref, state: doc.state });
    if (missed) await closeTasks(tx, { documentIds: [doc.id], kinds: ['call', 'call-back', 'check-answer', 'check-bounce'] }, { by: act.actor, because: `sent again: ${act.because}`.slice(0, 500), at });
    // Parked sets of a relayed interchange go with it, since it goes whole; what is sent again may be for a call that went.
    if (act.act === 'release' && doc.endpoint && isParked(doc.held) && doc.retargetedFrom === null) await releaseWith(tx, doc.endpoint, [doc.interchangeId], { actor: act.actor, at });
    if (act.act === 'resend') await heedCalls(journey, tx, [doc.id], at);
    if (rule.to === 'waiting' && doc.endpoint) await wake(tx, doc.endpoint, at);
    else await wakeSuccessors(tx, [doc.id], at);
    const inTurn = doc.endpoint ? journey.directory.endpoints.get(doc.endpoint) : undefined;
    if (inTurn) await wakeNext(tx, inTurn, at);
    return doc;
  });
}

/** A place that holds a document whose call went elsewhere was told to disregard it; or, where it was told so and it stands again, that it does. */
async function sayTold(journey: Journey, ref: string, act: { because: string; actor: string }): Promise<DocumentRow> {
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const [doc] = await tx.select().from(document).where(eq(document.ref, ref.toUpperCase())).for('update');
    if (!doc) throw new ActRefusedError(`no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`, { ref });
    if (doc.disregard !== 'owed' && doc.disregard !== 'revoked') throw new ActRefusedError(`of ${doc.ref} nobody has to be told anything${doc.disregard === 'told' ? ' more: its place was told to disregard it' : ''}; npx hawser docs --to-tell lists those`, { ref });
    const owed = doc.disregard === 'owed';
    await noteDocuments(tx, { ids: [doc.id], from: [doc.state as DocumentState], event: 'told', because: () => `${doc.endpoint ?? 'its place'} was told ${owed ? 'to disregard it' : 'that it stands after all'}: ${act.because}`, actor: act.actor, at });
    await tx.update(document).set({ disregard: owed ? 'told' : null }).where(eq(document.id, doc.id));
    return doc;
  });
}
