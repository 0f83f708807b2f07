import { sql } from 'drizzle-orm';
import { LEAST_CAP } from '#directory';
import type { Connection } from '#ledger';
import { TOO_BIG_FOR_RELAY } from './mail-forms.js';

/** A list that was refused for what it is, so that its mails are owed another: one in smaller parts, or one that carries nothing beside its words. */
export interface ReleasedList { id: number; next: 'smaller' | 'words' }

interface Refused { because: string; form: string | null; largest: number }
interface Rule { when: (list: Refused) => boolean; next: ReleasedList['next'] | null; because: string }

const isOfSize = ({ because }: Refused): boolean => because === 'mail-too-big' || because === TOO_BIG_FOR_RELAY;

/** First match wins. Each step makes a list that is less than the one before, so that it ends. */
const TABLE: readonly Rule[] = [
  { when: (list) => isOfSize(list) && list.largest > LEAST_CAP, next: 'smaller', because: 'The refusal taught a smaller cap: the next is cut by it.' },
  { when: (list) => list.form !== 'words' && (isOfSize(list) || list.because === 'refused-by-policy'), next: 'words', because: 'A gateway may refuse what is attached, and the words say all of it.' },
  { when: () => true, next: null, because: 'The mailbox refused, or there is nothing left to leave out.' },
];

/** Lists since then that certainly did not arrive and will not: none of their tries is open, was taken or is in doubt; or a mail server reported that they came back. */
export async function releasedLists(db: Connection, since: Date): Promise<ReleasedList[]> {
  const { rows } = await db.execute<{ id: string; because: string; form: string | null; largest: number }>(sql`
    select m.transmission_id as id, coalesce(came_back.refused, last.because) as because, t.form, coalesce((select max(p.byte_length) from mail_part p where p.transmission_id = t.id), t.byte_length)::int as largest
    from mail_list m join transmission t on t.id = m.transmission_id
    cross join lateral (select y.outcome, y.because, y.proof from "try" y where y.transmission_id = t.id order by y.id desc limit 1) last
    left join lateral (select r.refused from mail_report r where r.transmission_id = t.id and r.refused is not null order by r.id desc limit 1) came_back on true
    where m.until_at > ${since} and (came_back.refused is not null or (last.outcome = 'refused' and last.proof->>'forGood' = 'true'
      and not exists (select 1 from "try" y where y.transmission_id = t.id and (y.open or y.outcome in ('accepted', 'unknown')))))`);
  return rows.flatMap(({ id, ...list }) => {
    const { next } = TABLE.find((rule) => rule.when(list))!;
    return next === null ? [] : [{ id: Number(id), next }];
  });
}

/** What such a list told is owed a line again, until a newer list tells as much. */
export async function releaseLines(db: Connection, released: readonly ReleasedList[]): Promise<void> {
  if (released.length === 0) return;
  await db.execute(sql`update transmission t set listed = false from mail_list_line l where l.transmission_id = t.id and t.listed and l.list_id = any(${sql.param(released.map(({ id }) => id))}::bigint[])
    and not exists (select 1 from mail_list_line newer where newer.transmission_id = t.id and newer.list_id > l.list_id and newer.kind in (l.kind, 'after-return'))`);
}
