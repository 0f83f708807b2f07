import { setTimeout as wait } from 'node:timers/promises';
import { wordsOf } from '#common';
import type { Channel, Outcome } from '#channels';
import type { Endpoint } from '#directory';
import { claim, keepTries, type DocumentRow, type OpenTry } from '#documents';
import type { Transaction } from '#ledger';
import { sentenceOf } from '#routing';
import { NoRoomLeft, takePlaces, type Rate } from './rates.js';
import type { Composed } from './transmissions.js';
import { writeOutcome, type Ended } from './outcome.js';
import type { Journey } from './journey.js';

export interface Attempt {
  endpoint: Endpoint;
  documents: readonly DocumentRow[];
  composed: Composed;
  because: string;
  channel: Channel;
  /** the relay a mail is given to */
  relay?: string;
  /** what it takes a place of, in the claim itself */
  rates?: readonly Rate[];
  signal: AbortSignal;
}

/** One try, from its claim to its written outcome. Null when somebody else has the claim. */
export async function attempt(journey: Journey, wanted: Attempt): Promise<Outcome | null> {
  const { ttlMs } = journey.settings.tries;
  const { outgoing } = wanted.composed;
  const mailed = wanted.documents.some((doc) => doc.state === 'accepted');
  const at = journey.clock.now();
  const store = async (tx: Transaction) => {
    const id = await wanted.composed.store(tx);
    await takePlaces(tx, wanted.rates ?? [], 1, id, at);
    return id;
  };
  const open = await orNoRoom(claim(journey.ledger, {
    ids: wanted.documents.map((doc) => doc.id), store, holder: journey.holder, ttlMs,
    because: sentenceOf(wanted.because), at,
    facts: { channel: wanted.channel.kind, ...(wanted.relay === undefined ? {} : { relay: wanted.relay }), rule: wanted.because, as: outgoing.wireIdentity, sha256: outgoing.sha256, to: outgoing.recipients },
    ...(mailed ? { reopen: { because: 'EDI is back: what nobody confirmed is sent once more' } } : {}),
  }));
  if (!open) return null;
  // Kept until the outcome is written, not only until it is known: an outcome that is lost would become a doubt.
  const keeping = setInterval(() => void keepTries(journey.ledger, [open.id], journey.holder, ttlMs).catch((error: unknown) => { journey.log.warn({ words: wordsOf(error) }, 'a try could not be kept'); }), ttlMs / 3);
  try {
    const outcome = await send(journey, wanted, open);
    await write(journey, { open, endpoint: wanted.endpoint, documents: wanted.documents, channel: wanted.channel.kind, relay: wanted.relay, outcome }, wanted.signal);
    return outcome;
  } finally {
    clearInterval(keeping);
  }
}

/** Another worker took the last place between our look and our claim: nothing was written, and it is looked at again. */
async function orNoRoom(claimed: Promise<OpenTry | null>): Promise<OpenTry | null> {
  try {
    return await claimed;
  } catch (error) {
    if (error instanceof NoRoomLeft) return null;
    throw error;
  }
}

/** A channel answers; one that throws is a fault of ours, and what had left by then is not known. */
async function send(journey: Journey, wanted: Attempt, open: OpenTry): Promise<Outcome> {
  try {
    return await wanted.channel.send(wanted.composed.outgoing, wanted.signal);
  } catch (error) {
    journey.log.error({ try: open.id, words: wordsOf(error) }, 'a channel threw instead of answering');
    return { outcome: 'unknown', because: 'channel-threw', words: wordsOf(error) };
  }
}

/** The ledger may be away for a moment just now. What is known must not become a doubt for that. */
async function write(journey: Journey, ended: Ended, signal: AbortSignal): Promise<void> {
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      await writeOutcome(journey, ended);
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      journey.log.error({ try: ended.open.id, outcome: ended.outcome.outcome, words: wordsOf(error) }, 'an outcome could not be written; it is tried again');
      await wait(pause);
    }
  }
}
