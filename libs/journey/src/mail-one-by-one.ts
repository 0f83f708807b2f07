import { languageOf } from '#common';
import type { Outcome } from '#channels';
import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import type { ByMailBecause } from '#rendering';
import { sentenceOf } from '#routing';
import { composeMailFor, refusedRecipients } from './compose.js';
import { giveMail, type NoPlace } from './give-mail.js';
import { hold, orTrouble } from './hold.js';
import { holdForPlace } from './rates.js';
import type { RelayNow } from './relays.js';
import { waysNow, type Ways } from './routing-facts.js';
import type { Journey } from './journey.js';

/** The most urgent first. Stops when the ways change or one is not taken: what is left is decided again, as a unit of its own. */
export async function mailOneByOne(journey: Journey, mails: { endpoint: Endpoint; ways: Ways; documents: readonly DocumentRow[]; because: string; signal: AbortSignal }): Promise<void> {
  const { endpoint, ways: before, because, signal } = mails;
  const urgentFirst = [...mails.documents].sort((a, b) => a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime());
  for (const [turn, doc] of urgentFirst.entries()) {
    if (signal.aborted) return;
    const now = turn === 0 ? before : await waysNow(journey, endpoint);
    if (now.edi !== before.edi || now.email !== before.email) return;
    const why = whyByMail(because, now, endpoint);
    const outcome = await orTrouble(journey, [doc], signal, () => mailAlone(journey, { endpoint, doc, because, why, relays: now.relays, signal }));
    if (outcome !== null && 'noPlace' in outcome) return holdForPlace(journey, urgentFirst.slice(turn), outcome.noPlace);
    if (outcome?.outcome === 'unreachable') return;
  }
}

/** @returns what its try came to; null: it was not tried */
export async function mailAlone(journey: Journey, { endpoint, doc, because, why, relays, signal }: { endpoint: Endpoint; doc: DocumentRow; because: string; why: ByMailBecause; relays: readonly RelayNow[]; signal: AbortSignal }): Promise<Outcome | NoPlace | null> {
  const { to, refused } = await contactOf(journey, endpoint, doc);
  if (to === null) {
    await hold(journey, [doc], { action: 'hold', held: 'no-mailbox', lookAgainInMinutes: journey.settings.urgency.holdMinutes, because: `No mailbox in the directory takes its mail (${[...refused].map(([address, why]) => `${address}: ${why}`).join(', ')}); it goes by EDI when that is back, or a person says where.` });
    return null;
  }
  return giveMail(journey, { endpoint, to, relays, due: doc.effectiveDueAt, because, signal, compose: async (relay) => ({ composed: await composeMailFor(journey, doc, why, { to: [to], relay }), documents: [doc] }) });
}

/** The first contact that has not refused this document's mail for good. */
export async function contactOf(journey: Journey, { mail }: Endpoint, doc: DocumentRow): Promise<{ to: string | null; refused: ReadonlyMap<string, string> }> {
  const refused = await refusedRecipients(journey.ledger.db, doc.id);
  return { to: mail?.to.find((address) => !refused.has(address)) ?? null, refused };
}

/** The rule's sentence in the clerk's language, and since when: they compare it with the notice they were given. An isolation is quoted in its person's words. */
export function whyByMail(because: string, ways: Ways, { edi, mail }: Endpoint): ByMailBecause {
  const sentence = sentenceOf(because, languageOf(mail?.language ?? 'en') ?? 'en');
  if (edi === null) return { sentence, ediReturns: false };
  return ways.edi === 'up' || !ways.since ? { sentence } : { sentence, since: ways.since, reason: ways.isolatedBecause };
}
