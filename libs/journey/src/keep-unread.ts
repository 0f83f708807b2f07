import { createHash } from 'node:crypto';
import { readMail, type OversizedMail } from '#channels';
import { holdsLease, mailIn, storeMailInBytes, type Transaction } from '#ledger';
import { LeasePassedError } from './errors.js';
import { moveCursor, type MailToTake } from './take-mail.js';
import { openTask } from './tasks.js';
import type { Journey } from './journey.js';

type Place = Pick<MailToTake, 'mailbox' | 'uidValidity' | 'uid' | 'lease'>;

/** A mail that is too large to be read stays where it is; a person is told of whom and where, and the reader goes on behind it. */
export async function keepOversized(journey: Journey, place: Place, { byteLength, head }: OversizedMail): Promise<number> {
  const because = `it has ${byteLength} bytes, more than mail.largestMailIn allows; it was not read`;
  return keep(journey, place, { head, byteLength: Math.min(byteLength, 2_147_483_647), raw: null, because, what: `Read a mail in the mailbox ${place.mailbox} (UID ${place.uid}): ${because}.` });
}

/** A mail that was tried in vain so often is kept whole, and given to a person: it must not hold those behind it, and must not be lost. */
export async function keepUntaken(journey: Journey, place: Place, raw: Buffer, fault: string): Promise<number> {
  const because = `it could not be taken: ${fault}`.replaceAll('\0', '').slice(0, 500);
  return keep(journey, place, { head: headOf(raw), byteLength: raw.length, raw, because, what: `Read a mail of the mailbox ${place.mailbox}: ${because}.` });
}

const MOST_HEAD = 262_144;

/** Its fields alone: what its reader ended over may be a part of it. */
function headOf(raw: Buffer): Buffer {
  const ends = ['\r\n\r\n', '\n\n'].map((gap) => raw.indexOf(gap)).filter((at) => at >= 0);
  return raw.subarray(0, Math.min(MOST_HEAD, ...ends.map((at) => at + 2)));
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What is too large is told by its head: a mailbox that was made anew brings it again, and asks nobody twice. */
interface Unread { head: Buffer; byteLength: number; raw: Buffer | null; because: string; what: string }

/** @returns its id; 0: it was kept before */
async function keep(journey: Journey, place: Place, { head, byteLength, raw, because, what }: Unread): Promise<number> {
  const { from, subject, messageId } = await readMail(head);
  const plain = (text: string) => text.replaceAll('\0', '').slice(0, 500);
  return journey.ledger.transaction(async (tx: Transaction) => {
    const at = journey.clock.now();
    if (place.lease && !(await holdsLease(tx, place.lease))) throw new LeasePassedError(place.lease.name);
    const [row] = await tx.insert(mailIn).values({
      mailbox: place.mailbox, uidValidity: place.uidValidity, uid: String(place.uid), receivedAt: at, sha256: raw ? sha256(raw) : '', byteLength,
      messageId: messageId && plain(messageId), fromAddress: from && plain(from), subject: plain(subject), kind: raw ? 'untaken' : 'unreadable', outcome: 'held', because,
    }).onConflictDoNothing().returning({ id: mailIn.id });
    await moveCursor(tx, place);
    if (!row) return 0;
    if (raw) await storeMailInBytes(tx, row.id, [raw]);
    await openTask(tx, { kind: 'unread-mail', cause: raw ? `unread mail ${row.id}` : `unread mail ${place.mailbox} ${sha256(head)} ${byteLength}`, carrier: null, region: null, endpoint: null, documentId: null, mailInId: row.id, what: raw ? `${what} npx hawser inbox ${row.id} shows it; npx hawser read-again ${row.id} --because "…" takes it once that is mended, or enter what it says: npx hawser answered REF …` : what, facts: { mailbox: place.mailbox, uid: place.uid, uidValidity: place.uidValidity, from: from && plain(from), subject: plain(subject), byteLength }, urgentAt: at }, at);
    return row.id;
  });
}
