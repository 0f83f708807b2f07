import { sql, type SQL } from 'drizzle-orm';
import type { Connection } from '#ledger';
import type { DelayClock } from './clocks.js';
import { COUNTS, dueWithin, lineOf, minutesLate, PERCENTILES, ranked, SUMMED, worstFirst, type Asked, type DelayLine } from './delay-counting.js';
import { delaysByOutage, type OutageDelayLine } from './delays-by-outage.js';
import type { Scope } from './scope.js';

/** By what delays are told apart. A terminal is any endpoint; a channel is how a document was first handed over. */
export const DELAYS_BY = ['call', 'terminal', 'region', 'set', 'channel', 'outage'] as const;
export type DelaysBy = (typeof DELAYS_BY)[number];

export interface DelayQuery {
  by: DelaysBy;
  /** documents due from then on, and before `until`, which is never later than now: what is due later can not be late yet */
  since: Date; until: Date;
  clock?: DelayClock;
  /** lines, the worst first; the others are left out and counted in `more` */
  limit?: number;
}

export interface Delays {
  asOf: string; by: DelaysBy; clock: DelayClock; since: string; until: string;
  /** of all documents; null by call and by outage, where one may stand in several lines or in none */
  total: DelayLine | null;
  lines: (DelayLine | OutageDelayLine)[];
  more: number;
}

/** Lines of an answer, unless more are asked for. */
const LINES = 1_000;

/** How late documents became within a time, told apart by one thing. */
export async function delays(db: Connection, scope: Scope, query: DelayQuery, now: Date): Promise<Delays> {
  const { by, since, clock = 'delivered', limit = LINES } = query;
  const until = query.until < now ? query.until : now;
  const asked = { scope, since, until, clock, now };
  const { total, lines } = by === 'outage' ? { total: null, lines: await delaysByOutage(db, asked) } : await delaysBy(db, by, asked);
  return { asOf: now.toISOString(), by, clock, since: since.toISOString(), until: until.toISOString(), total, lines: lines.slice(0, limit), more: Math.max(0, lines.length - limit) };
}

const KEYS: Record<Exclude<DelaysBy, 'outage'>, { key: SQL; join: SQL }> = {
  // `offset 0` keeps it one look into the index per document: as a join it is planned as a hash of all documents' calls, which takes twice as long and grows with the ledger.
  call: { key: sql`dc.call_id`, join: sql`cross join lateral (select m.call_id from document_call m where m.document_id = d.id offset 0) dc` },
  terminal: { key: sql`coalesce(d.endpoint, 'nobody')`, join: sql`` },
  region: { key: sql`coalesce(d.region, 'none')`, join: sql`` },
  set: { key: sql`d.set`, join: sql`` },
  channel: { key: sql`coalesce(d.accepted_by, 'none')`, join: sql`` },
};

/**
 * Counted per key and minute first, and only then put in order: hundreds of thousands of documents come down to some thousand
 * rows before anything is sorted, and the percentiles are exact.
 */
async function delaysBy(db: Connection, by: Exclude<DelaysBy, 'outage'>, asked: Asked): Promise<{ total: DelayLine | null; lines: DelayLine[] }> {
  const { key, join } = KEYS[by];
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with counted as materialized (
      select ${key} as key, ${minutesLate(asked)} as minutes, ${COUNTS(asked.clock)} from document d ${join} where ${dueWithin(asked)} group by 1, 2
    )
    ${by === 'call' ? sql`` : sql`select null as key, ${PERCENTILES} from (${ranked(sql`(select minutes, ${SUMMED} from counted group by minutes) c`, sql``)}) r union all`}
    select key::text, ${PERCENTILES} from (${ranked(sql`counted`, sql`partition by key`)}) r group by key`);
  const names = by === 'call' ? await callNames(db, rows.map((row) => Number(row['key']))) : new Map<string, string>();
  const lines = rows.filter((row) => row['key'] !== null).map((row) => lineOf(row, names.get(String(row['key'])) ?? CHANNEL_NAMES[by === 'channel' ? String(row['key']) : ''] ?? String(row['key'])));
  const all = rows.find((row) => row['key'] === null);
  return { total: all && Number(all['documents'] ?? 0) > 0 ? lineOf(all, 'all of them') : null, lines: lines.sort(worstFirst) };
}

const CHANNEL_NAMES: Record<string, string> = { sftp: 'by EDI', email: 'by mail', print: 'on paper', none: 'not handed over' };

async function callNames(db: Connection, ids: readonly number[]): Promise<Map<string, string>> {
  const { rows } = await db.execute<{ id: string; name: string }>(sql`select id::text, concat_ws(' ', vessel_name, coalesce(voyage_in, voyage_out), unlocode) as name from call where id = any(${sql.param(ids)}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}
