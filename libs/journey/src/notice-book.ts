import { and, desc, eq, gt, inArray, lt, ne, or } from 'drizzle-orm';
import { document, notice, type Connection } from '#ledger';
import { ActRefusedError } from './errors.js';
import type { Journey } from './journey.js';

/** A notice as the desk sees it: how often it was tried, and what was said the last time. */
export interface NoticeInBook {
  id: number; noticeId: string; partner: string; ref: string; event: string;
  /** waiting | told | given-up */
  state: string;
  tries: number;
  /** a try is under way, or its worker died in it: it may have been told */
  open: boolean;
  createdAt: Date; notBefore: Date; toldAt: Date | null; words: string | null;
}

/** The newest first: those that were not told, or all. */
export async function noticesInBook(db: Connection, asked: { all: boolean; limit: number; before?: number }): Promise<NoticeInBook[]> {
  return db.select({
    id: notice.id, noticeId: notice.noticeId, partner: notice.partner, ref: document.ref, event: notice.event, state: notice.state, tries: notice.tries, open: notice.open,
    createdAt: notice.createdAt, notBefore: notice.notBefore, toldAt: notice.toldAt, words: notice.words,
  }).from(notice).innerJoin(document, eq(document.id, notice.documentId))
    .where(and(asked.all ? undefined : ne(notice.state, 'told'), asked.before === undefined ? undefined : lt(notice.id, asked.before))).orderBy(desc(notice.id)).limit(asked.limit);
}

/** Its number, by that or by the id that the carrier's system knows (ntc_…). Null: there is none. */
export async function noticeNumber(db: Connection, said: string): Promise<number | null> {
  const byNumber = /^\d{1,15}$/.test(said);
  const [found] = await db.select({ id: notice.id }).from(notice).where(byNumber ? eq(notice.id, Number(said)) : eq(notice.noticeId, said.slice(0, 100)));
  return found?.id ?? null;
}

/** One with the very words that are sent; null: there is none of that id. */
export async function noticeInBook(db: Connection, id: number) {
  const [found] = await db.select({ notice, ref: document.ref }).from(notice).innerJoin(document, eq(document.id, notice.documentId)).where(eq(notice.id, id));
  if (!found) return null;
  const { documentId: _inside, body, ...row } = found.notice;
  return { ...row, ref: found.ref, body: JSON.parse(body) as unknown };
}

/**
 * A person has it told once more, under the same id: one that was given up, or one that the other side lost; one that waits for its next try has it at once. It goes at the next round, before newer
 * ones; where its time was over already, one try is made.
 * @throws ActRefusedError when there is no such notice, it is due already, or its partner has no webhook
 */
export async function tellAgain({ ledger, directory, clock, log }: Pick<Journey, 'ledger' | 'directory' | 'clock' | 'log'>, id: number, actor: string): Promise<{ id: number; noticeId: string; partner: string; was: string }> {
  const at = clock.now();
  return ledger.transaction(async (tx) => {
    const [found] = await tx.select().from(notice).where(eq(notice.id, id)).for('update');
    if (!found) throw new ActRefusedError(`there is no notice ${id}; npx hawser notices --all shows them`, { id });
    if (!directory.partners.get(found.partner)?.webhook) throw new ActRefusedError(`${found.partner} has no webhook in its file (config/partners/README.md); nobody would send it`, { id, partner: found.partner });
    const moved = await tx.update(notice).set({ state: 'waiting', notBefore: at, toldAt: null }).where(and(eq(notice.id, id), or(inArray(notice.state, ['told', 'given-up']), and(eq(notice.open, false), gt(notice.notBefore, at))))).returning({ id: notice.id });
    if (moved.length === 0) throw new ActRefusedError(`notice ${id} is ${found.open ? 'being told' : 'due'} already, since ${found.notBefore.toISOString()}; it was tried ${found.tries} times`, { id });
    log.info({ notice: id, partner: found.partner, actor, was: found.state }, 'a person has it told again');
    return { id, noticeId: found.noticeId, partner: found.partner, was: found.state };
  });
}
