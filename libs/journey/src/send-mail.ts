import { wordsOf } from '#common';
import type { Channel, Outcome } from '#channels';
import { partTaken } from './mail-parts.js';
import type { Composed } from './transmissions.js';
import type { Journey } from './journey.js';

/** What one try came to, and what of it did not leave. */
export interface Sent { outcome: Outcome; unsent: number; refusedBytes: number }

/**
 * Gives the stored bytes to the channel: of a mail in parts one after the other, those that are missing. Each 250 is written
 * before the next part leaves; the first that is not taken ends the try, and only when all are taken is it accepted.
 */
export async function sendComposed(journey: Journey, given: { composed: Composed; channel: Channel; relay: string | undefined; transmissionId: number; signal: AbortSignal; persist(work: () => Promise<void>): Promise<void> }): Promise<Sent> {
  const { composed: { outgoing, parts }, channel, signal } = given;
  if (!parts) return { outcome: await orThrew(journey, () => channel.send(outgoing, signal)), unsent: 1, refusedBytes: outgoing.byteLength };
  const receipts: string[] = [];
  for (const [index, part] of parts.entries()) {
    const outcome: Outcome = signal.aborted ? { outcome: 'unreachable', because: 'stopped-by-us', words: 'stopped between two parts' } : await orThrew(journey, () => channel.send(part, signal));
    if (outcome.outcome !== 'accepted') return { outcome: { ...outcome, words: `part ${part.number}/${part.of}: ${outcome.words}` }, unsent: parts.length - index, refusedBytes: part.byteLength };
    await given.persist(() => partTaken(journey.ledger.db, given.transmissionId, part.number, { relay: given.relay ?? '', receipt: outcome.receipt, at: journey.clock.now() }));
    receipts.push(outcome.receipt);
  }
  return { outcome: { outcome: 'accepted', receipt: `all ${parts[0]?.of ?? 0} parts, the last: ${receipts.at(-1) ?? 'taken before'}` }, unsent: 0, refusedBytes: 0 };
}

/** A channel answers; one that throws is a fault of ours, and what had left by then is not known. */
async function orThrew(journey: Journey, send: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await send();
  } catch (error) {
    journey.log.error({ words: wordsOf(error) }, 'a channel threw instead of answering');
    return { outcome: 'unknown', because: 'channel-threw', words: wordsOf(error) };
  }
}
