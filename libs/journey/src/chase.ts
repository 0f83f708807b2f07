import { and, asc, eq, gte, like, lte, ne, sql } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import { moveDocuments, type DocumentRow } from '#documents';
import { document, history, transmission, transmissionDocument, type Transaction } from '#ledger';
import { chooseChannel } from '#routing';
import { mailStands } from './acceptance.js';
import { pathOf, wake, witness } from './evidence.js';
import { factsOf, waysNow } from './routing-facts.js';
import { loaded, unitsOf, type Sight, type Unit } from './units.js';
import type { Journey } from './journey.js';

/**
 * Step 3. An acceptance whose answer is overdue is evidence against the path, once per interchange that came. Its documents go
 * by another channel only where that would be chosen for them now, and only once: what was mailed is not mailed again because
 * an answer is late. Else the answer is awaited longer: late is not failed.
 */
export async function chaseAnswers(journey: Journey): Promise<number> {
  const overdue = await journey.ledger.db.select({ interchangeId: document.interchangeId, endpoint: document.endpoint }).from(document)
    .where(and(eq(document.state, 'accepted'), lte(document.answerDueAt, journey.clock.now())))
    .groupBy(document.interchangeId, document.endpoint).orderBy(asc(sql`min(${document.effectiveDueAt})`)).limit(200);
  for (const { interchangeId, endpoint } of overdue) {
    if (!endpoint) continue;
    const round: Round = { interchangeId, endpoint, told: null };
    for (const unit of await unitsOf(journey, endpoint, interchangeId)) if (overdueOf(unit.documents, journey.clock.now()).length > 0) await chase(journey, round, await loaded(journey, unit));
  }
  return overdue.length;
}

/** `told`: the path has heard of this interchange; null while nobody has looked. Its sets may travel one by one and be overdue one by one: that is one silence. */
interface Round { interchangeId: number; endpoint: string; told: boolean | null }

const overdueOf = <Doc extends Sight>(documents: readonly Doc[], at: Date): Doc[] => documents.filter((doc) => doc.state === 'accepted' && doc.answerDueAt !== null && doc.answerDueAt <= at);

async function chase(journey: Journey, round: Round, unit: Unit): Promise<void> {
  const at = journey.clock.now();
  const overdue = overdueOf(unit.documents, at);
  const [first] = overdue;
  if (!first) return;
  const endpoint = endpointFromProfile(first.profile ?? {});
  const known = overdue.every((doc) => doc.because.startsWith(OVERDUE));
  if (!known) round.told ??= unit.mode === 'rewrap' && (await siblingTold(journey, round, first));
  const decision = chooseChannel({ ...(await factsOf(journey, endpoint, await waysNow(journey, endpoint), unit.documents, overdue)), answerMissing: true }, journey.settings.urgency);
  const byMail = decision.action === 'send' && decision.channel === 'email';
  const [again, awaited] = parted(overdue, (doc) => byMail && !mailStands(doc));
  const answerDueAt = new Date(at.getTime() + endpoint.answerWithinMs);
  await journey.ledger.transaction(async (tx) => {
    const common = { from: ['accepted'] as const, actor: journey.holder, at };
    await moveDocuments(tx, { ...common, ids: again.map((doc) => doc.id), to: 'waiting', event: 'allowance-gone', because: `${OVERDUE}: taken by EDI, no answer came within its time`, set: { notBefore: at, answerDueAt: null } });
    await moveDocuments(tx, { ...common, ids: awaited.map((doc) => doc.id), to: 'accepted', event: 'answer-overdue', because: `${OVERDUE}: looked for again at ${answerDueAt.toISOString()}`, set: { answerDueAt } });
    if (!known && !round.told) await witness(journey, tx, { endpoint: round.endpoint, kind: 'edi', evidence: 'answer-missing', detail: `no 997 for ISA13 ${await sentUnder(tx, first)}` });
    if (again.length > 0) await wake(tx, round.endpoint, at);
  });
  if (!known) round.told = true;
}

const OVERDUE = 'answer overdue';

/**
 * Another set of the same interchange was overdue since this one was taken. While the path returns each is a proof of its own:
 * what is silent then counts, whatever was silent before.
 */
async function siblingTold(journey: Journey, { interchangeId, endpoint }: Round, first: DocumentRow): Promise<boolean> {
  if ((await pathOf(journey.ledger.db, endpoint, 'edi')).verdict === 'returning') return false;
  const [told] = await journey.ledger.db.select({ id: history.id }).from(history).innerJoin(document, eq(document.id, history.documentId))
    .where(and(eq(document.interchangeId, interchangeId), eq(document.endpoint, endpoint), ne(document.id, first.id), gte(history.at, first.ediAcceptedAt ?? first.receivedAt), like(history.because, `${OVERDUE}%`))).limit(1);
  return told !== undefined;
}

/** The ISA13 its endpoint knows it by: ours where we rewrapped it. */
async function sentUnder(tx: Transaction, doc: DocumentRow): Promise<string> {
  const [own] = await tx.select({ isa13: transmission.isa13 }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(eq(transmissionDocument.documentId, doc.id), eq(transmission.kind, 'own')));
  return own?.isa13 ?? doc.isa13;
}

function parted(documents: readonly DocumentRow[], is: (doc: DocumentRow) => boolean): [DocumentRow[], DocumentRow[]] {
  return [documents.filter(is), documents.filter((doc) => !is(doc))];
}
