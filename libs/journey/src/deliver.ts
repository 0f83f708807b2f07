import { and, asc, eq, gte, inArray, ne, or, sql } from 'drizzle-orm';
import { minutesBetween } from '#common';
import type { Channel, Outcome } from '#channels';
import { endpointFromProfile, type Endpoint } from '#directory';
import { claim, keepTries, moveDocuments, type DocumentRow } from '#documents';
import { document } from '#ledger';
import { effectiveVerdict, placesWhileReturning } from '#outage';
import { chooseChannel, sentenceOf, type RoutingDecision, type RoutingFacts } from '#routing';
import { composeInterchange, composeMailFor, refusedRecipients, type Composed } from './compose.js';
import { MAIL_RELAY, pathOf } from './evidence.js';
import { isolationOf } from './isolate.js';
import { writeOutcome } from './outcome.js';
import { originalsOutstanding } from './versions.js';
import type { Journey } from './journey.js';

/**
 * Step 2. Delivers what waits of one interchange for one endpoint: facts, choice, composing, claim, channel, outcome. A job
 * may come twice or late; the ledger decides what there is to do, and the claim decides who does it.
 */
export async function deliver(journey: Journey, endpointCode: string, interchangeId: number, signal: AbortSignal): Promise<void> {
  const unit = await journey.ledger.db.select().from(document)
    .where(and(eq(document.interchangeId, interchangeId), eq(document.endpoint, endpointCode))).orderBy(asc(document.ref));
  const now = journey.clock.now();
  const waiting = unit.filter((doc) => doc.state === 'waiting' && doc.notBefore <= now && doc.held !== 'person');
  const [first] = waiting;
  if (!first) return repeatByEdi(journey, unit, signal);
  // The profile froze with the document; all sets of an interchange were resolved in one transaction.
  const endpoint = endpointFromProfile(first.profile ?? {});
  const decision = chooseChannel(await factsOf(journey, endpoint, unit, waiting), journey.settings.urgency);
  if (decision.action === 'hold') return hold(journey, waiting, decision);
  if (decision.channel === 'edi') return sendWhole(journey, { endpoint, interchangeId, documents: waiting, because: decision.because, signal });
  for (const doc of waiting.sort((a, b) => a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime())) {
    if (signal.aborted) return;
    await sendMail(journey, endpoint, doc, decision.because, signal);
  }
}

/**
 * The path is back: what went by mail and was not confirmed goes over EDI once more, the same bytes under the same numbers,
 * so that the terminal's system has it and answers. It is claimed from `accepted` in one step: while EDI cannot take it,
 * its mail stands.
 */
async function repeatByEdi(journey: Journey, unit: readonly DocumentRow[], signal: AbortSignal): Promise<void> {
  const mailed = unit.filter(isRepeatable);
  const [first] = mailed;
  if (!first) return;
  const endpoint = endpointFromProfile(first.profile ?? {});
  if (endpoint.replay === 'none' || endpoint.acknowledges === 'none') return;
  const facts = await factsOf(journey, endpoint, unit, mailed);
  const decision = chooseChannel({ ...facts, partlyMailed: false }, journey.settings.urgency);
  if (decision.action !== 'send' || decision.channel !== 'edi') return;
  await sendWhole(journey, { endpoint, interchangeId: first.interchangeId, documents: mailed, because: decision.because, signal, repeat: true });
}

/** Handed over by mail, and nobody there has said so yet. */
export const isRepeatable = (doc: DocumentRow) => doc.state === 'accepted' && doc.lastAcceptedBy === 'email' && doc.kind === 'business';

export async function factsOf(journey: Journey, endpoint: Endpoint, unit: readonly DocumentRow[], waiting: readonly DocumentRow[]): Promise<RoutingFacts> {
  const { ledger: { db }, clock } = journey;
  const edi = await pathOf(db, endpoint.code, 'edi');
  const email = await pathOf(db, MAIL_RELAY, 'email');
  const isolation = await isolationOf(db, endpoint.region);
  const mailed = unit.filter((doc) => doc.lastAcceptedBy === 'email' && (doc.state === 'accepted' || doc.state === 'acknowledged'));
  const due = Math.min(...waiting.map((doc) => (doc.dueAt ?? doc.effectiveDueAt).getTime()));
  return {
    kind: waiting.every((doc) => doc.kind === 'acknowledgement') ? 'acknowledgement' : 'business',
    offers: { edi: endpoint.edi !== null, email: endpoint.mail !== null },
    ediPath: effectiveVerdict(edi.verdict, isolation !== null),
    emailPath: email.verdict,
    returningPlacesLeft: edi.verdict === 'returning' ? placesWhileReturning(edi.proofs, journey.settings.outage) - (await underProof(journey, endpoint.code, edi.since)) : 0,
    minutesToDue: minutesBetween(clock.now(), new Date(due)),
    mayHaveArrived: unit.some((doc) => doc.state === 'sending' || doc.state === 'unsettled'),
    partlyMailed: mailed.length > 0,
    answerMissing: waiting.some((doc) => doc.lastAcceptedBy === 'sftp' && doc.acceptedAt !== null),
    originalOutstanding: await originalsOutstanding(db, waiting),
    heldByPerson: unit.some((doc) => doc.held === 'person'),
  };
}

/** Interchanges on their way to a returning endpoint whose answer is still out: they take its places. */
async function underProof(journey: Journey, endpoint: string, since: Date | null): Promise<number> {
  const [row] = await journey.ledger.db.select({ n: sql<number>`count(distinct ${document.interchangeId})::int` }).from(document)
    .where(and(eq(document.endpoint, endpoint), or(eq(document.state, 'sending'),
      and(eq(document.state, 'accepted'), eq(document.lastAcceptedBy, 'sftp'), sql`${document.answerDueAt} is not null`, gte(document.changedAt, since ?? new Date(0))))));
  return row?.n ?? 0;
}

interface Whole { endpoint: Endpoint; interchangeId: number; documents: readonly DocumentRow[]; because: string; signal: AbortSignal; repeat?: boolean }

async function sendWhole(journey: Journey, whole: Whole): Promise<void> {
  const { endpoint } = whole;
  if (!endpoint.edi) throw new Error(`${endpoint.code} was routed to EDI and has none`);
  const composed = await composeInterchange(journey, endpoint, whole.interchangeId);
  await attempt(journey, { ...whole, composed, channel: journey.channels.edi(endpoint.edi).channel });
}

async function sendMail(journey: Journey, endpoint: Endpoint, doc: DocumentRow, because: string, signal: AbortSignal): Promise<void> {
  const refused = await refusedRecipients(journey.ledger.db, doc.id);
  const to = endpoint.mail?.to.find((address) => !refused.has(address));
  if (!to) {
    await hold(journey, [doc], { action: 'hold', held: 'person', lookAgainInMinutes: 0, because: 'no-mailbox-takes-it' });
    return;
  }
  const composed = await composeMailFor(journey, doc, sentenceOf(because), { to: [to] });
  await attempt(journey, { endpoint, documents: [doc], composed, because, channel: journey.channels.email(), signal });
}

async function attempt(journey: Journey, wanted: { endpoint: Endpoint; documents: readonly DocumentRow[]; composed: Composed; because: string; channel: Channel; signal: AbortSignal; repeat?: boolean }): Promise<void> {
  const { ttlMs } = journey.settings.tries;
  const { outgoing } = wanted.composed;
  const open = await claim(journey.ledger, {
    ids: wanted.documents.map((doc) => doc.id), store: (tx) => wanted.composed.store(tx), holder: journey.holder, ttlMs, ...(wanted.repeat ? { reopen: { because: 'EDI is back: its copy follows the mail' } } : {}),
    because: sentenceOf(wanted.because), at: journey.clock.now(),
    facts: { channel: wanted.channel.kind, rule: wanted.because, as: outgoing.wireIdentity, sha256: outgoing.sha256, to: outgoing.recipients },
  });
  if (!open) return;
  const keeping = setInterval(() => void keepTries(journey.ledger, [open.id], journey.holder, ttlMs).catch((error: unknown) => journey.log.error({ error }, 'a try could not be kept')), ttlMs / 3);
  let outcome: Outcome;
  try {
    outcome = await wanted.channel.send(outgoing, wanted.signal);
  } finally {
    clearInterval(keeping);
  }
  await writeOutcome(journey, { open, endpoint: wanted.endpoint, documents: wanted.documents, channel: wanted.channel.kind, outcome, repeat: wanted.repeat ?? false });
}

/** Waits on, and says why. The same reason again is not news: only the time of the next look moves then. */
export async function hold(journey: Journey, documents: readonly DocumentRow[], decision: Extract<RoutingDecision, { action: 'hold' }>): Promise<void> {
  if (documents.length === 0) return;
  const at = journey.clock.now();
  const notBefore = new Date(at.getTime() + decision.lookAgainInMinutes * 60_000);
  const because = sentenceOf(decision.because);
  await journey.ledger.transaction(async (tx) => {
    const news = documents.filter((doc) => doc.held !== decision.held || doc.because !== because).map((doc) => doc.id);
    await moveDocuments(tx, { ids: news, from: ['waiting'], to: 'waiting', event: 'held', because, actor: journey.holder, at, facts: { rule: decision.because }, set: { held: decision.held, notBefore } });
    await tx.update(document).set({ notBefore }).where(and(inArray(document.id, documents.map((doc) => doc.id)), eq(document.state, 'waiting'), ne(document.notBefore, notBefore)));
  });
}
