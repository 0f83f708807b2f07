import { sql } from 'drizzle-orm';
import { CALL_HOLDS, isParked } from '#documents';
import type { Endpoint } from '#directory';
import type { Transaction } from '#ledger';
import { GONE_STATUSES, isAt, standingOf, type ConsequenceFacts } from '#vessel-calls';
import { releasesOrHolds, type DocumentFacts } from '#x12';
import type { CallRow, Heir } from './call-heirs.js';
import type { Journey } from './journey.js';
import { BY_A_CALL_THAT_LEFT } from './left-behind.js';
import { isSameQuay } from './same-quay.js';

/** A document of a call, as far as a change of that call concerns it. */
export interface CallDocument {
  id: number; ref: string; state: string; kind: string; set: string; held: string | null; endpoint: string; interchangeId: number; byteStart: number;
  callStanding: string | null; disregard: string | null;
  /** the call it is linked with, by which rule, and the one it was for before that one took its documents */
  callId: number; origin: number; rule: string;
  relayed: boolean;
  facts: ConsequenceFacts;
  heir: Heir;
  /** its own line's endpoint where the call is now, when that is another than its own; null: there is none */
  goesTo: string | null;
}

interface Row extends Record<string, unknown> {
  id: string; ref: string; state: string; kind: string; set: string; held: string | null; endpoint: string; interchange_id: string; byte_start: number; call_standing: string | null; disregard: string | null; carrier: string;
  status: DocumentFacts['status']; left: boolean; relayed: boolean; call_id: string; origin: string; rule: string; needed_there: boolean;
}

/** A call that is not where or what it was; `c` is its alias, `d` a document's. One list of codes, in the table of standings. Another line's call is at the same quay under an endpoint of its own. */
export const isOutOfOrder = sql`(c.phase = 'omitted' or c.statuses ?| ${sql.param([...GONE_STATUSES])}::text[] or c.replaced_by is not null
  or (c.endpoint is distinct from d.endpoint and (c.carrier = d.carrier or c.terminal is null or (c.unlocode, c.terminal) is distinct from (d.profile->>'unlocode', d.profile->>'terminal'))))`;

/**
 * Documents for terminals, of these calls, that something may follow for; locked in the order everybody locks them. Of a call that
 * stands where it stood, only those that an earlier change moved or parked: an estimate that moves concerns thousands that need no look.
 */
export async function documentsConcerned(journey: Journey, tx: Transaction, asked: { heirs: ReadonlyMap<number, Heir>; only?: readonly number[]; movedFrom: string | null }): Promise<CallDocument[]> {
  const origins = [...asked.heirs.keys()];
  const ordinary = [...asked.heirs.values()].filter(({ origin, heir }) => origin.id === heir.id && standingOf(origin) === 'stands').map(({ origin }) => origin.id);
  const { rows } = await tx.execute<Row>(sql`
    select d.id, d.ref, d.state, d.kind, d.set, d.held, d.endpoint, d.interchange_id, d.byte_start, d.call_standing, d.disregard, d.carrier, d.facts->'status' as status,
      (d.accepted_at is not null or d.may_have_arrived or d.state in ('unsettled', 'accepted', 'acknowledged')) as left, i.mode <> 'rewrap' and d.retargeted_from is null as relayed,
      dc.call_id, coalesce(dc.instead_of, dc.call_id) as origin, dc.rule,
      exists (select 1 from document_call oc join call c on c.id = oc.call_id where oc.document_id = d.id and oc.call_id <> dc.call_id and not ${isOutOfOrder}) as needed_there
    from document_call dc join document d on d.id = dc.document_id join interchange i on i.id = d.interchange_id join call o on o.id = coalesce(dc.instead_of, dc.call_id)
    where ((dc.instead_of is null and dc.call_id = any(${sql.param(origins)}::bigint[])) or dc.instead_of = any(${sql.param(origins)}::bigint[]))
      and d.state not in ('superseded', 'cancelled') and d.profile->>'kind' = 'terminal' and not exists (select 1 from document s where s.retargeted_from = d.id)
      and (o.id <> all(${sql.param(ordinary)}::bigint[]) or d.endpoint is distinct from o.endpoint or dc.instead_of is not null or d.call_standing is not null or d.held = any(${sql.param([...CALL_HOLDS])}::text[]))
      ${asked.only ? sql`and d.id = any(${sql.param([...asked.only])}::bigint[])` : sql``}
    order by d.ref, dc.call_id for update of d`);
  const whole = await stillNeeded(tx, rows.filter((row) => row.relayed).map((row) => Number(row.interchange_id)));
  const first = new Map<string, Row>();
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row);
  return [...first.values()].flatMap((row) => {
    const heir = asked.heirs.get(Number(row.origin));
    const endpoint = journey.directory.endpoints.get(row.endpoint);
    return heir ? [toDocument(journey, row, heir, endpoint, { othersStand: whole.has(`${row.interchange_id} ${row.endpoint}`), movedFrom: asked.movedFrom })] : [];
  });
}

function toDocument(journey: Journey, row: Row, given: Heir, endpoint: Endpoint | undefined, known: { othersStand: boolean; movedFrom: string | null }): CallDocument {
  const { origin, heir } = given;
  const here = endpoint ? isAt(heir, endpoint, journey.directory.portCodes) : heir.endpoint === row.endpoint;
  const goesTo = here ? null : ownEndpointAt(journey, row.carrier, heir);
  const place = here ? (heir.id === Number(row.call_id) ? 'here' : 'same-terminal') : goesTo !== null ? 'elsewhere' : 'unknown';
  return {
    id: Number(row.id), ref: row.ref, state: row.state, kind: row.kind, set: row.set, held: row.held, endpoint: row.endpoint, interchangeId: Number(row.interchange_id), byteStart: row.byte_start,
    callStanding: row.call_standing, disregard: row.disregard, callId: Number(row.call_id), origin: origin.id, rule: row.rule, relayed: row.relayed, heir: given, goesTo,
    facts: {
      kind: row.kind === 'acknowledgement' ? 'acknowledgement' : 'business', state: row.state, left: row.left, toTerminal: true, parked: isParked(row.held), releasesOrHolds: releasesOrHolds(row.set, row.status),
      relayed: row.relayed, othersStand: known.othersStand, linkedAcross: !wasThere(journey, row, origin, endpoint, known.movedFrom),
      neededThere: row.needed_there, ownEnvelope: journey.settings.envelope.own !== null, origin: standingOf(origin), call: standingOf(heir), place, alreadyThere: false,
    },
  };
}

/** Where a line's documents go for a call: never to another line's endpoint, whose messages they are not. */
function ownEndpointAt({ directory: { endpoints, portCodes } }: Journey, line: string, heir: CallRow): string | null {
  const known = heir.endpoint === null ? undefined : endpoints.get(heir.endpoint);
  if (!known) return null;
  if (known.carrier === line) return known.code;
  return [...endpoints.values()].find((one) => one.carrier === line && one.kind === 'terminal' && isAt(heir, one, portCodes))?.code ?? null;
}

/** Is, or was, the call at the document's terminal? By where it is, by what was decided of it before, or by where it has just gone from. */
function wasThere(journey: Journey, row: Row, origin: CallRow, endpoint: Endpoint | undefined, movedFrom: string | null): boolean {
  if (endpoint ? isAt(origin, endpoint, journey.directory.portCodes) : origin.endpoint === row.endpoint) return true;
  return row.endpoint === movedFrom || isSameQuay(journey.directory, journey.directory.endpoints.get(movedFrom ?? ''), endpoint) || row.rule === BY_A_CALL_THAT_LEFT || isParked(row.held) || row.call_standing !== null || row.origin !== row.call_id;
}

/** Relayed interchanges, by endpoint, of which a set waits that is for no call, or for one that stands. */
async function stillNeeded(tx: Transaction, interchangeIds: readonly number[]): Promise<Set<string>> {
  if (interchangeIds.length === 0) return new Set();
  const { rows } = await tx.execute<{ interchange_id: string; endpoint: string }>(sql`
    select distinct d.interchange_id, d.endpoint from document d
    where d.interchange_id = any(${sql.param([...new Set(interchangeIds)])}::bigint[]) and d.retargeted_from is null and d.kind = 'business' and d.state in ('waiting', 'sending', 'unsettled') and d.held is distinct from 'person'
      and d.call_standing is null and not exists (select 1 from document_call dc join call c on c.id = dc.call_id where dc.document_id = d.id and ${isOutOfOrder})`);
  return new Set(rows.map((row) => `${row.interchange_id} ${row.endpoint}`));
}

/** The very sets that an endpoint has already, by where they stand in their interchange: nobody gets one twice. What went on from there is not there any more: that place was told to disregard it. */
export async function setsThere(tx: Transaction, endpoint: string, wanted: readonly { interchangeId: number; byteStart: number }[]): Promise<Map<string, { id: number; ref: string }>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await tx.execute<{ id: string; ref: string; interchange_id: string; byte_start: number }>(sql`
    select d.id, d.ref, d.interchange_id, d.byte_start from document d
      join jsonb_to_recordset(${JSON.stringify(wanted.map(({ interchangeId, byteStart }) => ({ i: interchangeId, b: byteStart })))}::jsonb) as w(i bigint, b int) on w.i = d.interchange_id and w.b = d.byte_start
    where d.endpoint = ${endpoint} and d.state not in ('superseded', 'cancelled') and not exists (select 1 from document s where s.retargeted_from = d.id)`);
  return new Map(rows.map((row) => [setKey({ interchangeId: Number(row.interchange_id), byteStart: row.byte_start }), { id: Number(row.id), ref: row.ref }]));
}

export const setKey = ({ interchangeId, byteStart }: { interchangeId: number; byteStart: number }) => `${interchangeId} ${byteStart}`;
