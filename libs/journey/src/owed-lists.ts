import { and, eq, sql } from 'drizzle-orm';
import { HOUR } from '#common';
import { endpointFromProfile, type Endpoint } from '#directory';
import { document, mailList, transmissionDocument, type Connection } from '#ledger';
import { effectiveVerdict } from '#outage';
import { callStays, repeats } from './acceptance.js';
import { chooseList, type ListFacts, type ListKind } from './choose-list.js';
import { pathOf } from './evidence.js';
import { isolationOf } from './isolate.js';
import type { Journey } from './journey.js';
import { releasedLists, releaseLines, type ReleasedList } from './released-lists.js';
import { carriesTables } from './write-mail.js';

/**
 * A mail that left, or may have. `leftAt`: when the first of its bytes can have reached its mailbox; `named`: a list that stands has a line of it;
 * `inWords`: the next has nothing attached.
 */
export interface Left { id: number; leftAt: Date; named: boolean; inWords: boolean; documents: number }

/** A list that has to be made now, of these mails, the oldest first. */
export interface OwedList {
  endpoint: Endpoint;
  mailbox: string;
  kind: ListKind;
  because: string;
  /** tables: with the same as CSV; words: nothing attached, as the terminal wants it or because a list with it was refused */
  form: 'tables' | 'words';
  mails: readonly Left[];
  /** all that left within this time stands in it */
  from: Date;
  until: Date;
  number: number;
  /** the list before it to this mailbox */
  before: number | null;
}

/** A list that did not get through for so long is left alone: what it told, the next ones' numbers show to be missing. */
export const TRIED_FOR_MS = 48 * HOUR;

/** So many documents stand in one list, more only where one mail has them; what is more follows in the next, at once. */
const MOST_DOCUMENTS = 1_000;

/** Which mailboxes are owed a list, and which: decided from the ledger alone, so that a worker may die at any moment. */
export async function owedLists(journey: Journey): Promise<OwedList[]> {
  const owed: OwedList[] = [];
  const { db } = journey.ledger;
  const released = await releasedLists(db, new Date(journey.clock.now().getTime() - TRIED_FOR_MS));
  await releaseLines(db, released);
  const boxes = await boxesInQuestion(journey, released);
  if (boxes.length === 0) return [];
  const untilOf = await timeToSpeakOf(journey);
  for (const { endpoint, mailbox } of boxes) {
    const until = untilOf({ endpoint: endpoint.code, mailbox });
    // Before its mails are read: whoever makes a list of them meanwhile has taken this number, and this one is not stored.
    const next = await nextNumber(db, endpoint.code);
    const left = (await mailsToList(db, { endpoint: endpoint.code, mailbox }, released)).filter((mail) => mail.leftAt <= until);
    const { list: kind, because } = left.length === 0 ? { list: null, because: '' } : chooseList(await factsOf(journey, endpoint, left));
    if (kind === null) continue;
    const listed = kind === 'hourly' ? left.filter((mail) => !mail.named) : left;
    const { mails: told, ...number } = await numbered(db, { code: endpoint.code, mailbox, kind, listed, until, next, released });
    const form = !carriesTables(endpoint.mail?.forms ?? []) || told.some((mail) => mail.inWords) ? 'words' : 'tables';
    owed.push({ endpoint, mailbox, kind, because, form, mails: told, ...number });
  }
  return owed;
}

type Box = { endpoint: string; mailbox: string };

/**
 * Mailboxes with mails that some list still owes a line, less those that cannot be owed one yet: a mail left no earlier than it was
 * composed, so what is too young by that is too young. A long outage has thousands of mails whose hour has not come, and those are
 * counted here and not read. Without hourly lists only EDI that comes back owes one.
 */
async function boxesInQuestion(journey: Journey, released: readonly ReleasedList[]): Promise<{ endpoint: Endpoint; mailbox: string }[]> {
  const { ledger: { db }, directory, settings } = journey;
  const withEdi = [...directory.endpoints.values()].filter((endpoint) => endpoint.edi !== null).map((endpoint) => endpoint.code);
  const { rows } = await db.execute<Box & { oldest: Date; unnamed: Date | null; one: string }>(sql`
    select t.endpoint, t.recipients->>0 as mailbox, min(t.composed_at) as oldest, min(t.id) as one,
      min(t.composed_at) filter (where not exists (select 1 from mail_list_line l where l.transmission_id = t.id and l.list_id <> all(${idsOf(released)}))) as unnamed
    from transmission t where t.kind in ('mail', 'digest') and not t.listed ${settings.mail.list.everyMs === null ? sql`and t.endpoint = any(${sql.param(withEdi)}::text[])` : sql``}
    group by 1, 2 order by 3`);
  const found: { endpoint: Endpoint; mailbox: string }[] = [];
  for (const { mailbox, oldest, unnamed, ...row } of rows) {
    const endpoint = directory.endpoints.get(row.endpoint) ?? await endpointOfMail(db, Number(row.one));
    const { list } = chooseList({ ...await standingOf(journey, endpoint, new Date(oldest)), unlistedMs: unnamed && journey.clock.now().getTime() - new Date(unnamed).getTime(), pending: false });
    if (list !== null) found.push({ endpoint, mailbox });
  }
  return found;
}

/** Mails of one mailbox that some list still owes a line, and that left: taken, in doubt, or in part. */
async function mailsToList(db: Connection, { endpoint, mailbox }: Box, released: readonly ReleasedList[]): Promise<Left[]> {
  const { rows } = await db.execute<{ id: string; left_at: Date; named: boolean; in_words: boolean; documents: number }>(sql`
    select t.id, gone.at as left_at, exists (select 1 from mail_list_line l where l.transmission_id = t.id and l.list_id <> all(${idsOf(released)})) as named,
      exists (select 1 from mail_list_line l where l.transmission_id = t.id and l.list_id = any(${idsOf(released.filter(({ next }) => next === 'words'))})) as in_words,
      (select count(*)::int from transmission_document d where d.transmission_id = t.id) as documents
    from transmission t cross join lateral (select least(
      (select min(y.ended_at) from "try" y where y.transmission_id = t.id and y.outcome in ('accepted', 'unknown')),
      (select min(p.accepted_at) from mail_part p where p.transmission_id = t.id)) as at) gone
    where t.kind in ('mail', 'digest') and not t.listed and t.endpoint = ${endpoint} and t.recipients->>0 = ${mailbox} and gone.at is not null order by gone.at, t.id`);
  return rows.map((row) => ({ id: Number(row.id), leftAt: new Date(row.left_at), named: row.named, inWords: row.in_words, documents: row.documents }));
}

const idsOf = (lists: readonly ReleasedList[]) => sql`${sql.param(lists.map(({ id }) => id))}::bigint[]`;

const boxOf = ({ endpoint, mailbox }: Box): string => JSON.stringify([endpoint, mailbox]);

/**
 * A mail that is on its way now may be there already: a list speaks of the time before it. Asked before the mails are read, and
 * the hour before that: what is taken meanwhile left later than the list speaks of, and is in the next.
 */
async function timeToSpeakOf({ ledger, clock }: Journey): Promise<(box: Box) => Date> {
  const now = clock.now();
  const { rows } = await ledger.db.execute<{ endpoint: string; mailbox: string; opened_at: Date }>(sql`select t.endpoint, t.recipients->>0 as mailbox, min(y.opened_at) as opened_at from "try" y join transmission t on t.id = y.transmission_id
    where y.open and t.kind in ('mail', 'digest') group by 1, 2`);
  const onTheWay = new Map(rows.map((row) => [boxOf(row), new Date(row.opened_at).getTime() - 1]));
  return (box) => new Date(Math.min(now.getTime(), onTheWay.get(boxOf(box)) ?? Infinity));
}

async function factsOf(journey: Journey, endpoint: Endpoint, mails: readonly Left[]): Promise<ListFacts> {
  const { clock, ledger: { db } } = journey;
  const now = clock.now();
  const { returnedAt, ...standing } = await standingOf(journey, endpoint, mails[0]?.leftAt ?? now);
  const unlisted = mails.find((mail) => !mail.named);
  return { ...standing, unlistedMs: unlisted ? now.getTime() - unlisted.leftAt.getTime() : null, pending: standing.edi === 'up' && standing.cameBack && (await pendingOf(db, endpoint, mails, returnedAt)) };
}

/** How its EDI path stands, and stood since the oldest mail that was not told after a return. */
async function standingOf({ ledger: { db }, clock, settings }: Journey, endpoint: Endpoint, oldest: Date): Promise<Omit<ListFacts, 'unlistedMs' | 'pending'> & { returnedAt: Date | null }> {
  const now = clock.now().getTime();
  const path = await pathOf(db, endpoint.code, 'edi');
  const edi = endpoint.edi === null ? 'none' as const : effectiveVerdict(path.verdict, (await isolationOf(db, endpoint.region)) !== null);
  const { returnedAt } = path;
  return {
    edi, returnedAt, cameBack: returnedAt !== null && returnedAt >= oldest, untoldMs: now - oldest.getTime(), sinceMs: now - (path.since?.getTime() ?? 0),
    answerWithinMs: endpoint.answerWithinMs, everyMs: settings.mail.list.everyMs,
  };
}

/** Is one of their documents on its way, awaited, or still to be repeated by EDI? */
async function pendingOf(db: Connection, endpoint: Endpoint, mails: readonly Left[], returnedAt: Date | null): Promise<boolean> {
  const [one] = await db.select({ id: document.id }).from(document).innerJoin(transmissionDocument, eq(transmissionDocument.documentId, document.id))
    .where(and(sql`${transmissionDocument.transmissionId} = any(${sql.param(mails.map((mail) => mail.id))}::bigint[])`, sql`(${document.state} in ('waiting', 'sending', 'unsettled')
      or (${document.state} = 'accepted' and (${document.answerDueAt} is not null or (${repeats(endpoint)} and ${document.lastAcceptedBy} = 'email' and ${document.mailAcceptedAt} <= ${returnedAt} and ${callStays}))))`)).limit(1);
  return one !== undefined;
}

/** Numbered for each endpoint, so that a clerk sees when one is missing. Its time begins where that of the list before it ended. */
async function numbered(db: Connection, of: { code: string; mailbox: string; kind: ListKind; listed: readonly Left[]; until: Date; next: number; released: readonly ReleasedList[] }): Promise<Pick<OwedList, 'mails' | 'from' | 'until' | 'number' | 'before'>> {
  const mails = asManyAsFit(of.listed);
  const first = mails[0]?.leftAt ?? of.until;
  const [last] = await db.select({ number: mailList.number, untilAt: mailList.untilAt }).from(mailList).where(and(eq(mailList.endpoint, of.code), eq(mailList.mailbox, of.mailbox), sql`${mailList.transmissionId} <> all(${idsOf(of.released)})`)).orderBy(sql`${mailList.number} desc`).limit(1);
  // After a return all is told again that the hourly lists named: its time begins with the first of them.
  const from = of.kind === 'hourly' && last ? new Date(Math.min(first.getTime(), last.untilAt.getTime())) : first;
  return { mails, from, until: mails.length < of.listed.length ? mails.at(-1)!.leftAt : of.until, number: of.next, before: last?.number ?? null };
}

/** What left in the same moment stands together: the next list speaks of the time after it. */
function asManyAsFit(mails: readonly Left[]): readonly Left[] {
  let room = MOST_DOCUMENTS;
  const end = mails.findIndex((mail, index) => (room -= mail.documents) < 0 && index > 0 && mail.leftAt.getTime() !== mails[index - 1]!.leftAt.getTime());
  return end < 0 ? mails : mails.slice(0, end);
}

export async function nextNumber(db: Connection, endpoint: string): Promise<number> {
  const [row] = await db.select({ n: sql<number>`coalesce(max(${mailList.number}), 0)::int` }).from(mailList).where(eq(mailList.endpoint, endpoint));
  return (row?.n ?? 0) + 1;
}

/** One that left the directory is still told, as it was when its mail was made. */
async function endpointOfMail(db: Connection, transmissionId: number): Promise<Endpoint> {
  const [row] = await db.select({ profile: document.profile }).from(document).innerJoin(transmissionDocument, eq(transmissionDocument.documentId, document.id)).where(eq(transmissionDocument.transmissionId, transmissionId)).limit(1);
  return endpointFromProfile(row?.profile ?? {});
}
