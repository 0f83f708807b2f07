import { and, eq, sql } from 'drizzle-orm';
import { HOUR, wordsOf } from '#common';
import type { Outcome } from '#channels';
import type { Endpoint } from '#directory';
import { document, tries, type Transaction } from '#ledger';
import { attempt } from './attempt.js';
import type { Journey } from './journey.js';
import { unfinishedLists, type ListInBook } from './list-book.js';
import { partsOf, storedMail } from './mail-parts.js';
import { owedLists, TRIED_FOR_MS, type OwedList } from './owed-lists.js';
import { areBefore, mailboxRate, NoRoomLeft, relayRate, roomOf } from './rates.js';
import { isRelaysOwn, relaysNow, usable } from './relays.js';
import type { Composed } from './transmissions.js';
import { composeList, ListTaken } from './write-list.js';

/**
 * Sends the lists that mailboxes are owed, and those again that did not get through, the same bytes. A list claims no document: it is a
 * transmission with tries of its own, and whoever dies in the middle of it leaves what the next one needs to go on.
 */
export class MailLists {
  /** lists that could not be made, and when they are looked at again; another process may look sooner */
  private readonly resting = new Map<string, Date>();

  constructor(private readonly journey: Journey) {}

  async round(signal: AbortSignal): Promise<void> {
    const { journey } = this;
    const now = journey.clock.now();
    for (const list of await unfinishedLists(journey, new Date(now.getTime() - TRIED_FOR_MS))) {
      if (signal.aborted) return;
      const endpoint = journey.directory.endpoints.get(list.endpoint);
      if (endpoint && list.againAt !== null && list.againAt <= now) await this.orRest(list, signal, () => give(journey, { endpoint, mailbox: list.mailbox, because: list.because, owedSince: list.untilAt, composed: () => storedList(journey, list) }, signal));
    }
    for (const owed of await owedLists(journey)) {
      if (signal.aborted) return;
      await this.orRest(owed, signal, () => giveNew(journey, owed, signal));
    }
  }

  /** One list that cannot be made must not keep the others back, nor be tried again every second. */
  private async orRest(list: Pick<OwedList, 'mailbox' | 'number'> & { endpoint: Endpoint | string }, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const { clock, settings, log } = this.journey;
    const name = `${typeof list.endpoint === 'string' ? list.endpoint : list.endpoint.code} ${list.mailbox}`;
    if ((this.resting.get(name) ?? new Date(0)) > clock.now()) return;
    this.resting.delete(name);
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      this.resting.set(name, new Date(clock.now().getTime() + settings.urgency.holdMinutes * 60_000));
      log.error({ endpoint: name, list: list.number, words: wordsOf(error) }, 'a list of mails could not be made');
    }
  }
}

/** Composed once, for the relay that gets it first: from its first try on it is what is stored. */
async function giveNew(journey: Journey, owed: OwedList, signal: AbortSignal): Promise<void> {
  let made: Awaited<ReturnType<typeof composeList>> | null = null;
  await give(journey, {
    endpoint: owed.endpoint, mailbox: owed.mailbox, because: owed.because, owedSince: owed.mails[0]?.leftAt ?? owed.until,
    composed: async (relay) => {
      const id = made?.stored() ?? null;
      if (id !== null && made) return storedList(journey, { id, messageId: made.outgoing.wireIdentity, byteLength: made.outgoing.byteLength, sha256: made.outgoing.sha256, recipients: [owed.mailbox] });
      return made = await composeList(journey, owed, relay);
    },
  }, signal);
}

interface ToGive { endpoint: Endpoint; mailbox: string; because: string; owedSince: Date; composed: (relay: string) => Promise<Composed> }

/** To the first relay that works and has room; to the next where that one answered for itself that it did not take it. */
async function give(journey: Journey, { endpoint, mailbox, because, owedSince, composed }: ToGive, signal: AbortSignal): Promise<void> {
  const { ledger: { db }, clock, settings, log } = journey;
  const ofMailbox = mailboxRate(mailbox, settings.mail);
  if (!(await hasPlace(journey, endpoint, await roomOf(db, ofMailbox, clock.now()), owedSince))) return;
  for (const relay of usable(await relaysNow(journey))) {
    const rate = relayRate(relay);
    const room = await roomOf(db, rate, clock.now());
    if (room < 1 || (await areBefore(db, rate, BEHIND_ALL, clock.now(), room))) continue;
    let outcome: Outcome | null;
    try {
      const mail = await composed(relay.name);
      if (!usable(await relaysNow(journey)).includes(relay)) continue;
      outcome = await attempt(journey, { endpoint, documents: [], composed: mail, because, channel: journey.channels.email(relay), relay: relay.name, rates: [ofMailbox, rate], signal });
      log.info({ endpoint: endpoint.code, list: mail.outgoing.wireIdentity, relay: relay.name, outcome: outcome?.outcome }, 'a list of mails');
    } catch (error) {
      if (error instanceof ListTaken || error instanceof NoRoomLeft) return;
      throw error;
    }
    if (outcome === null || signal.aborted || !isRelaysOwn(outcome)) return;
  }
}

/** Documents are due at some time; a list is not. */
const BEHIND_ALL = new Date('9999-01-01T00:00:00Z');

/** Documents that wait for the mailbox have its places, for as long as a list may be late at all: an outage may keep them waiting for days. */
async function hasPlace({ ledger: { db }, clock, settings }: Journey, endpoint: Endpoint, room: number, owedSince: Date): Promise<boolean> {
  if (room < 1) return false;
  const patience = 2 * (settings.mail.list.everyMs ?? HOUR);
  if (room === Infinity || clock.now().getTime() - owedSince.getTime() >= patience) return true;
  const waiting = await db.select({ id: document.id }).from(document).where(and(eq(document.endpoint, endpoint.code), eq(document.state, 'waiting'), eq(document.held, 'mailbox-rate'))).limit(room);
  return waiting.length < room;
}

/** The same bytes again; of a list in parts those that have no 250 yet. Not while somebody else has it. */
async function storedList(journey: Journey, list: Pick<ListInBook, 'id' | 'messageId' | 'byteLength' | 'sha256' | 'recipients'>): Promise<Composed> {
  const mail = await storedMail(journey.ledger.db, { ...list, wireIdentity: list.messageId, inParts: (await partsOf(journey.ledger.db, list.id)).length > 0 });
  return { ...mail, store: async (tx) => { await lockList(tx, list); return mail.store(tx); } };
}

async function lockList(tx: Transaction, { id, messageId }: Pick<ListInBook, 'id' | 'messageId'>): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`list ${id}`}, 0))`);
  const [other] = await tx.select({ id: tries.id }).from(tries).where(and(eq(tries.transmissionId, id), sql`(${tries.open} or ${tries.outcome} = 'accepted')`)).limit(1);
  if (other) throw new ListTaken(messageId);
}
