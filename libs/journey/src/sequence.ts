import { sql } from 'drizzle-orm';
import type { Endpoint } from '#directory';
import type { Journey } from './journey.js';
import type { Unit } from './units.js';

/**
 * Is an interchange of ours with an earlier number still to be handed over? Asked only of endpoints that want the numbers in
 * turn: they take one at a time, so a later one waits. A number whose documents are settled otherwise (answered by a person,
 * cancelled) is passed over: the gap is seen there, and waiting for it would stop the lane for good.
 */
export async function earlierInSequence(journey: Journey, endpoint: Endpoint, unit: Unit): Promise<boolean> {
  if (endpoint.envelope.sequence !== 'strict' || unit.mode === 'relay') return false;
  const ids = sql.param(unit.documents.map((doc) => doc.id));
  const result = await journey.ledger.db.execute<{ number: string; usage: string; mine: boolean }>(sql`
    select coalesce(t.isa13, i.isa13)::bigint as number, coalesce(t.usage, i.isa15) as usage, d.id = any(${ids}::bigint[]) as mine
    from document d join interchange i on i.id = d.interchange_id
      left join transmission_document td on td.document_id = d.id left join transmission t on t.id = td.transmission_id and t.isa13 is not null
    where d.endpoint = ${endpoint.code} and d.edi_accepted_at is null and d.state in ('waiting', 'sending', 'unsettled', 'accepted')
      and (t.isa13 is not null or i.mode = 'own')`);
  const [mine] = result.rows.filter((row) => row.mine);
  // Without a number yet, it comes after all that have one. Test numbers and live ones are two sequences.
  return result.rows.some((row) => !row.mine && (!mine || (row.usage === mine.usage && isEarlier(Number(row.number), Number(mine.number)))));
}

const HALF = 500_000_000;

/** Numbers wrap after 999,999,999: of two that are far apart, the greater is the earlier. */
function isEarlier(number: number, own: number): boolean {
  return Math.abs(own - number) < HALF ? number < own : number > own;
}
