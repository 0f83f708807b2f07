import type { Inbox } from '#channels';
import { wordsOf } from '#common';
import type { MailInbox } from '#directory';
import { cursorOfLease, type Lease } from '#ledger';
import { LeasePassedError, MailNotTakenError } from './errors.js';
import { isolationOf } from './isolate.js';
import { keepOversized, keepUntaken } from './keep-unread.js';
import { countTry, MOST_TRIES, takeTryBack } from './mail-tries.js';
import { cursorOf, takeMail, type Between, type MailToTake } from './take-mail.js';
import type { Journey } from './journey.js';

/** So many mails at most between two looks at the loop that reads. */
const AT_ONCE = 200;

export interface MailboxToRead {
  mailbox: MailInbox;
  inbox: Inbox;
  lease: Lease;
  signal: AbortSignal;
  between?: Between | undefined;
}

/**
 * Takes the mails that lie behind the mailbox's cursor, in order, each once. Where the reader dies, the next one begins behind the last that was
 * committed. A mailbox that counts anew is read from its beginning: what was taken before is known by its bytes.
 *
 * @returns how many were taken, and whether it was left before its end
 * @throws InboxFault · LeasePassedError · MailNotTakenError: it is tried again, and what lies behind it waits
 */
export async function readMailbox(journey: Journey, to: MailboxToRead): Promise<{ taken: number; more: boolean }> {
  const { mailbox, inbox, lease, signal, between } = to;
  const uidValidity = await inbox.open(signal);
  await between?.('opened');
  let taken = 0;
  for await (const mail of inbox.after(behind(await cursorOfLease(journey.ledger.db, lease.name), uidValidity), signal)) {
    if (signal.aborted || taken === AT_ONCE || (await isolationOf(journey.ledger.db, mailbox.region))) return { taken, more: true };
    await between?.('fetched');
    const place = { mailbox: mailbox.name, uidValidity, uid: mail.uid, lease };
    const tries = await countTry(journey, { mailbox: mailbox.name, key: cursorOf(uidValidity, mail.uid), lease });
    if ('raw' in mail) await takeOne(journey, to, tries, { ...place, raw: mail.raw });
    // What of it was fetched is read for whom it is from; where that ended readers, it is not.
    else journey.log.warn({ mailbox: mailbox.name, uid: mail.uid, mail: await keepOversized(journey, place, tries > MOST_TRIES ? { ...mail, head: Buffer.alloc(0) } : mail), byteLength: mail.byteLength }, 'a mail is too large to be read; a person is told');
    taken += 1;
    await between?.('taken');
  }
  await between?.('read');
  return { taken, more: false };
}

/** Tried again later and later, so that what passes by itself has passed; then it is a person's. */
async function takeOne(journey: Journey, { between }: MailboxToRead, tries: number, given: MailToTake): Promise<void> {
  const told = { mailbox: given.mailbox, uid: given.uid };
  const giveUp = async (fault: string): Promise<void> => { journey.log.error({ ...told, mail: await keepUntaken(journey, given, given.raw, fault) }, 'a mail could not be taken; it is kept, and a person is told'); };
  if (tries > MOST_TRIES) return giveUp(`its reader ended ${MOST_TRIES} times over it`);
  try {
    const { id, kind, outcome } = await takeMail(journey, { ...given, ...(between ? { between } : {}) });
    journey.log.info({ ...told, mail: id, kind, outcome }, 'a mail was taken');
  } catch (error) {
    if (error instanceof LeasePassedError) {
      await takeTryBack(journey, given.mailbox, cursorOf(given.uidValidity, given.uid));
      throw error;
    }
    // A ledger that is away is no fault of the mail's.
    await journey.ledger.ping();
    if (tries < MOST_TRIES) throw new MailNotTakenError(given.mailbox, given.uid, tries, { cause: error });
    await giveUp(wordsOf(error));
  }
}

/** The UID that was read last; 0 where the mailbox counts anew. */
function behind(cursor: string | null, uidValidity: string): number {
  const [validity, uid] = (cursor ?? '').split(':');
  return validity === uidValidity ? Number(uid) : 0;
}
