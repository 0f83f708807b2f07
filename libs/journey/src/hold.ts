import { and, asc, eq, ne } from 'drizzle-orm';
import { wordsOf } from '#common';
import { anyOf, moveDocuments, notHeldFast, type DocumentRow } from '#documents';
import { document } from '#ledger';
import { sentenceOf, type RoutingDecision } from '#routing';
import type { Journey } from './journey.js';

type Hold = Extract<RoutingDecision, { action: 'hold' }>;

/** Waits on, and says why; it is looked at again after the minutes the decision names. */
export async function hold(journey: Journey, documents: readonly DocumentRow[], decision: Hold): Promise<void> {
  // `person` is for what a person holds itself; what waits with it is let go when that is.
  const held = decision.held === 'person' ? 'waits-for-sibling' : decision.held;
  const until = new Date(journey.clock.now().getTime() + decision.lookAgainInMinutes * 60_000);
  await holdUntil(journey, documents, { held, rule: decision.because, because: sentenceOf(decision.because), until });
}

/** The same reason again is not news: only the time of the next look moves then. */
export async function holdUntil(journey: Journey, documents: readonly DocumentRow[], { held, rule, because, until }: { held: string; rule: string; because: string; until: Date }): Promise<void> {
  if (documents.length === 0) return;
  await journey.ledger.transaction(async (tx) => {
    // What a person took hold of since it was looked at stays theirs, and what was parked stays parked.
    const free = await tx.select({ id: document.id }).from(document).where(and(anyOf(document.id, documents.map((doc) => doc.id)), notHeldFast(document.held))).orderBy(asc(document.ref)).for('update');
    const ids = new Set(free.map((row) => row.id));
    const news = documents.filter((doc) => ids.has(doc.id) && (doc.held !== held || doc.because !== because)).map((doc) => doc.id);
    await moveDocuments(tx, { ids: news, from: ['waiting'], to: 'waiting', event: 'held', because, actor: journey.holder, at: journey.clock.now(), facts: { rule }, set: { held, notBefore: until } });
    await tx.update(document).set({ notBefore: until }).where(and(anyOf(document.id, [...ids]), eq(document.state, 'waiting'), ne(document.notBefore, until)));
  });
}

/** What they rest for may be over already. */
export async function lookAgain(journey: Journey, documents: readonly DocumentRow[]): Promise<void> {
  await journey.ledger.db.update(document).set({ notBefore: journey.clock.now() }).where(and(anyOf(document.id, documents.map((doc) => doc.id)), eq(document.state, 'waiting')));
}

/**
 * One document that cannot be composed must not keep the others back, nor come again every second. While this process stops,
 * its threads end in the middle of a document: that is no trouble of the document's, and the next process takes it up at once.
 */
export async function orTrouble<T>(journey: Journey, documents: readonly DocumentRow[], signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return null;
    journey.log.error({ refs: documents.map((doc) => doc.ref), words: wordsOf(error) }, 'it could not be composed');
    await hold(journey, documents.filter((doc) => doc.state === 'waiting'), { action: 'hold', held: 'trouble', lookAgainInMinutes: journey.settings.urgency.holdMinutes, because: `It could not be composed: ${wordsOf(error).slice(0, 300)}` });
    return null;
  }
}
