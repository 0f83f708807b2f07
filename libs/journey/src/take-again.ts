import { and, eq, isNull } from 'drizzle-orm';
import { kindOfMail } from '#acknowledgements';
import { readMail } from '#channels';
import { wordsOf } from '#common';
import { mailIn, readMailIn, task } from '#ledger';
import { applyMail, senderColumns } from './apply-mail.js';
import { ActRefusedError } from './errors.js';
import { judgeSender } from './judge-sender.js';
import { takenAs, type TakenMail } from './take-mail.js';
import type { Journey } from './journey.js';

/**
 * A mail that could not be taken when it came, taken now from what was kept of it, as its reader would have: what it could not be taken for is
 * mended. Its sender is judged as of now. It closes the task that said so; where it fails once more, nothing has changed.
 *
 * @throws ActRefusedError where there is no such mail, it was taken, nothing of it was kept, or it cannot be taken now either
 */
export async function takeAgain(journey: Journey, mailId: number, { because, actor }: { because: string; actor: string }): Promise<TakenMail> {
  const { ledger } = journey;
  const refused = (why: string) => new ActRefusedError(`mail ${mailId} ${why}; npx hawser inbox ${mailId} shows it`, { mailId });
  const [row] = await ledger.db.select().from(mailIn).where(eq(mailIn.id, mailId));
  if (!row) throw new ActRefusedError(`there is no mail ${mailId}; npx hawser inbox lists those that came`, { mailId });
  if (row.sha256 === '') throw refused(`was not read, and lies in the mailbox ${row.mailbox} alone: ${row.because}`);
  if (row.kind !== 'untaken') throw refused(`was taken when it came (${row.kind}, ${row.outcome})`);
  const raw = await readMailIn(ledger.db, mailId);
  try {
    const mail = await readMail(raw);
    const sender = await judgeSender(journey, raw, mail);
    const kind = kindOfMail(mail);
    return await ledger.transaction(async (tx) => {
      const at = journey.clock.now();
      const before = await takenAs(tx, row.sha256);
      const [now] = await tx.select({ kind: mailIn.kind }).from(mailIn).where(eq(mailIn.id, mailId)).for('update');
      if (now?.kind !== 'untaken') throw refused('was taken meanwhile');
      await tx.update(task).set({ closedAt: at, closedBy: actor, closedBecause: `taken again: ${because}`.slice(0, 500) }).where(and(eq(task.mailInId, mailId), eq(task.kind, 'unread-mail'), isNull(task.closedAt)));
      await tx.update(mailIn).set({ kind, ...senderColumns(sender) }).where(eq(mailIn.id, mailId));
      if (before) {
        const same = { outcome: 'repeated' as const, because: `the same bytes were taken meanwhile, as mail ${before.id}` };
        await tx.update(mailIn).set(same).where(eq(mailIn.id, mailId));
        return { id: mailId, kind, ...same };
      }
      return { id: mailId, kind, ...(await applyMail(journey, tx, kind, { id: mailId, mail, sender, at, mailbox: row.mailbox })) };
    });
  } catch (error) {
    if (error instanceof ActRefusedError) throw error;
    await ledger.ping(); // a ledger that is away is no fault of the mail's
    throw refused(`cannot be taken now either: ${wordsOf(error)}. Enter what it says of each document by its ref, with npx hawser answered`);
  }
}
