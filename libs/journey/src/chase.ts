import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import { moveDocuments, type DocumentRow } from '#documents';
import { document } from '#ledger';
import { chooseChannel } from '#routing';
import { mailStands } from './acceptance.js';
import { wake, witness } from './evidence.js';
import { factsOf } from './routing-facts.js';
import { unitsOf } from './units.js';
import type { Journey } from './journey.js';

/**
 * Step 3. An acceptance whose answer is overdue is evidence against the path, once per interchange. Its documents go by
 * another channel only where that would be chosen for them now, and only once: what was mailed is not mailed again because
 * an answer is late. Else the answer is awaited longer: late is not failed.
 */
export async function chaseAnswers(journey: Journey): Promise<number> {
  const overdue = await journey.ledger.db.select({ interchangeId: document.interchangeId, endpoint: document.endpoint }).from(document)
    .where(and(eq(document.state, 'accepted'), lte(document.answerDueAt, journey.clock.now())))
    .groupBy(document.interchangeId, document.endpoint).orderBy(asc(sql`min(${document.effectiveDueAt})`)).limit(200);
  for (const { interchangeId, endpoint } of overdue) {
    if (endpoint) for (const unit of await unitsOf(journey, endpoint, interchangeId)) await chase(journey, endpoint, unit.documents);
  }
  return overdue.length;
}

async function chase(journey: Journey, code: string, unit: readonly DocumentRow[]): Promise<void> {
  const at = journey.clock.now();
  const overdue = unit.filter((doc) => doc.state === 'accepted' && doc.answerDueAt !== null && doc.answerDueAt <= at);
  const [first] = overdue;
  if (!first) return;
  const endpoint = endpointFromProfile(first.profile ?? {});
  const known = overdue.every((doc) => doc.because.startsWith(OVERDUE));
  const decision = chooseChannel({ ...(await factsOf(journey, endpoint, unit, overdue)), answerMissing: true }, journey.settings.urgency);
  const byMail = decision.action === 'send' && decision.channel === 'email';
  const [again, awaited] = parted(overdue, (doc) => byMail && !mailStands(doc));
  const answerDueAt = new Date(at.getTime() + endpoint.answerWithinMs);
  await journey.ledger.transaction(async (tx) => {
    const common = { from: ['accepted'] as const, actor: journey.holder, at };
    await moveDocuments(tx, { ...common, ids: again.map((doc) => doc.id), to: 'waiting', event: 'allowance-gone', because: `${OVERDUE}: taken by EDI, no answer came within its time`, set: { notBefore: at, answerDueAt: null } });
    await moveDocuments(tx, { ...common, ids: awaited.map((doc) => doc.id), to: 'accepted', event: 'answer-overdue', because: `${OVERDUE}: looked for again at ${answerDueAt.toISOString()}`, set: { answerDueAt } });
    if (!known) await witness(journey, tx, { endpoint: code, kind: 'edi', evidence: 'answer-missing', detail: `no 997 for ISA13 ${first.isa13}` });
    if (again.length > 0) await wake(tx, code, at);
  });
}

const OVERDUE = 'answer overdue';

function parted(documents: readonly DocumentRow[], is: (doc: DocumentRow) => boolean): [DocumentRow[], DocumentRow[]] {
  return [documents.filter(is), documents.filter((doc) => !is(doc))];
}
