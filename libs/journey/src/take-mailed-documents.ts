import { createHash } from 'node:crypto';
import { and, asc, eq, gt, lt, lte, or, sql } from 'drizzle-orm';
import { readMail } from '#channels';
import { wordsOf } from '#common';
import { mailAttachment, mailIn, readMailIn } from '#ledger';
import type { Partner } from '#directory';
import { attachmentBytes, partnerFor } from './mail-attachments.js';
import { BodyTooLargeError } from './errors.js';
import { isolationOf } from './isolate.js';
import { MOST_TRIES } from './mail-tries.js';
import { receive } from './receive.js';
import { sentenceOf, type Receipt } from './receipt.js';
import { openTask } from './tasks.js';
import type { Journey } from './journey.js';

const AT_ONCE = 50;

/** How intake and people name an attachment. */
export const nameOf = (mailId: number, number: number): string => `mail ${mailId}/${number}`;

/**
 * Takes in what hung on mails of proved senders, as if it had come by EDI. Killed behind the intake's commit, it hands the same in again and
 * is answered as a repeat. What belongs to an isolated region waits. One that cannot be taken now is passed over, so that those behind it are,
 * and tried again: at once, after a minute, two, four; then it is quarantined, and a person is told.
 *
 * @returns how many were taken or refused
 */
export async function takeMailedDocuments(journey: Journey, signal: AbortSignal): Promise<number> {
  let done = 0;
  for (let after = 0; !signal.aborted;) {
    const rows = await journey.ledger.db.select({ id: mailAttachment.id, mailId: mailAttachment.mailInId, number: mailAttachment.number, sha256: mailAttachment.sha256, tries: mailAttachment.tries, sender: mailIn.sender })
      .from(mailAttachment).innerJoin(mailIn, eq(mailIn.id, mailAttachment.mailInId)).where(and(eq(mailAttachment.state, 'to-take'), gt(mailAttachment.id, after), itsTurn(journey.clock.now()))).orderBy(asc(mailAttachment.id)).limit(AT_ONCE);
    if (rows.length === 0) break;
    for (const row of rows) {
      after = row.id;
      if (signal.aborted) break;
      try {
        if (await takeOne(journey, row)) done += 1;
      } catch (error) {
        // A ledger that is away is no fault of the file's.
        await journey.ledger.ping();
        const last = row.tries + 1 >= MOST_TRIES;
        journey.log.error({ attachment: nameOf(row.mailId, row.number), tries: row.tries + 1, words: wordsOf(error) }, last ? 'a mailed document could not be taken; a person is told' : 'a mailed document could not be taken; it is tried again');
        if (last) await giveUp(journey, row, wordsOf(error));
      }
    }
  }
  return done;
}

/** At once, and once more at once, since its worker may just have been killed; then after a minute, two, four. */
const itsTurn = (now: Date) => or(lt(mailAttachment.tries, 2), lte(mailAttachment.changedAt, sql`${now}::timestamptz - interval '1 minute' * power(2, ${mailAttachment.tries} - 2)`));

interface ToTake { id: number; mailId: number; number: number; sha256: string; tries: number; sender: Record<string, unknown> }

async function takeOne(journey: Journey, row: ToTake): Promise<boolean> {
  const { endpoint, partner } = whose(journey, row);
  const region = endpoint === null ? null : journey.directory.endpoints.get(endpoint)?.region ?? null;
  if (await isolationOf(journey.ledger.db, region)) return false;
  if (!partner) { await settle(journey, row, { state: 'quarantined', because: `no partner speaks for ${endpoint ?? 'its sender'} any more`, interchangeId: null, task: true, endpoint }); return true; }
  // Killed over it as often: what ends every worker must not be begun for ever.
  if (row.tries >= MOST_TRIES) { await giveUp(journey, row, `its worker ended ${MOST_TRIES} times over it`); return true; }
  // Written before it is begun, so that a try that ends us is counted.
  await journey.ledger.db.update(mailAttachment).set({ tries: row.tries + 1, changedAt: journey.clock.now() }).where(and(eq(mailAttachment.id, row.id), eq(mailAttachment.state, 'to-take')));
  const bytes = await bytesOfAttachment(journey, row);
  const done = await takeInAs(journey, partner, row, bytes).then(settledBy, tooLarge(journey));
  await settle(journey, row, { ...done, task: done.state === 'refused', endpoint, partner });
  return true;
}

/** The mail's own endpoint may be that of the document it answers; who sent it is what was judged. */
function whose(journey: Journey, { sender }: ToTake): { endpoint: string | null; partner: Partner | null } {
  const [endpoint = null] = sender['endpoints'] as string[] | undefined ?? [];
  return { endpoint, partner: endpoint === null ? null : partnerFor(journey, endpoint) };
}

const giveUp = (journey: Journey, row: ToTake, fault: string): Promise<void> =>
  settle(journey, row, { state: 'quarantined', because: `it could not be taken in: ${fault}`, interchangeId: null, task: true, ...whose(journey, row) });

/** It is as large the next time. */
const tooLarge = ({ settings }: Journey) => (error: unknown): ReturnType<typeof settledBy> => {
  if (!(error instanceof BodyTooLargeError)) throw error;
  return { state: 'refused', because: `it is larger than ${settings.gateway.bodyLimitBytes} bytes, the limit of intake (gateway.bodyLimit); it stays in its mail. Let them send it in several interchanges`, interchangeId: null };
};

/** Hands an attachment to intake as that partner's. */
export const takeInAs = (journey: Journey, partner: Partner, { mailId, number }: { mailId: number; number: number }, bytes: Buffer): Promise<Receipt> =>
  receive(journey, { chunks: once(bytes), partner, source: 'mail', sourceName: nameOf(mailId, number), limitBytes: journey.settings.gateway.bodyLimitBytes });

/** @throws where the kept mail no longer holds those bytes: nothing is given out then */
export async function bytesOfAttachment(journey: Journey, { mailId, number, sha256 }: { mailId: number; number: number; sha256: string }): Promise<Buffer> {
  const bytes = attachmentBytes(await readMail(await readMailIn(journey.ledger.db, mailId)), number);
  const found = bytes === null ? 'nothing' : createHash('sha256').update(bytes).digest('hex');
  if (bytes === null || found !== sha256) throw new Error(`${nameOf(mailId, number)}: the kept mail holds ${found}, expected SHA-256 ${sha256}; nothing was given out`);
  return bytes;
}

export function settledBy(receipt: Receipt): { state: 'taken' | 'refused'; because: string; interchangeId: number | null } {
  if (receipt.status === 'rejected') return { state: 'refused', because: sentenceOf(receipt), interchangeId: receipt.keptAs };
  return { state: 'taken', because: sentenceOf(receipt), interchangeId: receipt.interchanges[0]?.id ?? null };
}

async function settle(journey: Journey, row: ToTake, done: { state: string; because: string; interchangeId: number | null; task: boolean; endpoint: string | null; partner?: Partner | null }): Promise<void> {
  const at = journey.clock.now();
  await journey.ledger.transaction(async (tx) => {
    const moved = await tx.update(mailAttachment).set({ state: done.state, because: done.because.slice(0, 500), interchangeId: done.interchangeId, changedAt: at }).where(and(eq(mailAttachment.id, row.id), eq(mailAttachment.state, 'to-take'))).returning({ id: mailAttachment.id });
    if (moved.length === 0 || !done.task) return;
    await openTask(tx, {
      kind: 'check-attachment', cause: `attachment ${row.mailId}/${row.number}`, carrier: done.partner?.carrier ?? null, region: done.partner?.region ?? null, endpoint: done.endpoint, documentId: null, mailInId: row.mailId,
      what: `${nameOf(row.mailId, row.number)} was not taken in: ${done.because}`.slice(0, 500), facts: { sha256: row.sha256, interchangeId: done.interchangeId }, urgentAt: at,
    }, at);
  });
}

async function* once(bytes: Buffer): AsyncIterable<Uint8Array> { yield await Promise.resolve(bytes); }
