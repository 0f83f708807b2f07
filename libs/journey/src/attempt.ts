import { setTimeout as wait } from 'node:timers/promises';
import { wordsOf } from '#common';
import type { Channel, Outcome } from '#channels';
import type { Endpoint } from '#directory';
import { claim, keepTries, type DocumentRow, type OpenTry } from '#documents';
import type { Transaction } from '#ledger';
import { sentenceOf } from '#routing';
import type { NextMail } from './mail-forms.js';
import { takePlaces, type Rate } from './rates.js';
import type { Composed } from './transmissions.js';
import { sendComposed } from './send-mail.js';
import { writeOutcome } from './outcome.js';
import type { Journey } from './journey.js';

export interface Attempt {
  endpoint: Endpoint;
  documents: readonly DocumentRow[];
  composed: Composed;
  because: string;
  channel: Channel;
  /** the relay a mail is given to */
  relay?: string;
  /** of a mail: which of the endpoint's forms it has, and why */
  form?: Pick<NextMail, 'form' | 'because'>;
  /** why what was handed over goes once more; that EDI is back */
  again?: string;
  /** what it takes a place of, in the claim itself */
  rates?: readonly Rate[];
  signal: AbortSignal;
}

/**
 * One try, from its claim to its written outcome. Null when somebody else has the claim.
 * @throws NoRoomLeft when another worker took the last place of a rate since it was looked; nothing was written
 */
export async function attempt(journey: Journey, wanted: Attempt): Promise<Outcome | null> {
  const { ttlMs } = journey.settings.tries;
  const { outgoing } = wanted.composed;
  const mailed = wanted.documents.some((doc) => doc.state === 'accepted');
  const at = journey.clock.now();
  const store = async (tx: Transaction) => {
    const id = await wanted.composed.store(tx);
    await takePlaces(tx, wanted.rates ?? [], wanted.composed.parts?.length ?? 1, id, at);
    return id;
  };
  const open = await claim(journey.ledger, {
    ids: wanted.documents.map((doc) => doc.id), store, holder: journey.holder, ttlMs,
    because: [wanted.because, ...(wanted.form && wanted.form.because !== 'first-form' ? [wanted.form.because] : [])].map((code) => sentenceOf(code)).join(' '), at,
    facts: { channel: wanted.channel.kind, ...(wanted.form === undefined ? {} : { form: wanted.form.form }), ...(wanted.relay === undefined ? {} : { relay: wanted.relay }), rule: wanted.because, as: outgoing.wireIdentity, sha256: outgoing.sha256, to: outgoing.recipients },
    ...(mailed ? { reopen: { because: wanted.again ?? 'EDI is back: what nobody confirmed is sent once more' } } : {}),
  });
  if (!open) return null;
  // Kept until the outcome is written, not only until it is known: an outcome that is lost would become a doubt.
  const keeping = setInterval(() => void keepTries(journey.ledger, [open.id], journey.holder, ttlMs).catch((error: unknown) => { journey.log.warn({ words: wordsOf(error) }, 'a try could not be kept'); }), ttlMs / 3);
  try {
    const { channel, relay, composed, signal } = wanted;
    const { outcome, ...sent } = await sendComposed(journey, { composed, channel, relay, transmissionId: open.transmissionId, signal, persist: (work) => persist(journey, open, work, signal) });
    await persist(journey, open, () => writeOutcome(journey, { open, endpoint: wanted.endpoint, documents: wanted.documents, channel: wanted.channel.kind, relay, outcome, mail: { ...sent, to: outgoing.recipients } }), signal);
    return outcome;
  } finally {
    clearInterval(keeping);
  }
}

/** The ledger may be away for a moment just now. What is known must not become a doubt for that. */
async function persist(journey: Journey, open: OpenTry, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      await work();
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      journey.log.error({ try: open.id, words: wordsOf(error) }, 'an outcome could not be written; it is tried again');
      await wait(pause);
    }
  }
}
