import { eq } from 'drizzle-orm';
import type { Outcome } from '#channels';
import type { MailRelay } from '#directory';
import { path } from '#ledger';
import { effectiveVerdict, type Verdict } from '#outage';
import { isolationOf } from './isolate.js';
import { TOO_BIG_FOR_RELAY } from './mail-forms.js';
import { OF_THE_MAILBOX, OUR_OWN_DOING } from './outcome.js';
import type { Journey } from './journey.js';

export interface RelayNow { relay: MailRelay; verdict: Verdict | 'isolated'; since: Date | null; because: string }

/** Our relays in their order, each as its own path stands; one in an isolated region is isolated with it. */
export async function relaysNow(journey: Pick<Journey, 'ledger' | 'settings'>): Promise<RelayNow[]> {
  return relaysFrom(journey, await journey.ledger.db.select().from(path).where(eq(path.kind, 'email')));
}

/** The same of paths that were read already. */
export async function relaysFrom(journey: Pick<Journey, 'ledger' | 'settings'>, paths: readonly (typeof path.$inferSelect)[]): Promise<RelayNow[]> {
  const { db } = journey.ledger;
  const rows = new Map(paths.filter((row) => row.kind === 'email').map((row) => [row.endpoint, row]));
  return Promise.all(journey.settings.mail.relays.map(async (relay) => {
    const row = rows.get(relay.name);
    const isolation = relay.region === null ? null : await isolationOf(db, relay.region);
    return {
      relay, verdict: effectiveVerdict((row?.verdict ?? 'up') as Verdict, isolation !== null),
      since: isolation?.since ?? row?.since ?? null, because: isolation?.because ?? row?.because ?? 'no evidence against it',
    };
  }));
}

/** Those a mail may be given to. Under suspicion or coming back is still mail: its own tries are the proof it needs. */
export const usable = (relays: readonly RelayNow[]): MailRelay[] => relays.filter(({ verdict }) => verdict !== 'down' && verdict !== 'isolated').map(({ relay }) => relay);

/** Best first: mail works while any relay does. */
const BEST = ['up', 'returning', 'suspect', 'down', 'isolated'] as const;

export function mailVerdict(relays: readonly RelayNow[]): Verdict | 'isolated' {
  return BEST.find((verdict) => relays.some((one) => one.verdict === verdict)) ?? 'down';
}

/**
 * May the next relay be asked? Where this one could not be reached, said "not now" of its own, or takes none as large: it
 * answered clearly that it did not take the mail. Never after a doubt, and never where the mail or the mailbox was refused.
 */
export function isRelaysOwn(outcome: Outcome): boolean {
  if (outcome.outcome === 'unreachable') return !OUR_OWN_DOING.has(outcome.because);
  return outcome.outcome === 'refused' && (outcome.because === TOO_BIG_FOR_RELAY || (!outcome.forGood && !OF_THE_MAILBOX.has(outcome.because)));
}
