import { languageOf, wordsOf } from '#common';
import type { Outcome } from '#channels';
import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import type { ByMailBecause } from '#rendering';
import { sentenceOf } from '#routing';
import { composeMailFor, mailsOf, mailsUntil, type MailOfDocument } from './compose.js';
import { giveMail, type NoPlace } from './give-mail.js';
import { hold, lookAgain, orTrouble } from './hold.js';
import { mailTroubles, nextMail, notMade, type MailTroubles, type NextMail } from './mail-forms.js';
import { holdForPlace } from './rates.js';
import type { RelayNow } from './relays.js';
import { waysNow, type Ways } from './routing-facts.js';
import type { Composed } from './transmissions.js';
import { originalsOutstanding } from './versions.js';
import type { Journey } from './journey.js';

/** The most urgent first, none before what it replaces. Stops when the ways change or one is not taken: what is left is decided again, as a unit of its own. */
export async function mailOneByOne(journey: Journey, mails: { endpoint: Endpoint; ways: Ways; documents: readonly DocumentRow[]; because: string; signal: AbortSignal }): Promise<void> {
  const { endpoint, ways: before, because, signal } = mails;
  const inOrder = originalsFirst([...mails.documents].sort((a, b) => a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime()));
  for (const [turn, doc] of inOrder.entries()) {
    if (signal.aborted) return;
    const now = turn === 0 ? before : await waysNow(journey, endpoint);
    if (now.edi !== before.edi || now.email !== before.email) return;
    if (await waitsForOriginal(journey, doc)) continue;
    const why = whyByMail(because, now, endpoint);
    const outcome = await orTrouble(journey, [doc], signal, () => mailAlone(journey, { endpoint, doc, because, why, relays: now.relays, signal }));
    if (outcome !== null && 'noPlace' in outcome) return holdForPlace(journey, inOrder.slice(turn), outcome.noPlace);
    if (outcome?.outcome === 'unreachable') return;
  }
}

/** A more urgent amendment stands behind its original all the same. */
function originalsFirst(documents: readonly DocumentRow[]): DocumentRow[] {
  const byId = new Map(documents.map((doc) => [doc.id, doc]));
  const ordered = new Set<DocumentRow>();
  for (const doc of documents) {
    const chain: DocumentRow[] = [];
    for (let one: DocumentRow | undefined = doc; one && !ordered.has(one); one = byId.get(one.predecessorId ?? 0)) chain.push(one);
    for (const one of chain.reverse()) ordered.add(one);
  }
  return [...ordered];
}

/**
 * By mail each set leaves for itself, so what came in one interchange with it does not go before it by itself, as it does by EDI:
 * where its original is still to leave it rests, until that wakes it.
 */
async function waitsForOriginal(journey: Journey, doc: DocumentRow): Promise<boolean> {
  const outstanding = () => originalsOutstanding(journey.ledger.db, [doc]);
  if (!(await outstanding())) return false;
  await hold(journey, [doc], { action: 'hold', held: 'waits-for-original', because: 'original-not-handed-over', lookAgainInMinutes: journey.settings.urgency.holdMinutes });
  // Handed over meanwhile, it woke nobody that was not at rest yet.
  if (!(await outstanding())) await lookAgain(journey, [doc]);
  return true;
}

/** @returns what its try came to; null: it was not tried */
export async function mailAlone(journey: Journey, { endpoint, doc, because, why, relays, signal }: { endpoint: Endpoint; doc: DocumentRow; because: string; why: ByMailBecause; relays: readonly RelayNow[]; signal: AbortSignal }): Promise<Outcome | NoPlace | null> {
  const mails = await mailsUntil(journey.ledger.db, doc);
  const troubles = mailTroubles(mails);
  const next = nextFor(endpoint, troubles);
  if ('refused' in next) {
    await hold(journey, [doc], { action: 'hold', held: 'no-mailbox', lookAgainInMinutes: journey.settings.urgency.holdMinutes, because: `No mailbox in the directory takes its mail (${[...next.refused].map(([address, why]) => `${address}: ${why}`).join(', ')}); it goes by EDI when that is back, or a person says where.` });
    return null;
  }
  return giveMail(journey, { endpoint, to: next.to, relays, due: doc.effectiveDueAt, because, signal, compose: (relay, stored) => composeInAForm(journey, { doc, why, endpoint, next, troubles, relay, earlier: stored ? null : mails, signal }) });
}

/** The first contact that has not refused this document's mail for good, in the first form that had no trouble there. */
export const nextFor = ({ mail }: Endpoint, troubles: MailTroubles) => (mail ? nextMail(mail, troubles) : { refused: new Map<string, string>() });

/** In the form it should have, or the next one that can be made: a clerk is better served by words than by a workbook that never comes. */
async function composeInAForm(journey: Journey, of: { doc: DocumentRow; why: ByMailBecause; endpoint: Endpoint; next: NextMail; troubles: MailTroubles; relay: string; earlier: readonly MailOfDocument[] | null; signal: AbortSignal }): Promise<{ composed: Composed; documents: readonly DocumentRow[]; form: NextMail }> {
  const { doc, why, endpoint, next, troubles, relay, signal } = of;
  const earlier = of.earlier ?? await mailsOf(journey.ledger.db, doc.id);
  for (let form = next; ;) {
    try {
      return { composed: await composeMailFor(journey, doc, why, { ...form, relay, earlier }), documents: [doc], form };
    } catch (error) {
      notMade(troubles, form);
      const another = nextFor(endpoint, troubles);
      if (signal.aborted || 'refused' in another || another.to !== form.to) throw error;
      journey.log.error({ ref: doc.ref, form: form.form, next: another.form, words: wordsOf(error) }, 'a form of it could not be made; the next one is');
      form = another;
    }
  }
}

/** The rule's sentence in the clerk's language, and since when: they compare it with the notice they were given. An isolation is quoted in its person's words. */
export function whyByMail(because: string, ways: Ways, { edi, mail }: Endpoint): ByMailBecause {
  const sentence = sentenceOf(because, languageOf(mail?.language ?? 'en') ?? 'en');
  if (edi === null) return { sentence, ediReturns: false };
  return ways.edi === 'up' || !ways.since ? { sentence } : { sentence, since: ways.since, reason: ways.isolatedBecause };
}
