import { asc, desc, eq, sql } from 'drizzle-orm';
import { mailList, mailListLine, transmission, type Connection } from '#ledger';
import type { Journey } from './journey.js';
import { stateOfList, type ListState, type ListTries } from './list-state.js';

/** A list as an operator sees it. */
export interface ListInBook {
  id: number;
  endpoint: string;
  mailbox: string;
  kind: string;
  number: number;
  fromAt: Date;
  untilAt: Date;
  because: string;
  messageId: string;
  sha256: string;
  byteLength: number;
  recipients: string[];
  documents: number;
  state: ListState;
  /** when the same bytes go again */
  againAt: Date | null;
  /** what the relay said last, or the server that reported */
  words: string;
}

type Asking = Pick<Journey, 'ledger' | 'settings'>;

/** The newest lists, the newest first. */
export async function recentLists(journey: Asking, limit: number): Promise<ListInBook[]> {
  return book(journey, await rowsOf(journey.ledger.db).orderBy(desc(mailList.transmissionId)).limit(limit));
}

/** Lists of which a try may still be due. */
export async function unfinishedLists(journey: Asking, since: Date): Promise<ListInBook[]> {
  const rows = await rowsOf(journey.ledger.db).where(sql`${mailList.untilAt} > ${since} and not exists (select 1 from "try" y where y.transmission_id = ${mailList.transmissionId} and (y.open or y.outcome = 'accepted'))`).orderBy(asc(mailList.transmissionId));
  return (await book(journey, rows)).filter((list) => list.againAt !== null);
}

/** One list with what it told, line by line. Null: there is none of that id. */
export async function listInBook(journey: Asking, id: number) {
  const [list] = await book(journey, await rowsOf(journey.ledger.db).where(eq(mailList.transmissionId, id)));
  if (!list) return null;
  const lines = await journey.ledger.db.select({ told: mailListLine.told }).from(mailListLine).where(eq(mailListLine.listId, id)).orderBy(asc(sql`${mailListLine.told}->>'handedOverAt'`), asc(sql`${mailListLine.told}->>'ref'`));
  return { ...list, lines: lines.map((line) => line.told) };
}

const rowsOf = (db: Connection) => db.select({ list: mailList, mail: transmission }).from(mailList).innerJoin(transmission, eq(transmission.id, mailList.transmissionId)).$dynamic();

async function book({ ledger: { db }, settings }: Asking, rows: Awaited<ReturnType<typeof rowsOf>>): Promise<ListInBook[]> {
  return Promise.all(rows.map(async ({ list, mail }) => {
    const { words, documents, ...tries } = await triesOf(db, list.transmissionId);
    const { endpoint, mailbox, kind, number, fromAt, untilAt, because } = list;
    return {
      id: list.transmissionId, endpoint, mailbox, kind, number, fromAt, untilAt, because, messageId: mail.wireIdentity, sha256: mail.sha256, byteLength: mail.byteLength, recipients: mail.recipients,
      documents, words, ...stateOfList(tries, settings),
    };
  }));
}

async function triesOf(db: Connection, id: number): Promise<ListTries & { words: string; documents: number }> {
  const { rows: [row] } = await db.execute<{ open: boolean; outcome: string | null; number: number; proof: { forGood?: boolean; words?: string; receipt?: string } | null; ended_at: Date | null; doubts: number; parts: number; taken: number; documents: number; came_back: string | null }>(sql`
    select y.open, y.outcome, y.number, y.proof, y.ended_at, (select count(*)::int from "try" d where d.transmission_id = ${id} and d.outcome = 'unknown') as doubts,
      (select count(*)::int from mail_part p where p.transmission_id = ${id}) as parts, (select count(p.accepted_at)::int from mail_part p where p.transmission_id = ${id}) as taken,
      (select count(*)::int from mail_list_line l where l.list_id = ${id}) as documents,
      (select r.words from mail_report r where r.transmission_id = ${id} and r.about = 'failed' order by r.id desc limit 1) as came_back
    from "try" y where y.transmission_id = ${id} order by y.id desc limit 1`);
  if (!row) throw new Error(`list ${id} was stored without a try`);
  return {
    open: row.open, outcome: row.outcome, number: row.number, forGood: row.proof?.forGood === true, endedAt: row.ended_at ? new Date(row.ended_at) : null, doubts: row.doubts,
    allPartsTaken: row.parts > 0 && row.taken === row.parts, cameBack: row.came_back !== null, words: row.came_back ?? row.proof?.receipt ?? row.proof?.words ?? '', documents: row.documents,
  };
}
