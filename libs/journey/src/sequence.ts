import { sql } from 'drizzle-orm';
import type { Endpoint } from '#directory';
import { LAST_CONTROL_NUMBER, type Connection } from '#ledger';
import { repeats } from './acceptance.js';
import { pathOf } from './evidence.js';
import { WAITING_CHANNEL, type Journey } from './journey.js';

/** What has to be handed over before: a document's ref and the ISA13 of ours it leaves under. */
export interface Earlier { ref: string; number: number }

export const inTurn = (endpoint: Pick<Endpoint, 'envelope'>): boolean => endpoint.envelope.sequence === 'strict';

/**
 * The earliest interchange of ours with an earlier number that is still to be handed over. Asked only of endpoints that want
 * the numbers in turn: they take one at a time, so a later one waits, also for one that a person holds. A number that can no
 * longer go is passed over, since waiting for it would stop the lane for good: it was answered or cancelled, EDI refused it for
 * good, there is no EDI link for it, or its mail stands and is not repeated (`goes` below). The gap is seen there.
 */
export async function earlierInSequence(journey: Journey, endpoint: Endpoint, unit: { mode: string; documents: readonly { id: number }[] }): Promise<Earlier | null> {
  const [first] = unit.documents;
  if (!inTurn(endpoint) || unit.mode === 'relay' || !first) return null;
  const { db } = journey.ledger;
  const [mine] = (await db.execute<{ number: number | null; test: boolean }>(sql`select d.own_isa13 as number, ${isTest('i')} as test
    from document d join interchange i on i.id = d.interchange_id where d.id = ${first.id}`)).rows;
  const known = journey.directory.endpoints.get(endpoint.code);
  const { returnedAt } = await pathOf(db, endpoint.code, 'edi');
  const mailed = known && returnedAt && repeats(known) ? sql`(${repeatable(returnedAt)} and not ${overtaken})` : sql`false`;
  for (const [from, to] of before(mine?.number ?? null)) {
    const [found] = (await db.execute<{ ref: string; number: number }>(sql`select d.ref, d.own_isa13 as number from document d join interchange i on i.id = d.interchange_id
      where d.endpoint = ${endpoint.code} and ${OPEN} and d.own_isa13 between ${from} and ${to} and d.id <> ${first.id} and ${isTest('i')} = ${mine?.test ?? false}
        and d.profile->>'edi' is not null and (d.state <> 'accepted' or ${mailed}) and not ${refusedForGood}
      order by d.own_isa13 limit 1`)).rows;
    if (found) return found;
  }
  return null;
}

/** A later number was taken since its mail went: by EDI it would come out of turn, so its mail is all there is. */
export async function wasOvertaken(db: Connection, documentId: number): Promise<boolean> {
  const found = await db.execute(sql`select 1 from document d join interchange i on i.id = d.interchange_id where d.id = ${documentId} and d.own_isa13 is not null and d.edi_accepted_at is null and ${overtaken}`);
  return found.rows.length > 0;
}

/** Interchanges with sets under our numbers that could be repeated there, by number: else the one that all others wait for may never be asked. */
export async function repeatsInTurn(db: Connection, asked: { endpoint: string; returnedAt: Date; overdueBefore: Date; at: Date; limit: number }): Promise<{ interchangeId: number; due: Date }[]> {
  const { rows } = await db.execute<{ id: string; due: string }>(sql`
    with open as (
      select d.interchange_id as id, d.effective_due_at as due, d.own_isa13 as number, ${isTest('i')} as test from document d join interchange i on i.id = d.interchange_id
      where d.endpoint = ${asked.endpoint} and d.state = 'accepted' and d.kind = 'business' and d.own_isa13 is not null and d.not_before <= ${asked.at} and not ${refusedForGood}
        and ((${repeatable(asked.returnedAt)} and (d.edi_accepted_at is not null or not ${overtaken}))
          or (d.last_accepted_by = 'sftp' and d.answer_due_at is not null and d.edi_accepted_at <= ${asked.overdueBefore}))
    ), first as (select test, min(number) as number from open group by test),
    placed as (select open.*, row_number() over (partition by open.test order by (open.number - first.number + ${LAST_CONTROL_NUMBER + HALF}::bigint) % ${LAST_CONTROL_NUMBER}) as place from open join first using (test))
    select id, due from placed order by place limit ${asked.limit}`);
  return rows.map((row) => ({ interchangeId: Number(row.id), due: new Date(row.due) }));
}

/** How many are woken by one that is out of the way: each of them wakes others in its turn. */
const WOKEN = 10;

/** A number is out of the way: what waited for its turn is looked at now, the next few only. Others rest on: there may be very many. */
export async function wakeNext(db: Connection, endpoint: Pick<Endpoint, 'code' | 'envelope'>, at: Date): Promise<void> {
  if (!inTurn(endpoint)) return;
  const woken = await db.execute(sql`update document set not_before = ${at} where id in (select id from document
    where endpoint = ${endpoint.code} and state = 'waiting' and held = 'waits-for-sequence' and not_before > ${at}
    order by own_isa13, effective_due_at limit ${WOKEN} for update skip locked)`);
  if ((woken.rowCount ?? 0) > 0) await db.execute(sql`select pg_notify(${WAITING_CHANNEL}, ${endpoint.code})`);
}

const OPEN = sql`d.own_isa13 is not null and d.edi_accepted_at is null and d.state in ('waiting', 'sending', 'unsettled', 'accepted')`;

/** Test numbers and live ones are two sequences. */
const isTest = (of: 'i' | 'l') => sql`coalesce(${sql.raw(of)}.isa15 = 'T', false)`;

/** Its mail or its paper went before the path came back, and its endpoint takes it once more. */
const repeatable = (returnedAt: Date) => sql`(d.kind = 'business' and d.last_accepted_by in ('email', 'print') and d.mail_accepted_at <= ${returnedAt}
  and (d.profile->>'replay' = 'all' or (d.profile->>'replay' = 'unconfirmed' and d.profile->>'acknowledges' <> 'none')))`;

const refusedForGood = sql`exists (select 1 from transmission_document rd join transmission rt on rt.id = rd.transmission_id join "try" ry on ry.transmission_id = rt.id
  where rd.document_id = d.id and rt.channel = 'sftp' and ry.outcome = 'refused' and ry.proof->>'forGood' = 'true')`;

/** Numbers wrap after 999,999,999: of two that are far apart, the greater is the earlier. */
const HALF = 500_000_000;

const taken = sql`select 1 from document n join interchange l on l.id = n.interchange_id
  where n.endpoint = d.endpoint and n.own_isa13 is not null and n.edi_accepted_at is not null and ${isTest('l')} = ${isTest('i')}`;
const overtaken = sql`(exists (${taken} and n.own_isa13 > d.own_isa13 and n.own_isa13 < d.own_isa13 + ${HALF}::integer) or exists (${taken} and n.own_isa13 <= d.own_isa13 - ${HALF}::integer))`;

/** The numbers before this one, the earliest first. Without a number yet, it comes after all that have one. */
function before(number: number | null): [number, number][] {
  if (number === null) return [[1, LAST_CONTROL_NUMBER]];
  const ranges: [number, number][] = number > HALF ? [[number - HALF + 1, number - 1]] : [[number + HALF, LAST_CONTROL_NUMBER], [1, number - 1]];
  return ranges.filter(([from, to]) => from <= to);
}
