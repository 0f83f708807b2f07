import { sql } from 'drizzle-orm';
import { groupBy, wordsOf } from '#common';
import { chooseChaseStep, type ChaseBecause, type ChaseStep } from '#routing';
import { askNextContact } from './ask-next-contact.js';
import { callTerminal } from './call-terminal.js';
import { chasesDue, type ChaseDue } from './chase-due.js';
import { ChaseOver, lookAgainAt } from './chase-steps.js';
import { MOST_IN_ONE, remind } from './remind.js';
import { relaysNow, usable } from './relays.js';
import type { Journey } from './journey.js';

/**
 * Step 3 of what went beside EDI. Mail is handed over when a relay took it, and that says nothing of the terminal: so at half of the time that was
 * left it is reminded, then the document goes to its next contact, then a person is asked to call. Each step once for each handing over; an
 * answer by any way ends it.
 */
export async function chaseMails(journey: Journey, signal: AbortSignal): Promise<void> {
  const { clock, settings: { mail: { chase } }, ledger } = journey;
  await closeNeedless(journey);
  const due = await chasesDue(journey, usable(await relaysNow(journey)).length > 0);
  const decided = due.map((one) => ({ one, decision: chooseChaseStep(one.facts, chase) }));
  for (const { one, decision } of decided) {
    if (decision.step === null) await lookAgainAt(ledger.db, [one.doc.id], decision.inMs === null ? null : new Date(clock.now().getTime() + decision.inMs));
  }
  const toDo = decided.flatMap(({ one, decision }) => (decision.step === null ? [] : [{ one, step: decision.step, because: decision.because }]));
  for (const alike of groupBy(toDo, together).values()) {
    for (let from = 0; from < alike.length; from += MOST_IN_ONE) if (!signal.aborted) await orLater(journey, alike.slice(from, from + MOST_IN_ONE), signal);
  }
}

interface ToDo { one: ChaseDue; step: ChaseStep; because: ChaseBecause }

/** Reminders to one mailbox of one endpoint are one mail; every other step is of one document. */
const together = ({ one: { doc, endpoint, mailed }, step }: ToDo): string => (step === 'reminder' ? JSON.stringify([endpoint.code, mailed?.recipients, endpoint.mail]) : doc.ref);

/** What cannot be done keeps nobody else back, and is not tried again every second. */
async function orLater(journey: Journey, alike: readonly ToDo[], signal: AbortSignal): Promise<void> {
  const { log, clock, settings, ledger } = journey;
  try {
    await take(journey, alike, signal);
  } catch (error) {
    if (error instanceof ChaseOver || signal.aborted) return;
    log.error({ refs: alike.map(({ one }) => one.doc.ref), step: alike[0]?.step, words: wordsOf(error) }, 'nobody could be asked for an answer; it is tried again');
    await lookAgainAt(ledger.db, alike.map(({ one }) => one.doc.id), new Date(clock.now().getTime() + settings.urgency.holdMinutes * 60_000));
  }
}

async function take(journey: Journey, alike: readonly ToDo[], signal: AbortSignal): Promise<void> {
  const [first, ...others] = alike;
  if (!first) return;
  const { one, step, because } = first;
  switch (step) {
    case 'reminder': return remind(journey, { mailbox: one.mailed?.recipients[0] ?? '', because, due: [one, ...others.map((other) => other.one)] }, signal);
    case 'next-contact': return one.contact ? askNextContact(journey, { ...one, contact: one.contact, because }, signal) : undefined;
    case 'call': return callTerminal(journey, { ...one, because });
  }
}

/** What a person need not do any more: the document was answered by EDI, replaced or withdrawn; or it stands refused no longer, and nobody is to be told so. */
async function closeNeedless({ ledger: { db }, clock, holder }: Journey): Promise<void> {
  await db.execute(sql`update task t set closed_at = ${clock.now()}, closed_by = ${holder}, closed_because = left('it is ' || d.state || ' now: ' || d.because, 500)
    from document d where d.id = t.document_id and t.closed_at is null
      and (t.kind in ('call', 'check-bounce') and d.state in ('acknowledged', 'rejected', 'superseded', 'cancelled') or t.kind = 'tell-carrier' and d.state <> 'rejected')`);
}
