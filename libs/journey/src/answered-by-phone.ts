import { eq } from 'drizzle-orm';
import { document } from '#ledger';
import { answerByPerson, type AnswerEffect } from './answer-by-person.js';
import { ActRefusedError } from './errors.js';
import type { Journey } from './journey.js';

/** What a person at a terminal said on the phone, as somebody of ours enters it. */
export interface PhoneAnswer {
  word: 'received' | 'keyed' | 'reject' | 'duplicate';
  /** the name of whoever said so at the terminal */
  who: string;
  /** when they said it; null: just now */
  saidAt: Date | null;
  /** their words */
  because: string;
  /** who enters it */
  actor: string;
}

/**
 * A phone answer on one document: level `person`, by their name and hour, as an answer by mail is. Only of what left, or may have: what was never
 * handed over cannot be with them, and whoever reads it out says `handed-over` first, so that its history has both.
 *
 * @throws ActRefusedError when there is no such document, nobody was given it, it is withdrawn or replaced, or the hour cannot be
 */
export async function answeredByPhone(journey: Journey, ref: string, said: PhoneAnswer): Promise<{ ref: string; was: string; effect: AnswerEffect; endpoint: string }> {
  const at = journey.clock.now();
  const saidAt = said.saidAt ?? at;
  return journey.ledger.transaction(async (tx) => {
    const [doc] = await tx.select().from(document).where(eq(document.ref, ref.toUpperCase())).for('update');
    if (!doc) throw new ActRefusedError(`no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`, { ref });
    const refused = (sentence: string) => new ActRefusedError(`${doc.ref} ${sentence}`, { ref, state: doc.state });
    if (!doc.endpoint) throw refused('has no endpoint: map its addressee first (npx hawser map)');
    if (doc.kind !== 'business') throw refused('is an acknowledgement itself: nobody answers an answer');
    if (doc.state === 'superseded' || doc.state === 'cancelled') throw refused(`is ${doc.state}: no answer moves it; npx hawser docs ${doc.ref} says what goes instead`);
    if (doc.acceptedAt === null && !doc.mayHaveArrived && doc.acknowledgedAt === null && doc.state !== 'sending') throw refused(`is ${doc.state} and was never handed over: read it out and say so first (npx hawser handed-over ${doc.ref} --because "…")`);
    if (saidAt > at) throw refused(`cannot have been answered at ${saidAt.toISOString()}: it is ${at.toISOString()} now`);
    // Minutes are what people tell: the whole minute of the handing over counts.
    const left = Math.floor((doc.acceptedAt ?? doc.receivedAt).getTime() / 60_000) * 60_000;
    if (saidAt.getTime() < left) throw refused(`cannot have been answered at ${saidAt.toISOString()}: it was ${doc.acceptedAt ? `handed over at ${doc.acceptedAt.toISOString()}` : `received at ${doc.receivedAt.toISOString()}`}`);
    const effects = await answerByPerson(journey, tx, {
      documentIds: [doc.id], endpoint: doc.endpoint, word: said.word, words: said.because, saidBy: said.who, by: 'phone', saidAt, matchedBy: 'its ref was named on the phone', actor: said.actor,
    }, at);
    return { ref: doc.ref, was: doc.state, effect: effects.get(doc.id) ?? 'not-open', endpoint: doc.endpoint };
  });
}
