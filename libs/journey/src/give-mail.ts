import type { Outcome } from '#channels';
import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import { attempt } from './attempt.js';
import type { NextMail } from './mail-forms.js';
import { areBefore, mailboxRate, NoRoomLeft, relayRate, roomOf, type Rate } from './rates.js';
import { isRelaysOwn, relaysNow, usable, type RelayNow } from './relays.js';
import type { Composed } from './transmissions.js';
import type { Journey } from './journey.js';

/** One mail on its way out, of one document or of several. */
export interface MailToGive {
  endpoint: Endpoint;
  to: string;
  /** as they stood when mail was chosen */
  relays: readonly RelayNow[];
  /** the most urgent of its documents is due then */
  due: Date;
  because: string;
  /** why what was handed over goes once more */
  again?: string;
  /** asked anew for each relay, by its name: what a try before it stored is what the next is given; null: it could not be composed */
  compose: (relay: string, storedBefore: boolean) => Promise<{ composed: Composed; documents: readonly DocumentRow[]; form: NextMail } | null>;
  signal: AbortSignal;
}

/** No rate has a place for it, nor for what is less urgent. */
export interface NoPlace { noPlace: readonly [Rate, ...Rate[]] }

/**
 * Gives a mail to the first relay that works and has room, and to the next where that one could not be reached or had no time.
 * @returns what its last try came to; null: it was not tried
 */
export async function giveMail(journey: Journey, { endpoint, to, relays, due, because, again, compose, signal }: MailToGive): Promise<Outcome | NoPlace | null> {
  const mailbox = mailboxRate(to, journey.settings.mail);
  if ((await roomOf(journey.ledger.db, mailbox, journey.clock.now())) < 1) return { noPlace: [mailbox] };
  const full: Rate[] = [];
  let tried = false;
  let outcome: Outcome | null = null;
  for (const relay of usable(relays)) {
    const rate = relayRate(relay);
    const room = await roomOf(journey.ledger.db, rate, journey.clock.now());
    if (room < 1 || (await areBefore(journey.ledger.db, rate, due, journey.clock.now(), room))) {
      full.push(rate);
      continue;
    }
    const mail = await compose(relay.name, tried);
    if (!mail) return null;
    // Its region may have been isolated while the mail was rendered, or while the relay before it was asked; nothing took long before a stored one.
    if ((!mail.composed.repeats || tried) && !usable(await relaysNow(journey)).includes(relay)) continue;
    const given = await orNoPlace(attempt(journey, { endpoint, ...mail, because, ...(again === undefined ? {} : { again }), channel: journey.channels.email(relay), relay: relay.name, rates: [mailbox, rate], signal }));
    if (given !== null && 'noPlace' in given) {
      if (given.noPlace[0] !== rate) return given;
      full.push(rate);
      continue;
    }
    tried = true;
    outcome = given;
    if (outcome === null || signal.aborted || !isRelaysOwn(outcome)) break;
  }
  const [first, ...more] = full;
  return outcome === null && first !== undefined && !tried ? { noPlace: [first, ...more] } : outcome;
}

/** Another worker took the last place since we looked, or there is not one for each part. */
async function orNoPlace<T>(tried: Promise<T>): Promise<T | NoPlace> {
  try {
    return await tried;
  } catch (error) {
    if (error instanceof NoRoomLeft) return { noPlace: [error.rate] };
    throw error;
  }
}
