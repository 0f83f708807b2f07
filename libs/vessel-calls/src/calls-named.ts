import { sql } from 'drizzle-orm';
import { call, callAlias, callVoyages, type Connection } from '#ledger';
import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from './normalise.js';

/** A call that somebody's words name, by the voyage or the vessel of it. */
export interface CallNamed { id: number; what: 'voyage' | 'ship'; value: string; where: string }

/** The newest of them: a voyage's number is used by many ships, and a ship calls for years. */
const AT_MOST = 400;

/**
 * Calls whose voyage, vessel, IMO number or call sign is exactly what was typed, case, blanks and leading zeros forgiven: by their own, or by
 * what a line that shares the ship says.
 */
export async function callsNamed(db: Connection, text: string): Promise<CallNamed[]> {
  const voyage = normaliseVoyage(text);
  const name = normaliseName(text);
  const imo = normaliseImo(text);
  const callSign = normaliseCallSign(text);
  const names = sql`${sql.param([...new Set([text.trim().toUpperCase(), name ?? ''])])}::text[]`;
  const readings = [
    sql`select id, 'ship' as what, vessel_name as value from ${call} where upper(vessel_name) = any(${names})`,
    sql`select call_id, 'ship', vessel_name from ${callAlias} where upper(vessel_name) = any(${names})`,
    ...(imo === null ? [] : [sql`select id, 'ship', imo from ${call} where imo = ${imo}`]),
    ...(callSign === null ? [] : [sql`select id, 'ship', call_sign from ${call} where call_sign = ${callSign}`]),
    ...(voyage === null ? [] : [
      sql`select id, 'voyage', ${voyage}::text from ${call} where ${callVoyages} @> array[${voyage}]::text[]`,
      sql`select call_id, 'voyage', voyage from ${callAlias} where voyage = ${voyage}`,
    ]),
  ];
  const found = await db.execute<{ id: string; what: 'voyage' | 'ship'; value: string; reference: string; vessel_name: string; place: string }>(sql`
    select n.id, n.what, n.value, c.reference, c.vessel_name, c.place
    from (select distinct on (id, what) id, what, value from (${sql.join(readings, sql` union all `)}) any_of order by id desc, what, value limit ${AT_MOST}) n
      cross join lateral (select reference, vessel_name, coalesce(endpoint, unlocode) as place from call where call.id = n.id offset 0) c
    order by n.id desc, n.what`);
  return found.rows.map((row) => ({ id: Number(row.id), what: row.what, value: row.value, where: `the call ${row.reference}, ${row.vessel_name} at ${row.place}` }));
}
