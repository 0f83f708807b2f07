import { desc, inArray, or, sql } from 'drizzle-orm';
import type { Endpoint } from '#directory';
import { call, callAlias, type Transaction } from '#ledger';
import { candidateKeys, dueCallOf, matchCalls, normaliseVoyage, type CallMatch, type CallTimes } from '#vessel-calls';
import type { DocumentFacts } from '#x12';
import { timesOf } from './call-times.js';
import type { Journey } from './journey.js';

export interface FoundCalls {
  matches: CallMatch[];
  /** times of the call the document is due for */
  times: CallTimes | null;
  /** codes of the endpoints of these calls, where they are ours */
  endpoints: string[];
}

const NONE: FoundCalls = { matches: [], times: null, endpoints: [] };

/** The vessel calls a document belongs to. None is an answer too: it is shown as unmatched, and delivered all the same. */
export async function findCalls(journey: Journey, tx: Transaction, facts: DocumentFacts | null, endpoint: Endpoint | null): Promise<FoundCalls> {
  if (!facts) return NONE;
  const keys = candidateKeys(facts);
  const known = [
    ...(keys.imos.length > 0 ? [inArray(call.imo, keys.imos)] : []),
    ...(keys.callSigns.length > 0 ? [inArray(call.callSign, keys.callSigns)] : []),
    ...(keys.names.length > 0 ? [inArray(sql`upper(${call.vesselName})`, keys.names), sql`exists (select 1 from ${callAlias} a where a.call_id = "call"."id" and upper(a.vessel_name) in ${keys.names})`] : []),
  ];
  if (known.length === 0 || keys.voyages.length === 0) return NONE;
  const rows = await tx.select().from(call).where(or(...known)).orderBy(desc(call.changedAt)).limit(200);
  const aliases = rows.length === 0 ? [] : await tx.select().from(callAlias).where(inArray(callAlias.callId, rows.map((row) => row.id)));
  const candidates = rows.map((row) => {
    const own = aliases.filter((alias) => alias.callId === row.id);
    return {
      id: row.id, imo: row.imo, callSign: row.callSign, vesselName: row.vesselName, unlocode: row.unlocode, terminal: row.terminal, firms: row.firms, endpoint: row.endpoint,
      voyages: [row.voyageIn, row.voyageOut, ...own.map((alias) => alias.voyage)].flatMap((voyage) => (voyage ? [normaliseVoyage(voyage) ?? ''] : [])).filter(Boolean),
      vesselNames: [row.vesselName, ...own.flatMap((alias) => alias.vesselName ?? [])],
    };
  });
  const matches = matchCalls(facts, endpoint, candidates, journey.directory.portCodes);
  const first = dueCallOf(matches.flatMap(({ callId, rule }) => rows.filter(({ id }) => id === callId).map((row) => ({ ...row, rule }))), endpoint);
  const endpoints = matches.flatMap((match) => rows.find((row) => row.id === match.callId)?.endpoint ?? []);
  return { matches, times: first ? await timesOf(tx, first.id) : null, endpoints: [...new Set(endpoints)] };
}
