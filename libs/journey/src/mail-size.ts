import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { ENCODED } from '#channels';
import { LEAST_CAP, type Settings } from '#directory';
import { mailboxCap, type Connection, type Transaction } from '#ledger';
import type { Journey } from './journey.js';

export interface Cap { bytes: number; learned: boolean }

const known = (mailbox: string) => mailbox.toLowerCase();

/** The setting counts content before base64, as mailboxes' owners do; this is the mail as it travels, as servers count. */
export const defaultCap = ({ mailbox }: Settings['mail']): number => Math.floor(mailbox.capBytes * ENCODED);

/** How large one mail to this mailbox may be: what a refusal taught, while that is not too long ago, else the setting. */
export async function capOf(db: Connection, mailbox: string, settings: Settings['mail'], at: Date): Promise<Cap> {
  const [newest] = await db.select().from(mailboxCap).where(and(eq(mailboxCap.mailbox, known(mailbox)), gt(mailboxCap.at, new Date(at.getTime() - settings.mailbox.forgetCapAfterMs)))).orderBy(desc(mailboxCap.id)).limit(1);
  const most = defaultCap(settings);
  return newest?.capBytes != null && newest.capBytes < most ? { bytes: newest.capBytes, learned: true } : { bytes: most, learned: false };
}

/**
 * A mail was too large for its mailbox, says the relay or a bounce: the next one goes in smaller parts. Below the least cap
 * there is nothing to learn: then it is the mailbox that refuses, not the size.
 *
 * @param refused.mostBytes  the limit where it was told (SMTP SIZE); else half of what was refused
 */
export async function learnCap(tx: Transaction, settings: Settings['mail'], refused: { mailbox: string; byteLength: number; mostBytes?: number | undefined; because: string; actor: string; at: Date }): Promise<void> {
  const { mailbox, byteLength, mostBytes, because, actor, at } = refused;
  const before = await capOf(tx, mailbox, settings, at);
  const told = mostBytes !== undefined && mostBytes < byteLength ? mostBytes : Math.floor(byteLength / 2);
  const capBytes = Math.max(LEAST_CAP, told);
  if (byteLength <= LEAST_CAP || capBytes >= before.bytes) return;
  await tx.insert(mailboxCap).values({ mailbox: known(mailbox), capBytes, because: `a mail of ${byteLength} bytes was refused: ${because}`.slice(0, 500), actor, at });
}

/** A person knows that the mailbox takes more: the setting counts again, until the next refusal. */
export async function forgetCap({ ledger, clock, settings }: Pick<Journey, 'ledger' | 'clock' | 'settings'>, act: { mailbox: string; because: string; actor: string }): Promise<{ forgotten: boolean; capBytes: number }> {
  const at = clock.now();
  const { learned } = await capOf(ledger.db, act.mailbox, settings.mail, at);
  if (learned) await ledger.db.insert(mailboxCap).values({ mailbox: known(act.mailbox), capBytes: null, because: act.because, actor: act.actor, at });
  return { forgotten: learned, capBytes: defaultCap(settings.mail) };
}

/** Mailboxes with a cap of their own, why, and when it is forgotten. */
export async function learnedCaps({ ledger, clock, settings }: Pick<Journey, 'ledger' | 'clock' | 'settings'>) {
  const { rows } = await ledger.db.execute<{ mailbox: string; cap_bytes: number; because: string; actor: string; at: Date }>(sql`select * from (
    select distinct on (mailbox) mailbox, cap_bytes, because, actor, at from mailbox_cap order by mailbox, id desc) newest
    where cap_bytes is not null and at > ${new Date(clock.now().getTime() - settings.mail.mailbox.forgetCapAfterMs)} order by mailbox`);
  return {
    defaultCapBytes: defaultCap(settings.mail),
    mailboxes: rows.map((row) => ({ mailbox: row.mailbox, capBytes: row.cap_bytes, because: row.because, actor: row.actor, at: new Date(row.at), until: new Date(new Date(row.at).getTime() + settings.mail.mailbox.forgetCapAfterMs) })),
  };
}
