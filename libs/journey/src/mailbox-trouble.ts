import { sql } from 'drizzle-orm';
import type { Journey } from './journey.js';

/** A mailbox of a terminal's that mail does not get into, or that nobody reads for now. */
export interface ImpairedMailbox {
  mailbox: string;
  endpoint: string;
  /** comes back: its newest report is a bounce · late: its server says that mail is delayed · nobody there: an out-of-office */
  state: 'comes back' | 'late' | 'nobody there';
  /** reports of that kind since then */
  reports: number;
  words: string;
  because: string;
  until: string | null;
  untilDay: string | null;
  at: Date;
}

const STATE = { failed: 'comes back', delayed: 'late', away: 'nobody there' } as const;
/** What is older says nothing of today. */
const SHOWN_FOR_MS = 7 * 24 * 3_600_000;

/** What reports of a week say of each mailbox: the newest of each counts; an out-of-office whose day is over does not, nor one before an answer from there. */
export async function impairedMailboxes({ ledger, clock }: Pick<Journey, 'ledger' | 'clock'>): Promise<ImpairedMailbox[]> {
  const now = clock.now();
  const since = new Date(now.getTime() - SHOWN_FOR_MS);
  const { rows } = await ledger.db.execute<{ mailbox: string; endpoint: string; about: keyof typeof STATE; words: string; because: string; until: string | null; until_day: string | null; at: Date; reports: number }>(sql`
    select n.*, t.endpoint, (select count(*)::int from mail_report r where r.mailbox = n.mailbox and r.about = n.about and r.at > ${since}) as reports
    from (select distinct on (mailbox) mailbox, transmission_id, about, words, because, until, until_day, at from mail_report where at > ${since} and about in ('failed', 'delayed', 'delivered', 'away', 'read') order by mailbox, id desc) n
    join transmission t on t.id = n.transmission_id
    where n.about in ('failed', 'delayed', 'away') and (n.about <> 'away' or n.until_day is null or n.until_day > ${now.toISOString().slice(0, 10)})
      and not exists (select 1 from (select endpoint, said_by, max(received_at) as last from acknowledgement where level = 'person' and received_at > ${since} group by 1, 2) a
        where a.endpoint = t.endpoint and a.said_by = n.mailbox and a.last > n.at)
    order by n.mailbox`);
  return rows.map(({ about, until_day: untilDay, at, ...row }) => ({ ...row, untilDay, state: STATE[about], at: new Date(at) }));
}
