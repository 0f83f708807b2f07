import { sentenceOf } from '#routing';
import type { ChaseDue } from './chase-due.js';
import { lookAgainAt, takeStep } from './chase-steps.js';
import { composeMailFor, mailsOf } from './compose.js';
import { giveMail } from './give-mail.js';
import type { NextMail } from './mail-forms.js';
import { whyByMail } from './mail-one-by-one.js';
import { waysNow } from './routing-facts.js';
import type { Journey } from './journey.js';

/**
 * The document itself once more, to the next contact, as a mail of its own: the same ref, marked as a possible duplicate. It is claimed from
 * `accepted` in one step, as a repeat by EDI is: while this mail does not get through, the one before it stands. Once it is handed over its new
 * time to look again counts.
 */
export async function askNextContact(journey: Journey, { doc, chased, endpoint, mails, contact, because }: ChaseDue & { contact: NextMail; because: string }, signal: AbortSignal): Promise<void> {
  const { clock, settings: { mail: { chase } }, ledger } = journey;
  const ways = await waysNow(journey, endpoint);
  const outcome = await giveMail(journey, {
    endpoint, to: contact.to, relays: ways.relays, due: doc.effectiveDueAt, because, again: sentenceOf(because), signal,
    compose: async (relay, stored) => {
      const composed = await composeMailFor(journey, doc, whyByMail(because, ways, endpoint), { ...contact, relay, earlier: stored ? await mailsOf(ledger.db, doc.id) : mails });
      return {
        documents: [doc], form: contact, composed: { ...composed, store: async (tx) => {
          const at = clock.now();
          const id = await composed.store(tx);
          await takeStep(tx, [chased], { step: 'next-contact', state: 'sending', because: sentenceOf(because), until: new Date(at.getTime() + chase.callAfterMs), transmissionId: id, nextRelay: stored, at });
          return id;
        } },
      };
    },
  });
  const now = clock.now().getTime();
  if (outcome === null) return;
  if ('noPlace' in outcome) await lookAgainAt(ledger.db, [doc.id], new Date(now + SOON_MS));
  // Its mail before stands; the rest after a refusal is the document's own.
  else if (outcome.outcome === 'refused' || outcome.outcome === 'unreachable') await lookAgainAt(ledger.db, [doc.id], new Date(now));
}

const SOON_MS = 60_000;
