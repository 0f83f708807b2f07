import { and, eq, isNull } from 'drizzle-orm';
import { readMail } from '#channels';
import { mailIn, readMailIn, task } from '#ledger';
import { ActRefusedError } from './errors.js';
import { moveByAnswers } from './move-by-answers.js';
import type { JudgedSender } from './judge-sender.js';
import { askToCall, outcomeOf, saidAt, whatIsSaid } from './take-answers.js';
import type { Journey } from './journey.js';

export interface AnswerDecision { act: 'believe' | 'refuse'; because: string; actor: string }
export interface DecidedAnswer { id: number; outcome: 'moved' | 'recorded' | 'refused'; because: string; moved: string[]; noted: string[]; held: string[] }

/** Mails that a person may decide about: what was given to one, and what was refused and is genuine after all. */
const OPEN = ['held', 'refused', 'moved'] as const;

/**
 * A person's word on a mail whose sender was not sure. Believed, it is applied as if the sender was proved, also where they are not listed; the history
 * names the person, and the answer whom they believed. Refused, nothing moves. Either closes its task.
 *
 * @throws ActRefusedError where there is no such mail, it is no answer, or what it says cannot be applied
 */
export async function decideAnswer(journey: Journey, mailId: number, { act, because, actor }: AnswerDecision): Promise<DecidedAnswer> {
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const [row] = await tx.select().from(mailIn).where(eq(mailIn.id, mailId)).for('update');
    if (!row) throw new ActRefusedError(`there is no mail ${mailId}; npx hawser inbox lists those that came`, { mailId });
    const tasks = await tx.select({ id: task.id }).from(task).where(and(eq(task.mailInId, mailId), eq(task.kind, 'check-answer'), isNull(task.closedAt)));
    if (row.kind !== 'answer' || !(OPEN as readonly string[]).includes(row.outcome) || (row.outcome === 'moved' && tasks.length === 0)) {
      throw new ActRefusedError(`mail ${mailId} is ${row.kind === 'answer' ? row.outcome : `no answer (${row.kind})`}: ${act} is for answers that were held or refused; npx hawser inbox ${mailId} shows it`, { mailId, outcome: row.outcome });
    }
    const close = async (words: string) => { await tx.update(task).set({ closedAt: at, closedBy: actor, closedBecause: words }).where(and(eq(task.mailInId, mailId), eq(task.kind, 'check-answer'), isNull(task.closedAt))); };
    if (act === 'refuse') {
      const words = `refused by ${actor}: ${because}`;
      await close(words);
      // What a part of it moved stands.
      await tx.update(mailIn).set(row.outcome === 'moved' ? { because: `${row.because.slice(0, 1_000 - words.length)}; the rest ${words}`.slice(0, 1_000) } : { outcome: 'refused', because: words }).where(eq(mailIn.id, mailId));
      return { id: mailId, outcome: 'refused', because: words, moved: [], noted: [], held: [] };
    }
    const mail = await readMail(await readMailIn(journey.ledger.db, mailId));
    const said = await whatIsSaid(tx, { mail });
    if (said.answers.length === 0) throw new ActRefusedError(`mail ${mailId} says no word that could be applied (${said.read.because ?? 'none was read'}); enter what its sender says of each document, by its ref`, { mailId });
    const done = await moveByAnswers(journey, tx, {
      mailId, answers: said.answers, saidBy: mail.from ?? row.fromAddress ?? 'an unknown sender', saidAt: saidAt(mail.date, row.receivedAt), actor, believedBy: `${unsure(row.sender)}; a person believed it: ${because}`,
      mayNot: (doc) => (doc.left && doc.endpoint !== null ? null : `${doc.ref} was never sent, or not all of it, so nobody can have it`),
    }, at);
    // Whoever is believed and wants to be called is called: this closes the task that said so.
    const taken = { id: mailId, mail, sender: row.sender as unknown as JudgedSender, at, mailbox: row.mailbox };
    for (const { documents, reason } of done.callBack) await askToCall(journey, tx, taken, said, documents, reason);
    if (done.moved.length + done.noted.length + done.callBack.length === 0) throw new ActRefusedError(`mail ${mailId} moves nothing: ${done.held.join('; ')}; refuse it (npx hawser refuse ${mailId} --because "…"), or enter what they say of each document, by its ref`, { mailId });
    const { because: came } = outcomeOf(done, said);
    const outcome = done.moved.length > 0 ? 'moved' : 'recorded';
    const words = `believed by ${actor}: ${because}; ${came}`.slice(0, 1_000);
    await close(words);
    await tx.update(mailIn).set({ outcome: row.outcome === 'moved' ? 'moved' : outcome, because: words }).where(eq(mailIn.id, mailId));
    return { id: mailId, outcome, because: words, moved: done.moved, noted: done.noted, held: done.held };
  });
}

/** Why a person was asked, as the mail was judged when it came. */
function unsure({ verified, endpoints }: Record<string, unknown>): string {
  const proved = verified === true ? 'its sender is proved' : 'its sender is not proved';
  return `${proved}, and ${Array.isArray(endpoints) && endpoints.length > 0 ? `listed at ${endpoints.map(String).join(', ')}` : 'listed nowhere'}`;
}
