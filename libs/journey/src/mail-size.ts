import { and, desc, gt, inArray, sql } from 'drizzle-orm';
import { ENCODED } from '#channels';
import { LEAST_CAP, type Settings } from '#directory';
import { mailboxCap, type Connection, type Transaction } from '#ledger';
import type { Journey } from './journey.js';

export interface Cap { bytes: number; learned: boolean }

/** What a cap is kept of: a mailbox by its address, a relay by its name, which has no @. */
const known = (of: string) => of.toLowerCase();
const isMailbox = (of: string) => of.includes('@');

/** The setting counts content before base64, as mailboxes' owners do; this is the mail as it travels, as servers count. */
export const defaultCap = ({ mailbox }: Settings['mail']): number => Math.floor(mailbox.capBytes * ENCODED);

/** How large one mail may be for this mailbox or relay: what a refusal taught, while that is not too long ago, else the setting. */
export async function capOf(db: Connection, of: string, settings: Settings['mail'], at: Date): Promise<Cap> {
  const most = defaultCap(settings);
  const bytes = await narrowest(db, [of], settings, at);
  return bytes < most ? { bytes, learned: true } : { bytes: most, learned: false };
}

/** How large one mail to this mailbox through this relay may be: the narrower of both. */
export async function capThrough(db: Connection, mailbox: string, relay: string, settings: Settings['mail'], at: Date): Promise<number> {
  return narrowest(db, [mailbox, relay], settings, at);
}

/** The least of the setting and of what refusals taught of these, the newest of each. */
async function narrowest(db: Connection, these: readonly string[], settings: Settings['mail'], at: Date): Promise<number> {
  const newest = await db.selectDistinctOn([mailboxCap.mailbox], { capBytes: mailboxCap.capBytes }).from(mailboxCap)
    .where(and(inArray(mailboxCap.mailbox, these.map(known)), gt(mailboxCap.at, new Date(at.getTime() - settings.mailbox.forgetCapAfterMs)))).orderBy(mailboxCap.mailbox, desc(mailboxCap.id));
  return Math.min(defaultCap(settings), ...newest.map(({ capBytes }) => capBytes ?? Infinity));
}

/**
 * A mail was too large for its mailbox, or for a relay: the next one goes in smaller parts. Below the least cap there is
 * nothing to learn: then it is the mailbox or the relay that refuses, not the size.
 *
 * @param refused.of  an address, or a relay's name
 * @param refused.mostBytes  the limit where it was told (SMTP SIZE); else half of what was refused
 */
export async function learnCap(tx: Transaction, settings: Settings['mail'], refused: { of: string; byteLength: number; mostBytes?: number | undefined; because: string; actor: string; at: Date }): Promise<void> {
  const { of, byteLength, mostBytes, because, actor, at } = refused;
  const before = await capOf(tx, of, settings, at);
  const told = mostBytes !== undefined && mostBytes < byteLength ? mostBytes : Math.floor(byteLength / 2);
  const capBytes = Math.max(LEAST_CAP, told);
  if (byteLength <= LEAST_CAP || capBytes >= before.bytes) return;
  await tx.insert(mailboxCap).values({ mailbox: known(of), capBytes, because: `a mail of ${byteLength} bytes was refused: ${because}`.slice(0, 500), actor, at });
}

/** A person knows that the mailbox, or the relay, takes more: the setting counts again, until the next refusal. */
export async function forgetCap({ ledger, clock, settings }: Pick<Journey, 'ledger' | 'clock' | 'settings'>, act: { of: string; because: string; actor: string }): Promise<{ forgotten: boolean; capBytes: number }> {
  const at = clock.now();
  const { learned } = await capOf(ledger.db, act.of, settings.mail, at);
  if (learned) await ledger.db.insert(mailboxCap).values({ mailbox: known(act.of), capBytes: null, because: act.because, actor: act.actor, at });
  return { forgotten: learned, capBytes: defaultCap(settings.mail) };
}

/** Mailboxes and relays with a cap of their own, why, and when it is forgotten. */
export async function learnedCaps({ ledger, clock, settings }: Pick<Journey, 'ledger' | 'clock' | 'settings'>) {
  const { forgetCapAfterMs } = settings.mail.mailbox;
  const { rows } = await ledger.db.execute<{ mailbox: string; cap_bytes: number; because: string; actor: string; at: Date }>(sql`select * from (
    select distinct on (mailbox) mailbox, cap_bytes, because, actor, at from mailbox_cap order by mailbox, id desc) newest
    where cap_bytes is not null and at > ${new Date(clock.now().getTime() - forgetCapAfterMs)} order by mailbox`);
  const caps = rows.map(({ mailbox: of, cap_bytes: capBytes, because, actor, at }) => ({ of, capBytes, because, actor, at: new Date(at), until: new Date(new Date(at).getTime() + forgetCapAfterMs) }));
  return { defaultCapBytes: defaultCap(settings.mail), mailboxes: caps.filter(({ of }) => isMailbox(of)), relays: caps.filter(({ of }) => !isMailbox(of)) };
}
