import { desc, inArray, or, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { call, callAlias, type Connection } from '#ledger';
import { normaliseVoyage, type CallOfDocument, type CallTimes, type CandidateKeys, type KeyedCandidate, type KeyEvidence, type KeyKind } from '#vessel-calls';
import { callTimes } from './call-times.js';

/** Of one vessel, or of one bill, there are never so many; a hostile document may ask for all. */
const MOST = 2_000;
/** Documents looked through for one key; the newest first. */
const EVIDENCE = 500;

/** Calls from the ledger, each as the documents of one line see it. */
export class CandidateCalls {
  private readonly seen = new Map<string, readonly KeyedCandidate[]>();

  constructor(private readonly rows: readonly (typeof call.$inferSelect)[], private readonly aliases: ReadonlyMap<number, readonly (typeof callAlias.$inferSelect)[]>, private readonly times: ReadonlyMap<number, CallTimes>) {}

  static readonly NONE = new CandidateCalls([], new Map(), new Map());

  /** Two lines in one vessel number the same call differently: only the voyages of these lines and of '*' count. */
  seenBy(lines: readonly string[]): readonly KeyedCandidate[] {
    const known = this.seen.get(lines.join());
    if (known) return known;
    const seen = this.rows.map((row) => {
      const own = (this.aliases.get(row.id) ?? []).filter(({ line }) => line === '*' || lines.includes(line));
      const { eta = null, etd = null } = this.times.get(row.id) ?? {};
      return {
        id: row.id, carrier: row.carrier, stands: row.phase !== 'omitted' && row.replacedBy === null, phase: row.phase, eta, etd,
        imo: row.imo, callSign: row.callSign, vesselName: row.vesselName, unlocode: row.unlocode, terminal: row.terminal, firms: row.firms, endpoint: row.endpoint,
        voyages: [row.voyageIn, row.voyageOut, row.universalVoyageIn, row.universalVoyageOut, ...own.map((alias) => alias.voyage)].flatMap((voyage) => normaliseVoyage(voyage) ?? []),
        vesselNames: [row.vesselName, ...own.flatMap((alias) => alias.vesselName ?? [])],
      };
    });
    this.seen.set(lines.join(), seen);
    return seen;
  }

  timesOf(id: number): CallTimes | null { return this.times.get(id) ?? null; }
  revisionOf(id: number): number { return this.rows.find((row) => row.id === id)?.revision ?? 0; }
  placeOf(id: number, rule: string): CallOfDocument | null {
    const row = this.rows.find((one) => one.id === id);
    return row ? { id, unlocode: row.unlocode, endpoint: row.endpoint, etaAt: row.etaAt, rule } : null;
  }
}

/** As `normaliseVoyage` compares. */
const compared = (voyage: AnyPgColumn) => sql`ltrim(upper(regexp_replace(${voyage}, '\\s', '', 'g')), '0')`;

/** The calls of these vessels that sail under one of these voyages. */
export async function callsByVessel(tx: Connection, keys: CandidateKeys): Promise<CandidateCalls> {
  const voyages = sql`${sql.param(keys.voyages)}::text[]`;
  const known = [
    ...(keys.imos.length > 0 ? [sql`${call.imo} = any(${sql.param(keys.imos)}::text[])`] : []),
    ...(keys.callSigns.length > 0 ? [sql`${call.callSign} = any(${sql.param(keys.callSigns)}::text[])`] : []),
    ...(keys.names.length > 0 ? [sql`upper(${call.vesselName}) = any(${sql.param(keys.names)}::text[])`, sql`${call.id} in (select a.call_id from ${callAlias} a where a.voyage = any(${voyages}) and upper(a.vessel_name) = any(${sql.param(keys.names)}::text[]))`] : []),
  ];
  if (known.length === 0 || keys.voyages.length === 0) return CandidateCalls.NONE;
  const sails = or(...[call.voyageIn, call.voyageOut, call.universalVoyageIn, call.universalVoyageOut].map((voyage) => sql`${compared(voyage)} = any(${voyages})`),
    sql`exists (select 1 from ${callAlias} a where a.call_id = "call"."id" and a.voyage = any(${voyages}))`);
  return withTheirs(tx, await tx.select().from(call).where(sql`(${or(...known)}) and (${sails})`).orderBy(desc(call.changedAt)).limit(MOST));
}

export async function callsById(tx: Connection, ids: readonly number[]): Promise<CandidateCalls> {
  return ids.length === 0 ? CandidateCalls.NONE : withTheirs(tx, await tx.select().from(call).where(inArray(call.id, [...ids].slice(0, MOST))).orderBy(call.id));
}

/**
 * Documents of one line that name their call themselves, or of which a person said it, and share one of these keys. Never
 * one that was itself found by a key: what follows from a guess of ours would be a second guess.
 */
export async function evidenceOf(tx: Connection, carrier: string, kind: KeyKind, values: readonly string[]): Promise<KeyEvidence[]> {
  if (values.length === 0) return [];
  const found = await tx.execute<{ value: string; call_id: string; ref: string; set: string; received_at: string | Date }>(sql`
    select k.value, c.call_id, d.ref, d.set, d.received_at from document_key k join document d on d.id = k.document_id join document_call c on c.document_id = d.id
    where k.kind = ${kind} and k.value = any(${sql.param(values)}::text[]) and d.carrier = ${carrier} and d.state <> 'cancelled' and c.rule not in ('bill', 'booking', 'container')
    order by d.id desc limit ${EVIDENCE}`);
  return found.rows.map((row) => ({ kind, value: row.value, callId: Number(row.call_id), ref: row.ref, set: row.set, receivedAt: new Date(row.received_at) }));
}

async function withTheirs(tx: Connection, rows: (typeof call.$inferSelect)[]): Promise<CandidateCalls> {
  if (rows.length === 0) return CandidateCalls.NONE;
  const ids = rows.map((row) => row.id);
  const aliases = new Map<number, (typeof callAlias.$inferSelect)[]>();
  for (const alias of await tx.select().from(callAlias).where(inArray(callAlias.callId, ids))) aliases.set(alias.callId, [...(aliases.get(alias.callId) ?? []), alias]);
  return new CandidateCalls(rows, aliases, await callTimes(tx, ids));
}
