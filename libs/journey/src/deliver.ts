import { and, eq, ne, sql } from 'drizzle-orm';
import { languageOf, wordsOf } from '#common';
import type { Outcome } from '#channels';
import { endpointFromProfile, type Endpoint } from '#directory';
import { anyOf, moveDocuments, type DocumentRow } from '#documents';
import { document } from '#ledger';
import type { ByMailBecause } from '#rendering';
import { chooseChannel, sentenceOf, type RoutingDecision } from '#routing';
import { repeats } from './acceptance.js';
import { attempt } from './attempt.js';
import { composeMailFor, mailsOf, refusedRecipients } from './compose.js';
import { composeInterchange, composeOwnEnvelope } from './compose-edi.js';
import { pathOf } from './evidence.js';
import { factsOf, waysNow, type Ways } from './routing-facts.js';
import { areBefore, holdForPlace, mailboxRate, NoRoomLeft, relayRate, roomOf, type Rate } from './rates.js';
import { isRelaysOwn, usable, type RelayNow } from './relays.js';
import { earlierInSequence, inTurn, wakeNext, wasOvertaken } from './sequence.js';
import { asTheyAre, loaded, moreUrgentWaits, unitsOf, type Sight, type Unit, type UnitInSight } from './units.js';
import { WAITING_CHANNEL, type Journey } from './journey.js';

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
    if (turn > 0 && (tried >= TRIED_AT_ONCE || await moreUrgentWaits(journey, endpointCode, interchangeId, unit))) return tellFeeder(journey, endpointCode);
    if (await deliverUnit(journey, await loaded(journey, unit), signal)) tried += 1;
  }
}

/** Thousands of an interchange may be done: only what waits, or might be repeated, is loaded. */
function isToBeLookedAt({ documents }: UnitInSight, now: Date, returnedAt: Date | null): boolean {
  return documents.some((doc) => doc.notBefore <= now && (doc.state === 'waiting' ? doc.held !== 'person'
    : doc.state === 'accepted' && doc.kind === 'business' && returnedAt !== null && isRepeatable(doc, returnedAt, 0)));
}

async function tellFeeder(journey: Journey, endpoint: string): Promise<void> {
  await journey.ledger.db.execute(sql`select pg_notify(${WAITING_CHANNEL}, ${endpoint})`);
}

/** @returns whether something was tried */
async function deliverUnit(journey: Journey, unit: Unit, signal: AbortSignal): Promise<boolean> {
  const now = journey.clock.now();
  const ready = unit.documents.filter((doc) => doc.state === 'waiting' && doc.notBefore <= now && doc.held !== 'person');
  const [first] = ready;
  if (!first) return repeatByEdi(journey, unit, signal);
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
  await mailOneByOne(journey, { endpoint, ways, documents: ready.filter((doc) => doc.kind === 'business'), because: decision.because, signal });
  return true;
}

/**
 * The path is back: what was handed over before and nobody confirmed goes over EDI once more, the same bytes under the same
 * numbers, so that the terminal's system has it and answers: what went by mail, and what EDI took while nobody there
 * answered. It is claimed from `accepted` in one step: while EDI cannot take it, its mail stands. Once per return.
 */
async function repeatByEdi(journey: Journey, unit: Unit, signal: AbortSignal): Promise<boolean> {
  const unconfirmed = unit.documents.filter((doc) => doc.state === 'accepted' && doc.kind === 'business');
  const [first] = unconfirmed;
  if (!first || unit.documents.some((doc) => ['waiting', 'sending', 'unsettled'].includes(doc.state))) return false;
  const endpoint = endpointFromProfile(first.profile ?? {});
  if (!repeats(endpoint)) return false;
  const { returnedAt } = await pathOf(journey.ledger.db, endpoint.code, 'edi');
  const now = journey.clock.now();
  if (!returnedAt || !unconfirmed.some((doc) => doc.notBefore <= now && isRepeatable(doc, returnedAt, endpoint.answerWithinMs))) return false;
  if (inTurn(endpoint) && (await wasOvertaken(journey.ledger.db, first.id))) return false;
  const facts = await factsOf(journey, endpoint, await waysNow(journey, endpoint), unit.documents, unconfirmed);
  const decision = chooseChannel({ ...facts, partlyMailed: false, answerMissing: false }, journey.settings.urgency);
  return decision.action === 'send' && decision.channel === 'edi' && sendWhole(journey, { endpoint, unit, documents: unconfirmed, because: decision.because, signal });
}

/** Handed over before the path came back: by mail, or by EDI with its answer overdue by then. */
function isRepeatable(doc: Sight, returnedAt: Date, answerWithinMs: number): boolean {
  if (doc.lastAcceptedBy === 'email') return doc.mailAcceptedAt !== null && doc.mailAcceptedAt <= returnedAt;
  return doc.answerDueAt !== null && doc.ediAcceptedAt !== null && doc.ediAcceptedAt.getTime() + answerWithinMs <= returnedAt.getTime();
}

/** Waits, or went by mail and nobody there has said so yet. */
const isOpen = (doc: DocumentRow) => doc.state === 'waiting' || (doc.state === 'accepted' && doc.lastAcceptedBy === 'email' && doc.kind === 'business');

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
 * One document that cannot be composed must not keep the others back, nor come again every second. While this process stops,
 * its threads end in the middle of a document: that is no trouble of the document's, and the next process takes it up at once.
 */
async function orTrouble<T>(journey: Journey, documents: readonly DocumentRow[], signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return null;
    journey.log.error({ refs: documents.map((doc) => doc.ref), words: wordsOf(error) }, 'it could not be composed');
    await hold(journey, documents.filter((doc) => doc.state === 'waiting'), { action: 'hold', held: 'trouble', lookAgainInMinutes: journey.settings.urgency.holdMinutes, because: `It could not be composed: ${wordsOf(error).slice(0, 300)}` });
    return null;
  }
}

/** The most urgent first. Stops when the ways change or one is not taken: what is left is decided again, as a unit of its own. */
async function mailOneByOne(journey: Journey, mails: { endpoint: Endpoint; ways: Ways; documents: readonly DocumentRow[]; because: string; signal: AbortSignal }): Promise<void> {
  const { endpoint, ways: before, because, signal } = mails;
  const urgentFirst = [...mails.documents].sort((a, b) => a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime());
  for (const [turn, doc] of urgentFirst.entries()) {
    if (signal.aborted) return;
    const now = turn === 0 ? before : await waysNow(journey, endpoint);
    if (now.edi !== before.edi || now.email !== before.email) return;
    const why = whyByMail(because, now, endpoint);
    const outcome = await orTrouble(journey, [doc], signal, () => sendMail(journey, { endpoint, doc, because, why, relays: now.relays, signal }));
    if (outcome !== null && 'noPlace' in outcome) return holdForPlace(journey, urgentFirst.slice(turn), outcome.noPlace);
    if (outcome?.outcome === 'unreachable') return;
  }
}

/** Another worker took the last place since we looked, or there is not one for each part. */
async function orNoPlace<T>(tried: Promise<T>): Promise<T | NoPlace> {
  try {
    return await tried;
  } catch (error) {
    if (error instanceof NoRoomLeft) return { noPlace: [error.rate] };
    throw error;
  }
}

/** No rate has a place for it, nor for what is less urgent. */
interface NoPlace { noPlace: readonly [Rate, ...Rate[]] }

/** @returns what its try came to; null: it was not tried */
async function sendMail(journey: Journey, { endpoint, doc, because, why, relays, signal }: { endpoint: Endpoint; doc: DocumentRow; because: string; why: ByMailBecause; relays: readonly RelayNow[]; signal: AbortSignal }): Promise<Outcome | NoPlace | null> {
  const mails = await mailsOf(journey.ledger.db, doc.id);
  const refused = refusedRecipients(mails);
  const to = endpoint.mail?.to.find((address) => !refused.has(address));
  if (!to) {
    await hold(journey, [doc], { action: 'hold', held: 'no-mailbox', lookAgainInMinutes: journey.settings.urgency.holdMinutes, because: `No mailbox in the directory takes its mail (${[...refused].map(([address, why]) => `${address}: ${why}`).join(', ')}); it goes by EDI when that is back, or a person says where.` });
    return null;
  }
  const mailbox = mailboxRate(to, journey.settings.mail);
  if ((await roomOf(journey.ledger.db, mailbox, journey.clock.now())) < 1) return { noPlace: [mailbox] };
  const full: Rate[] = [];
  let tried = false;
  let outcome: Outcome | null = null;
  for (const relay of usable(relays)) {
    const rate = relayRate(relay);
    const room = await roomOf(journey.ledger.db, rate, journey.clock.now());
    if (room < 1 || (await areBefore(journey.ledger.db, rate, doc.effectiveDueAt, journey.clock.now(), room))) {
      full.push(rate);
      continue;
    }
    // Composed once: the next relay is given the bytes that the first try stored.
    const composed = await composeMailFor(journey, doc, why, [to], tried ? await mailsOf(journey.ledger.db, doc.id) : mails);
    tried = true;
    const given = await orNoPlace(attempt(journey, { endpoint, documents: [doc], composed, because, channel: journey.channels.email(relay), relay: relay.name, rates: [mailbox, rate], signal }));
    if (given !== null && 'noPlace' in given) return given;
    outcome = given;
    if (outcome === null || signal.aborted || !isRelaysOwn(outcome)) break;
  }
  const [first, ...more] = full;
  return outcome === null && first !== undefined && !tried ? { noPlace: [first, ...more] } : outcome;
}

/** The rule's sentence in the clerk's language, and since when: they compare it with the notice they were given. An isolation is quoted in its person's words. */
function whyByMail(because: string, ways: Ways, { edi, mail }: Endpoint): ByMailBecause {
  const sentence = sentenceOf(because, languageOf(mail?.language ?? 'en') ?? 'en');
  if (edi === null) return { sentence, ediReturns: false };
  return ways.edi === 'up' || !ways.since ? { sentence } : { sentence, since: ways.since, reason: ways.isolatedBecause };
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

async function lookAgain(journey: Journey, documents: readonly DocumentRow[]): Promise<void> {
  await journey.ledger.db.update(document).set({ notBefore: journey.clock.now() }).where(and(anyOf(document.id, documents.map((doc) => doc.id)), eq(document.state, 'waiting')));
}

/** Waits on, and says why. The same reason again is not news: only the time of the next look moves then. */
export async function hold(journey: Journey, documents: readonly DocumentRow[], decision: Extract<RoutingDecision, { action: 'hold' }>): Promise<void> {
  if (documents.length === 0) return;
  const at = journey.clock.now();
  const notBefore = new Date(at.getTime() + decision.lookAgainInMinutes * 60_000);
  const because = sentenceOf(decision.because);
  // `person` is for what a person holds itself; what waits with it is let go when that is.
  const held = decision.held === 'person' ? 'waits-for-sibling' : decision.held;
  await journey.ledger.transaction(async (tx) => {
    const news = documents.filter((doc) => doc.held !== held || doc.because !== because).map((doc) => doc.id);
    await moveDocuments(tx, { ids: news, from: ['waiting'], to: 'waiting', event: 'held', because, actor: journey.holder, at, facts: { rule: decision.because }, set: { held, notBefore } });
    await tx.update(document).set({ notBefore }).where(and(anyOf(document.id, documents.map((doc) => doc.id)), eq(document.state, 'waiting'), ne(document.notBefore, notBefore)));
  });
}
