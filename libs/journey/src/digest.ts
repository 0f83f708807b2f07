import { and, asc, eq, gt, inArray, lte, or } from 'drizzle-orm';
import { groupBy } from '#common';
import { endpointFromProfile, type Endpoint } from '#directory';
import { notHeldFast, type DocumentRow } from '#documents';
import { document } from '#ledger';
import { chooseChannel, DEPARTURE_BECAUSE } from '#routing';
import { isPossibleDuplicate, mailsUntil } from './compose.js';
import { composeDigest, type Traveller } from './compose-digest.js';
import { departuresOf, FOR_A_DIGEST, leavesAt, type Departing } from './departures.js';
import { redAt } from './due-for.js';
import { giveMail } from './give-mail.js';
import { holdUntil, lookAgain, orTrouble } from './hold.js';
import { mailAlone, mailOneByOne, nextFor, whyByMail } from './mail-one-by-one.js';
import { holdForPlace } from './rates.js';
import { mailTroubles } from './mail-forms.js';
import { relaysNow } from './relays.js';
import { factsOf, waysNow } from './routing-facts.js';
import { loaded, readyOf, unitsOf } from './units.js';
import { originalsOutstanding } from './versions.js';
import type { Journey } from './journey.js';

/** Nobody works through a longer one. */
const MOST_IN_ONE = 50;

/**
 * What can wait leaves with the others of its vessel call, in one mail at each hour of a digest. The first that is looked at
 * then gathers all whose hour has come, whatever interchange they came in.
 * @returns whether a mail was tried
 */
export async function mailInDigests(journey: Journey, endpoint: Endpoint, departing: readonly Departing[], signal: AbortSignal): Promise<boolean> {
  const now = journey.clock.now();
  await waitForDigest(journey, endpoint, departing.filter((one) => leavesAt(one, now) > now));
  const due = groupBy(departing.filter((one) => leavesAt(one, now) <= now), digestOf);
  let tried = false;
  for (const which of due.keys()) tried = (await leave(journey, endpoint, which, signal)) || tried;
  return tried;
}

/** One digest is for one call (or for all that have none), and for documents that may wait alike. */
const digestOf = ({ callId, departure }: Departing) => `${callId ?? 'no call'} ${departure.everyMs}`;

/** It is looked at again when its digest leaves, when it turns red, and after the rest of everything that is held. */
async function waitForDigest(journey: Journey, endpoint: Endpoint, waiting: readonly Departing[]): Promise<void> {
  if (waiting.length === 0) return;
  const { urgency: { holdMinutes } } = journey.settings;
  const now = journey.clock.now();
  const before = await waysNow(journey, endpoint);
  const until = (one: Departing) => Math.min(leavesAt(one, now).getTime(), now.getTime() + holdMinutes * 60_000, Math.max(now.getTime(), redAt(one.doc).getTime()) + 1);
  for (const [at, alike] of groupBy(waiting, until)) {
    for (const [code, same] of groupBy(alike, ({ departure }) => departure.because)) {
      await holdUntil(journey, same.map(({ doc }) => doc), { held: FOR_A_DIGEST, rule: code, because: DEPARTURE_BECAUSE[code], until: new Date(at) });
    }
  }
  // A way that changed meanwhile woke nobody that was not at rest yet.
  const after = await waysNow(journey, endpoint);
  if (after.edi !== before.edi || after.email !== before.email) await lookAgain(journey, waiting.map(({ doc }) => doc));
}

/** One digest, and no more in one job: what did not fit is due, so the feeder brings it at once, behind what is more urgent. */
async function leave(journey: Journey, endpoint: Endpoint, which: string, signal: AbortSignal): Promise<boolean> {
  const [first, ...others] = signal.aborted ? [] : await travellers(journey, endpoint, which);
  if (!first) return false;
  const together = [first, ...others.filter((one) => one.with === first.with)];
  const documents = together.map(({ doc }) => doc);
  const apart = new Set<Traveller>();
  const outcome = await orTrouble(journey, documents, signal, () => send(journey, together, apart, signal));
  if (outcome !== null && 'noPlace' in outcome) await holdForPlace(journey, documents, outcome.noPlace, 'together');
  else await mailApart(journey, apart, signal);
  return true;
}

/** What could not be in the digest leaves at once, in the form it should have or the next that can be made. */
async function mailApart(journey: Journey, apart: ReadonlySet<Traveller>, signal: AbortSignal): Promise<void> {
  for (const { doc, endpoint, rule } of apart) await mailOneByOne(journey, { endpoint, ways: await waysNow(journey, endpoint), documents: [doc], because: rule, signal });
}

/** Of one alone no digest is made: it is the mail that it always was. */
async function send(journey: Journey, together: readonly Traveller[], apart: Set<Traveller>, signal: AbortSignal) {
  const [first] = together;
  if (!first) throw new Error('a digest of nothing');
  const { endpoint, doc, rule, why, next } = first;
  if (next === null || together.length === 1) return mailAlone(journey, { endpoint, doc, because: rule, why, relays: await relaysNow(journey), signal });
  return giveMail(journey, { endpoint, to: next.to, relays: await relaysNow(journey), due: doc.effectiveDueAt, because: rule, signal, compose: (relay) => composeDigest(journey, next, relay, together, apart, signal) });
}

/**
 * Whose hour has come, the most urgent first. Each is decided anew with its own unit: what turned red, what EDI takes again,
 * what a person holds, what must follow its original has left the digest.
 */
async function travellers(journey: Journey, endpoint: Endpoint, which: string): Promise<Traveller[]> {
  const now = journey.clock.now();
  const due = (await departuresOf(journey, await candidates(journey, endpoint.code))).filter((one) => one.departure.everyMs !== null && digestOf(one) === which && leavesAt(one, now) <= now);
  const found: Traveller[] = [];
  for (const [interchangeId, together] of groupBy(due, ({ doc }) => doc.interchangeId)) {
    if (found.length >= MOST_IN_ONE) break;
    const ids = new Set(together.map(({ doc }) => doc.id));
    for (const sight of await unitsOf(journey, endpoint.code, interchangeId)) {
      if (!sight.documents.some((doc) => ids.has(doc.id))) continue;
      const unit = await loaded(journey, sight);
      const ready = readyOf(unit, now);
      const [first] = ready;
      if (!first) continue;
      const frozen = endpointFromProfile(first.profile ?? {});
      const ways = await waysNow(journey, frozen);
      const decision = chooseChannel(await factsOf(journey, frozen, ways, unit.documents, ready), journey.settings.urgency);
      if (decision.action !== 'send' || decision.channel !== 'email') continue;
      const why = whyByMail(decision.because, ways, frozen);
      for (const doc of ready.filter((one) => ids.has(one.id)).sort(urgentFirst).slice(0, MOST_IN_ONE)) {
        // One that came in the same interchange is still to leave alone: this unit's own job mails it first.
        if (await originalsOutstanding(journey.ledger.db, [doc])) continue;
        const mails = await mailsUntil(journey.ledger.db, doc);
        const contact = nextFor(frozen, mailTroubles(mails));
        const next = 'refused' in contact ? null : contact;
        const possibleDuplicate = isPossibleDuplicate(doc, mails);
        // The same mailbox, form and words, and never one that may have arrived among those that cannot have: the subject says which.
        found.push({ doc, endpoint: frozen, next, why, rule: decision.because, possibleDuplicate, with: JSON.stringify([doc.profile, next, possibleDuplicate]) });
      }
    }
  }
  return found.sort((a, b) => urgentFirst(a.doc, b.doc)).slice(0, MOST_IN_ONE);
}

const urgentFirst = (a: DocumentRow, b: DocumentRow) => a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime() || a.id - b.id;

/** What may be due of this lane: it waited for a digest or a place, or was tried before. */
function candidates(journey: Journey, endpoint: string): Promise<DocumentRow[]> {
  return journey.ledger.db.select().from(document).where(and(eq(document.endpoint, endpoint), eq(document.state, 'waiting'), eq(document.kind, 'business'), lte(document.notBefore, journey.clock.now()),
    notHeldFast(document.held), or(inArray(document.held, [FOR_A_DIGEST, 'mailbox-rate', 'relay-rate']), gt(document.tries, 0)))).orderBy(asc(document.effectiveDueAt), asc(document.id)).limit(500);
}
