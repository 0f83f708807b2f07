import { and, asc, eq, lte, notInArray, sql } from 'drizzle-orm';
import { postWebhook, webhookKeys, type WebhookAnswer } from '#channels';
import { waitAfter } from '#common';
import type { Partner } from '#directory';
import { notice, task, type Transaction } from '#ledger';
import { openTask, openTaskOf } from './tasks.js';
import type { Journey } from './journey.js';

type Notice = typeof notice.$inferSelect;
type TellablePartner = Partner & { webhook: NonNullable<Partner['webhook']> };

/** Ms. A step of the worker's loop ends after that, whatever is left: one that runs for a minute looks as if it hung. */
const STEP_MS = 30_000;

/** Partners whose system is told. */
export const tellablePartners = ({ directory }: Pick<Journey, 'directory'>): TellablePartner[] =>
  [...directory.partners.values()].filter((partner): partner is TellablePartner => partner.webhook !== undefined);

/**
 * One partner's notices, in the order they were written, for as long as it takes them: a later one never overtakes an earlier one, so what it heard
 * last is what holds. The try is written before its first byte leaves: who finds one open does not know whether it arrived, and tells it again
 * under the same id. For one process at a time, by lease; two that told the same would harm nobody.
 */
export async function tellPartner(journey: Journey, partner: TellablePartner, signal: AbortSignal): Promise<void> {
  for (const began = performance.now(); !signal.aborted && performance.now() - began < STEP_MS;) {
    const begun = await beginTry(journey, partner.code);
    if (!begun) return;
    const answer = await post(journey, partner, begun, signal);
    // Cut off by our own stop it stays open: the next worker tells it at once.
    if (signal.aborted && answer.outcome === 'failed') return;
    if (!(await endTry(journey, begun, answer))) return;
  }
}

/** The first that waits, if its time has come; its try is in the ledger before this returns. */
async function beginTry({ ledger, clock }: Journey, partner: string): Promise<Notice | null> {
  const [first] = await ledger.db.select().from(notice).where(and(eq(notice.partner, partner), eq(notice.state, 'waiting'))).orderBy(asc(notice.id)).limit(1);
  if (!first || first.notBefore > clock.now()) return null;
  const [begun] = await ledger.db.update(notice).set({ tries: sql`${notice.tries} + 1`, open: true }).where(and(eq(notice.id, first.id), eq(notice.state, 'waiting'))).returning();
  return begun ?? null;
}

function post({ settings, clock }: Journey, { webhook }: TellablePartner, { noticeId, body }: Notice, signal: AbortSignal): Promise<WebhookAnswer> {
  const keys = webhookKeys(process.env[webhook.secretEnv] ?? '');
  // Checked at start; the environment of a running process does not change.
  if (!keys) throw new Error(`the environment variable ${webhook.secretEnv} holds no secret to sign with`);
  return postWebhook({ url: webhook.url, id: noticeId, body, keys, at: clock.now(), timeoutMs: settings.notices.timeoutMs }, signal);
}

/** @returns whether the next may go: this one is told, or given up */
async function endTry(journey: Journey, { id, partner, tries, createdAt }: Notice, answer: WebhookAnswer): Promise<boolean> {
  const { ledger, clock, settings: { notices }, log } = journey;
  const at = clock.now();
  const giveUp = answer.outcome === 'gone' || (answer.outcome === 'failed' && at.getTime() - createdAt.getTime() >= notices.giveUpAfterMs);
  const wait = Math.max(waitAfter(tries, notices.backoffMs), (answer.outcome === 'failed' && answer.waitMs) || 0);
  await ledger.transaction(async (tx) => {
    const common = { open: false, words: answer.words };
    if (answer.outcome === 'told') {
      await tx.update(notice).set({ ...common, state: 'told', toldAt: at }).where(eq(notice.id, id));
      await closeWhenAllTold(tx, partner, at);
    } else if (giveUp) {
      await tx.update(notice).set({ ...common, state: 'given-up' }).where(eq(notice.id, id));
      await askAPerson(journey, tx, partner, answer.outcome === 'gone' ? `its system wants no more of them (${answer.words})` : `its system took none for ${Math.round(notices.giveUpAfterMs / 3_600_000)} h; the last try said: ${answer.words}`, at);
    } else {
      await tx.update(notice).set({ ...common, notBefore: new Date(at.getTime() + wait) }).where(eq(notice.id, id));
    }
  });
  if (answer.outcome !== 'told') log.warn({ partner, notice: id, tries, giveUp, words: answer.words }, 'a carrier\'s system could not be told');
  return answer.outcome === 'told' || giveUp;
}

const causeOf = (partner: string) => `tell-carrier ${partner}`;

/** One task for a partner, however many notices: what it was not told is one list. */
async function askAPerson({ directory }: Pick<Journey, 'directory'>, tx: Transaction, partner: string, because: string, at: Date): Promise<void> {
  const known = directory.partners.get(partner);
  await openTask(tx, {
    kind: 'tell-carrier', cause: causeOf(partner), carrier: known?.carrier ?? null, region: known?.region ?? null, endpoint: null, documentId: null, mailInId: null,
    what: `Tell ${known?.name ?? partner} what terminals answered: ${because}. npx hawser notices shows what; npx hawser tell-again ID tells its system once more`.slice(0, 500),
    facts: { partner, because }, urgentAt: at,
  }, at);
}

/** Asked after each notice: whether there is a task at all is found by its index, and most often there is none. */
async function closeWhenAllTold(tx: Transaction, partner: string, at: Date): Promise<void> {
  await tx.update(task).set({ closedAt: at, closedBy: 'hawser', closedBecause: 'its system was told after all' })
    .where(and(openTaskOf(causeOf(partner)), sql`not exists (select 1 from ${notice} where ${notice.partner} = ${partner} and ${notice.state} = 'given-up')`));
}

/** Notices whose partner has no webhook any more: nobody sends them, so after the same time a person is told of them. */
export async function giveUpUnaddressed(journey: Journey): Promise<void> {
  const { ledger, clock, settings } = journey;
  const at = clock.now();
  const codes = tellablePartners(journey).map((partner) => partner.code);
  await ledger.transaction(async (tx) => {
    const given = await tx.update(notice).set({ state: 'given-up', open: false, words: 'its partner has no webhook any more' })
      .where(and(eq(notice.state, 'waiting'), codes.length === 0 ? undefined : notInArray(notice.partner, codes), lte(notice.createdAt, new Date(at.getTime() - settings.notices.giveUpAfterMs)))).returning({ partner: notice.partner });
    for (const partner of new Set(given.map((one) => one.partner))) await askAPerson(journey, tx, partner, 'its file names no webhook any more', at);
  });
}
