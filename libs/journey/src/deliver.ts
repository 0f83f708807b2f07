import { endpointFromProfile, type Endpoint } from '#directory';
import { isHeldFast, type DocumentRow } from '#documents';
import { chooseChannel, type RoutingDecision } from '#routing';
import { callWent, repeats, wentBesideEdi } from './acceptance.js';
import { attempt } from './attempt.js';
import { composeInterchange, composeOwnEnvelope } from './compose-edi.js';
import { departuresOf } from './departures.js';
import { mailInDigests } from './digest.js';
import { pathOf, tellFeeder } from './evidence.js';
import { hold, lookAgain, orTrouble } from './hold.js';
import { mailOneByOne } from './mail-one-by-one.js';
import { heedCalls } from './retarget.js';
import { factsOf, waysNow } from './routing-facts.js';
import { earlierInSequence, inTurn, wakeNext, wasOvertaken } from './sequence.js';
import { asTheyAre, loaded, moreUrgentWaits, readyOf, unitsOf, type Sight, type Unit, type UnitInSight } from './units.js';
import type { Journey } from './journey.js';

/** Units of one interchange that one job tries to send; the feeder brings the rest again, in its order among what else waits. */
const TRIED_AT_ONCE = 50;

/**
 * Step 2. Delivers what waits of one interchange for one endpoint, unit by unit: facts, choice, composing, claim, channel,
 * outcome. A job may come twice or late; the ledger decides what there is to do, and the claim decides who does it. It ends
 * before its interchange does where much was tried, or something more urgent waits in the lane.
 */
export async function deliver(journey: Journey, endpointCode: string, interchangeId: number, signal: AbortSignal): Promise<void> {
  const all = await unitsOf(journey, endpointCode, interchangeId);
  // Only what was handed over is repeated when the path is back.
  const returnedAt = all.some(({ documents }) => documents.some((doc) => doc.state === 'accepted')) ? (await pathOf(journey.ledger.db, endpointCode, 'edi')).returnedAt : null;
  const units = all.filter((unit) => isToBeLookedAt(unit, journey.clock.now(), returnedAt));
  let tried = 0;
  for (const [turn, unit] of units.entries()) {
    if (signal.aborted) return;
    if (turn > 0 && (tried >= TRIED_AT_ONCE || await moreUrgentWaits(journey, endpointCode, interchangeId, unit))) return tellFeeder(journey.ledger.db, endpointCode);
    const { mode, whole } = unit;
    if (await deliverUnit(journey, turn === 0 && whole ? { mode, documents: whole } : await loaded(journey, unit), signal)) tried += 1;
  }
}

/** Thousands of an interchange may be done: only what waits, or might be repeated, is loaded. */
function isToBeLookedAt({ documents }: UnitInSight, now: Date, returnedAt: Date | null): boolean {
  return documents.some((doc) => doc.notBefore <= now && (doc.state === 'waiting' ? !isHeldFast(doc.held)
    : doc.state === 'accepted' && doc.kind === 'business' && returnedAt !== null && isRepeatable(doc, returnedAt, 0)));
}

/** @returns whether something was tried */
async function deliverUnit(journey: Journey, unit: Unit, signal: AbortSignal): Promise<boolean> {
  const ready = readyOf(unit, journey.clock.now());
  const [first] = ready;
  if (!first) return repeatByEdi(journey, unit, signal);
  // It was handed over, or on its way, when its call changed, and has come back: it does not simply leave again.
  const changed = ready.filter((doc) => doc.callStanding !== null).map((doc) => doc.id);
  if (changed.length > 0 && (await journey.ledger.transaction((tx) => heedCalls(journey, tx, changed, journey.clock.now()))) > 0) return false;
  // The profile froze with the document; all sets of an interchange were resolved in one transaction.
  const endpoint = endpointFromProfile(first.profile ?? {});
  const ways = await waysNow(journey, endpoint);
  const decision = chooseChannel(await factsOf(journey, endpoint, ways, unit.documents, ready), journey.settings.urgency);
  if (decision.action === 'hold') {
    await rest(journey, { endpoint, unit, ready, decision });
    return false;
  }
  // Every set that is still to be handed over or confirmed: no set travels unclaimed.
  if (decision.channel === 'edi') return sendWhole(journey, { endpoint, unit, documents: unit.documents.filter(isOpen), because: decision.because, signal });
  // A 997 is never mailed, also not one that came in one interchange with documents.
  await hold(journey, ready.filter((doc) => doc.kind === 'acknowledgement'), { action: 'hold', held: 'path-down', lookAgainInMinutes: journey.settings.urgency.holdMinutes, because: 'acknowledgement-waits-for-edi' });
  const departing = await departuresOf(journey, ready.filter((doc) => doc.kind === 'business'));
  const alone = departing.filter(({ departure }) => departure.everyMs === null).map(({ doc }) => doc);
  await mailOneByOne(journey, { endpoint, ways, documents: alone, because: decision.because, signal });
  const inDigest = await mailInDigests(journey, endpoint, departing.filter(({ departure }) => departure.everyMs !== null), signal);
  return inDigest || alone.length > 0;
}

/**
 * The path is back: what was handed over before and nobody confirmed goes over EDI once more, the same bytes under the same
 * numbers, so that the terminal's system has it and answers: what went by mail, and what EDI took while nobody there
 * answered. It is claimed from `accepted` in one step: while EDI cannot take it, its mail stands. Once per return. Not for a call that went, unless
 * another set of its interchange is needed there, or a number would be missing.
 */
async function repeatByEdi(journey: Journey, unit: Unit, signal: AbortSignal): Promise<boolean> {
  const unconfirmed = unit.documents.filter((doc) => doc.state === 'accepted' && doc.kind === 'business');
  const [first] = unconfirmed;
  if (!first || unit.documents.some((doc) => ['waiting', 'sending', 'unsettled'].includes(doc.state))) return false;
  const endpoint = endpointFromProfile(first.profile ?? {});
  if (!repeats(endpoint)) return false;
  const { returnedAt } = await pathOf(journey.ledger.db, endpoint.code, 'edi');
  const now = journey.clock.now();
  if (!returnedAt || !unconfirmed.some((doc) => doc.notBefore <= now && isRepeatable(doc, returnedAt, endpoint.answerWithinMs) && (!callWent(doc) || inTurn(endpoint)))) return false;
  if (inTurn(endpoint) && (await wasOvertaken(journey.ledger.db, first.id))) return false;
  const facts = await factsOf(journey, endpoint, await waysNow(journey, endpoint), unit.documents, unconfirmed);
  const decision = chooseChannel({ ...facts, partlyMailed: false, answerMissing: false }, journey.settings.urgency);
  return decision.action === 'send' && decision.channel === 'edi' && sendWhole(journey, { endpoint, unit, documents: unconfirmed, because: decision.because, signal });
}

/** Handed over before the path came back: by mail or on paper, or by EDI with its answer overdue by then. */
function isRepeatable(doc: Sight, returnedAt: Date, answerWithinMs: number): boolean {
  if (wentBesideEdi(doc)) return doc.mailAcceptedAt !== null && doc.mailAcceptedAt <= returnedAt;
  return doc.answerDueAt !== null && doc.ediAcceptedAt !== null && doc.ediAcceptedAt.getTime() + answerWithinMs <= returnedAt.getTime();
}

/** Waits, or went by mail or on paper and nobody there has said so yet. */
const isOpen = (doc: DocumentRow) => doc.state === 'waiting' || (doc.state === 'accepted' && wentBesideEdi(doc) && doc.kind === 'business');

/** A relayed interchange as it came, or a set in an interchange of ours. @returns whether it was tried */
async function sendWhole(journey: Journey, whole: { endpoint: Endpoint; unit: Unit; documents: readonly DocumentRow[]; because: string; signal: AbortSignal }): Promise<boolean> {
  const { endpoint, unit, documents, signal } = whole;
  const [first] = documents;
  if (!endpoint.edi || !first) throw new Error(`${endpoint.code} was routed to EDI and has none`);
  // Looked at before a number is drawn, and again when it has one: another may have been drawn in between.
  if (await waitsItsTurn(journey, whole)) return false;
  const composed = await orTrouble(journey, documents, signal, () => (unit.mode === 'rewrap' ? composeOwnEnvelope(journey, endpoint, first) : composeInterchange(journey, endpoint, first.interchangeId)));
  if (!composed || (unit.mode === 'rewrap' && await waitsItsTurn(journey, whole))) return false;
  const outcome = await attempt(journey, { ...whole, composed, channel: journey.channels.edi(endpoint.code, endpoint.edi).channel });
  if (outcome?.outcome === 'accepted' || outcome?.outcome === 'refused') await wakeNext(journey.ledger.db, endpoint, journey.clock.now());
  return outcome !== null;
}

/**
 * An interchange of ours with an earlier number is still to be handed over, and this endpoint wants them in turn. What rests
 * for that is woken when it is out of the way; should that happen while this lies down, it is looked at at once.
 */
async function waitsItsTurn(journey: Journey, { endpoint, unit, documents }: { endpoint: Endpoint; unit: Unit; documents: readonly DocumentRow[] }): Promise<boolean> {
  const earlier = await earlierInSequence(journey, endpoint, unit);
  if (!earlier) return false;
  const waiting = documents.filter((doc) => doc.state === 'waiting');
  await hold(journey, waiting, {
    action: 'hold', held: 'waits-for-sequence', lookAgainInMinutes: journey.settings.urgency.holdMinutes,
    because: `${earlier.ref} with number ${earlier.number} is still to be handed over, and this endpoint wants them in turn.`,
  });
  if (waiting.length > 0 && !(await earlierInSequence(journey, endpoint, unit))) await lookAgain(journey, waiting);
  return true;
}

/**
 * Holds them, and looks once more: what they wait for (an original, a place, a verdict) may have come about while this was
 * decided, when its waking found nobody at rest.
 */
async function rest(journey: Journey, { endpoint, unit, ready, decision }: { endpoint: Endpoint; unit: Unit; ready: readonly DocumentRow[]; decision: Extract<RoutingDecision, { action: 'hold' }> }): Promise<void> {
  await hold(journey, ready, decision);
  const again = chooseChannel(await factsOf(journey, endpoint, await waysNow(journey, endpoint), await asTheyAre(journey, unit.documents), ready), journey.settings.urgency);
  if (again.because !== decision.because) await lookAgain(journey, ready);
}
