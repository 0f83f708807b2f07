import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import { moveDocuments, type DocumentRow } from '#documents';
import { document } from '#ledger';
import { chooseChannel } from '#routing';
import { factsOf } from './deliver.js';
import { wake, witness } from './evidence.js';
import type { Journey } from './journey.js';

/**
 * Step 3. An acceptance whose answer is overdue is evidence against the path, once per interchange. Its documents are sent
 * again only where another channel would be chosen for them now; else the answer is awaited longer: late is not failed.
 */
export async function chaseAnswers(journey: Journey): Promise<number> {
  const { db } = journey.ledger;
  const overdue = await db.select().from(document)
    .where(and(eq(document.state, 'accepted'), lte(document.answerDueAt, journey.clock.now()))).orderBy(document.effectiveDueAt).limit(500);
  for (const unit of byInterchange(overdue)) await chase(journey, unit);
  return overdue.length;
}

async function chase(journey: Journey, overdue: DocumentRow[]): Promise<void> {
  const [first] = overdue;
  if (!first?.endpoint) return;
  const endpointCode = first.endpoint;
  const endpoint = endpointFromProfile(first.profile ?? {});
  const known = overdue.every((doc) => doc.because.startsWith(OVERDUE));
  if (!known) await journey.ledger.transaction((tx) => witness(journey, tx, { endpoint: endpointCode, kind: 'edi', evidence: 'answer-missing', detail: `no 997 for ISA13 ${first.isa13}` }));
  const unit = await journey.ledger.db.select().from(document).where(and(eq(document.interchangeId, first.interchangeId), eq(document.endpoint, endpointCode)));
  const decision = chooseChannel({ ...(await factsOf(journey, endpoint, unit, overdue)), answerMissing: true }, journey.settings.urgency);
  const at = journey.clock.now();
  const ids = overdue.map((doc) => doc.id);
  await journey.ledger.transaction(async (tx) => {
    if (decision.action === 'send' && decision.channel === 'email') {
      await moveDocuments(tx, { ids, from: ['accepted'], to: 'waiting', event: 'allowance-gone', because: `${OVERDUE}: taken by EDI, no answer came within its time`, actor: journey.holder, at, set: { notBefore: at, answerDueAt: null } });
      await wake(tx, endpointCode, at);
      return;
    }
    const answerDueAt = new Date(at.getTime() + endpoint.answerWithinMs);
    if (known) await tx.update(document).set({ answerDueAt }).where(and(inArray(document.id, ids), eq(document.state, 'accepted')));
    else await moveDocuments(tx, { ids, from: ['accepted'], to: 'accepted', event: 'answer-overdue', because: `${OVERDUE}: looked for again at ${answerDueAt.toISOString()}`, actor: journey.holder, at, set: { answerDueAt } });
  });
}

const OVERDUE = 'answer overdue';

function byInterchange(documents: readonly DocumentRow[]): DocumentRow[][] {
  const units = new Map<string, DocumentRow[]>();
  for (const doc of documents) {
    const key = `${doc.interchangeId}/${doc.endpoint}`;
    units.set(key, [...(units.get(key) ?? []), doc]);
  }
  return [...units.values()];
}

/** How many answers are overdue now, per endpoint; for screens and health. */
export async function overdueAnswers(journey: Journey): Promise<number> {
  const [row] = await journey.ledger.db.select({ n: sql<number>`count(*)::int` }).from(document)
    .where(and(eq(document.state, 'accepted'), lte(document.answerDueAt, journey.clock.now())));
  return row?.n ?? 0;
}
