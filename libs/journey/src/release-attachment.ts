import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { mailAttachment, mailIn, task } from '#ledger';
import { ActRefusedError } from './errors.js';
import { isolationOf } from './isolate.js';
import { bytesOfAttachment, nameOf, settledBy, takeInAs } from './take-mailed-documents.js';
import type { Journey } from './journey.js';
import type { Receipt } from './receipt.js';

export interface AttachmentRelease { because: string; actor: string }

const MOST_LISTED = 500;

/** What hangs on mails and is quarantined, the newest first; or all, whatever became of it. */
export async function attachmentsNow({ ledger: { db } }: Pick<Journey, 'ledger'>, all: boolean) {
  return db.select({
    mailId: mailAttachment.mailInId, number: mailAttachment.number, from: mailIn.fromAddress, name: mailAttachment.name, declaredType: mailAttachment.declaredType, byteLength: mailAttachment.byteLength, sha256: mailAttachment.sha256,
    state: mailAttachment.state, because: mailAttachment.because, interchangeId: mailAttachment.interchangeId, actor: mailAttachment.actor, changedAt: mailAttachment.changedAt,
  }).from(mailAttachment).innerJoin(mailIn, eq(mailIn.id, mailAttachment.mailInId)).where(all ? undefined : eq(mailAttachment.state, 'quarantined')).orderBy(desc(mailAttachment.mailInId), mailAttachment.number).limit(MOST_LISTED);
}

/**
 * Gives a quarantined attachment to a person, unopened: its bytes, checked against the hash that was written when it came.
 * @throws ActRefusedError where it is not there, or not quarantined
 */
export async function releaseAttachment(journey: Journey, mailId: number, number: number, act: AttachmentRelease): Promise<{ bytes: Buffer; sha256: string }> {
  const row = await quarantined(journey, mailId, number);
  const bytes = await bytesOfAttachment(journey, row);
  await close(journey, row, act, { state: 'released', because: `released by ${act.actor}: ${act.because}`, interchangeId: row.interchangeId });
  return { bytes, sha256: row.sha256 };
}

/**
 * Hands a quarantined attachment to intake as that partner's: a person believes it.
 * @throws ActRefusedError where it is not there, not quarantined, or there is no such partner
 */
export async function takeAttachment(journey: Journey, mailId: number, number: number, act: AttachmentRelease & { partner: string }): Promise<Receipt> {
  const row = await quarantined(journey, mailId, number);
  const partner = journey.directory.partners.get(act.partner);
  if (!partner) throw new ActRefusedError(`there is no partner ${act.partner}; expected the code of one of config/partners`, { partner: act.partner });
  const region = journey.directory.endpoints.get(partner.endpoint ?? '')?.region ?? partner.region;
  const cut = await isolationOf(journey.ledger.db, region);
  if (cut) throw new ActRefusedError(`${region} is isolated, because ${cut.because}: nothing of ${partner.code} is taken in before it is reopened (npx hawser reopen ${region})`, { partner: partner.code, region });
  const receipt = await takeInAs(journey, partner, row, await bytesOfAttachment(journey, row));
  const done = settledBy(receipt);
  await close(journey, row, act, { ...done, because: `handed in as ${partner.code} by ${act.actor}: ${act.because}; ${done.because}` });
  return receipt;
}

interface Quarantined { id: number; mailId: number; number: number; sha256: string; state: string; because: string; interchangeId: number | null }

/** What was released or refused may be given out again; who has it last stands in the row. */
const MAY_GO = ['quarantined', 'released', 'refused'];

async function quarantined({ ledger: { db } }: Journey, mailId: number, number: number): Promise<Quarantined> {
  const [row] = await db.select({ id: mailAttachment.id, mailId: mailAttachment.mailInId, number: mailAttachment.number, sha256: mailAttachment.sha256, state: mailAttachment.state, because: mailAttachment.because, interchangeId: mailAttachment.interchangeId })
    .from(mailAttachment).where(and(eq(mailAttachment.mailInId, mailId), eq(mailAttachment.number, number)));
  if (!row) throw new ActRefusedError(`there is no attachment ${mailId}/${number}; npx hawser attachments --all lists them`, { mailId, number });
  if (!MAY_GO.includes(row.state)) throw new ActRefusedError(`${nameOf(mailId, number)} is ${row.state}: nothing is quarantined there`, { mailId, number, state: row.state });
  return row;
}

async function close(journey: Journey, row: Quarantined, { actor, because }: AttachmentRelease, done: { state: string; because: string; interchangeId: number | null }): Promise<void> {
  const at = journey.clock.now();
  await journey.ledger.transaction(async (tx) => {
    // Who had it before stays beside who has it now.
    const words = row.state === 'quarantined' ? done.because : `${done.because}; before: ${row.because}`;
    const moved = await tx.update(mailAttachment).set({ state: done.state, because: words.slice(0, 1_000), interchangeId: done.interchangeId, actor, changedAt: at })
      .where(and(eq(mailAttachment.id, row.id), inArray(mailAttachment.state, MAY_GO))).returning({ id: mailAttachment.id });
    if (moved.length === 0) throw new ActRefusedError(`${nameOf(row.mailId, row.number)} was taken by somebody else meanwhile`, { mailId: row.mailId, number: row.number });
    const left = await tx.select({ because: mailAttachment.because }).from(mailAttachment).where(and(eq(mailAttachment.mailInId, row.mailId), eq(mailAttachment.state, 'quarantined'))).limit(1);
    const closed = { closedAt: at, closedBy: actor, closedBecause: because };
    const causes = [`attachment ${row.mailId}/${row.number}`, ...(left.length === 0 ? [`attachments ${row.mailId}`] : [])];
    await tx.update(task).set(closed).where(and(eq(task.kind, 'check-attachment'), inArray(task.cause, causes), isNull(task.closedAt)));
  });
  journey.log.info({ attachment: nameOf(row.mailId, row.number), sha256: row.sha256, actor, because, state: done.state }, 'an attachment was given out');
}
