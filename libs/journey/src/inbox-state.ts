import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { readAnswers } from '#acknowledgements';
import { readMail } from '#channels';
import { inbox, lease, mailIn, readMailIn, task } from '#ledger';
import type { Journey } from './journey.js';

/** How a mailbox of ours stands, for people. */
export interface InboxNow {
  name: string;
  host: string;
  user: string;
  folder: string;
  /** `UIDVALIDITY:UID` of the last mail that was taken; null: none yet */
  cursor: string | null;
  /** which process reads it, by its lease; null: none ever did */
  reader: string | null;
  /** when it was last looked through to its end */
  lookedAt: Date | null;
  /** a stable code; null: it can be read */
  trouble: string | null;
  words: string | null;
  troubleSince: Date | null;
}

/** Every mailbox of the settings, in their order. */
export async function inboxesNow({ ledger: { db }, settings }: Pick<Journey, 'ledger' | 'settings'>): Promise<InboxNow[]> {
  const [rows, leases] = [await db.select().from(inbox), await db.select().from(lease)];
  return settings.mail.inboxes.map(({ name, host, user, folder }) => {
    const row = rows.find((one) => one.name === name);
    const held = leases.find((one) => one.name === `mailbox/${name}`);
    return { name, host, user, folder, cursor: held?.cursor ?? null, reader: held?.holder ?? null, lookedAt: row?.lookedAt ?? null, trouble: row?.trouble ?? null, words: row?.words ?? null, troubleSince: row?.troubleSince ?? null };
  });
}

/** Mails that came in, the newest first, without their bytes. */
export function mailsThatCame({ ledger: { db } }: Pick<Journey, 'ledger'>, { mailbox, before, limit }: { mailbox?: string | undefined; before?: number | undefined; limit: number }) {
  return db.select().from(mailIn).where(and(mailbox === undefined ? undefined : eq(mailIn.mailbox, mailbox), before === undefined ? undefined : lt(mailIn.id, before))).orderBy(desc(mailIn.id)).limit(limit);
}

/** One of them, with what a person has to do about it; null: there is none of that id. */
export async function mailThatCame({ ledger: { db } }: Pick<Journey, 'ledger'>, id: number) {
  const [row] = await db.select().from(mailIn).where(eq(mailIn.id, id));
  return row ? { ...row, tasks: await db.select({ id: task.id, kind: task.kind, what: task.what }).from(task).where(and(eq(task.mailInId, id), isNull(task.closedAt))).orderBy(task.id) } : null;
}

/** The words of a mail, as they are read: its sender's own first, quotes and signatures cut off. Null: it was not read, or it is not there. */
export async function wordsOfMail(journey: Pick<Journey, 'ledger'>, id: number): Promise<string | null> {
  const raw = await bytesOfMail(journey, id);
  return raw === null ? null : readAnswers(await readMail(raw)).ownWords;
}

/** As it lay in the mailbox; of the same bytes once more, those of the first; null: they were not read, or it is not there. */
export async function bytesOfMail(journey: Pick<Journey, 'ledger'>, id: number): Promise<Buffer | null> {
  const row = await mailThatCame(journey, id);
  if (!row || row.sha256 === '') return null;
  const [first] = await journey.ledger.db.select({ id: mailIn.id }).from(mailIn).where(eq(mailIn.sha256, row.sha256)).orderBy(mailIn.id).limit(1);
  return readMailIn(journey.ledger.db, first?.id ?? id);
}

/** It was looked through to its end, and nothing is wrong with it. */
export async function inboxIsWell({ ledger: { db }, clock }: Journey, name: string): Promise<void> {
  const well = { lookedAt: clock.now(), trouble: null, words: null, troubleSince: null };
  await db.insert(inbox).values({ name, ...well }).onConflictDoUpdate({ target: inbox.name, set: well });
}

/** It cannot be read now. */
export async function inboxTrouble({ ledger: { db }, clock }: Journey, name: string, { because, words }: { because: string; words: string }): Promise<void> {
  const trouble = { trouble: because, words: words.slice(0, 1_000), troubleSince: clock.now() };
  // Since when it is so does not begin anew with each process that finds it.
  const since = sql`case when ${inbox.trouble} = ${because} then ${inbox.troubleSince} else ${trouble.troubleSince} end`;
  await db.insert(inbox).values({ name, ...trouble }).onConflictDoUpdate({ target: inbox.name, set: { ...trouble, troubleSince: since } });
}
