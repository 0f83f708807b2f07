import { and, desc, eq, inArray, notExists, sql, type SQL } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import { anyOf, moveDocuments, noteDocuments, type DocumentRow, type DocumentState } from '#documents';
import { document, documentCall, type Transaction } from '#ledger';
import { KEY_RULES, type CallMatch } from '#vessel-calls';
import type { DocumentFacts } from '#x12';
import { wake } from './evidence.js';
import { findCallsOf, UNSAID, type FoundCalls } from './find-calls.js';
import type { Journey } from './journey.js';
import { addressedTo } from './resolve.js';

/** Documents that may still be found a call, delivered or not: the story of a call is told afterwards too. */
const OPEN: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected', 'unroutable', 'acknowledged'];
/** Their clock still runs: a due time that moves means something for them. */
const RUNNING: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected'];
/** Looked through for one interchange or one report; the newest first. */
const LOOKED_THROUGH = 5_000;
/** A document that has waited longer for its call has been forgotten by its sender too. [P] */
const LOOK_BACK_DAYS = 120;

const isKeyRule = (rule: string): boolean => (KEY_RULES as readonly string[]).includes(rule);

/** Does the document name its call itself? Only then others may follow it there. */
export const isNamed = (matches: readonly CallMatch[]): boolean => matches.some(({ rule }) => !isKeyRule(rule));

/**
 * Documents that came before the one that names the vessel find their call when that one comes: those without a call that
 * share a key with these, and those that were found by one of their keys and share a bill or a booking, since that may say it better.
 *
 * @param ids  documents that name their call
 * @returns how many found one
 */
export async function bringAlong(journey: Journey, tx: Transaction, ids: readonly number[], at = journey.clock.now()): Promise<number> {
  if (ids.length === 0) return 0;
  const found = await tx.execute<{ id: string }>(sql`
    with sharing as (
      select o.document_id as id, bool_or(o.kind <> 'container') as numbered
      from document_key k join document_key o on o.kind = k.kind and o.value = k.value
      where k.document_id = any(${sql.param(ids)}::bigint[]) and k.kind in ('bill', 'booking', 'container') and o.document_id <> all(${sql.param(ids)}::bigint[])
      group by o.document_id
    )
    select d.id from sharing s join document d on d.id = s.id
    where d.kind = 'business' and d.calls_said_by is null and d.carrier in (select carrier from document where id = any(${sql.param(ids)}::bigint[]))
      and d.state = any(${sql.param([...OPEN])}::text[]) and d.received_at > ${new Date(at.getTime() - LOOK_BACK_DAYS * 86_400_000)}
      and not exists (select 1 from document_call c where c.document_id = d.id and (c.rule not in ('bill', 'booking', 'container') or not s.numbered or d.state = 'acknowledged'))
    order by d.id desc limit ${LOOKED_THROUGH}`);
  return (await findAnew(journey, tx, anyOf(document.id, found.rows.map((row) => Number(row.id))), at)).length;
}

/** The same for documents of which nobody knows yet whether they name a call that is known: those that do bring others along. @returns how many found one */
export async function findAnewAndBring(journey: Journey, tx: Transaction, which: SQL, at: Date): Promise<number> {
  const found = await findAnew(journey, tx, which, at);
  return found.length + await bringAlong(journey, tx, found.filter(({ matches }) => isNamed(matches)).map(({ id }) => id), at);
}

/**
 * Documents that belong to no call by their own word, nor by a person's: looked for in few queries, their calls kept with the
 * rule, a line in the history of each, and due times that stand on the call's.
 * @returns those that found a call, or another than before
 */
async function findAnew(journey: Journey, tx: Transaction, which: SQL, at: Date): Promise<{ id: number; matches: CallMatch[] }[]> {
  const byOwnWord = tx.select({ one: sql`1` }).from(documentCall).where(sql`${documentCall.documentId} = ${document.id} and ${documentCall.rule} not in ('bill', 'booking', 'container')`);
  const rows = await tx.select().from(document).where(and(which, eq(document.kind, 'business'), inArray(document.state, [...OPEN]), UNSAID, notExists(byOwnWord))).orderBy(desc(document.id)).limit(LOOKED_THROUGH);
  const calls = await findCallsOf(journey, tx, rows.map((row) => ({
    facts: (row.facts as Partial<DocumentFacts>).set ? row.facts as unknown as DocumentFacts : null, endpoint: row.profile ? endpointFromProfile(row.profile) : null, carrier: row.carrier, receivedAt: row.receivedAt,
  })));
  const before = rows.length === 0 ? [] : await tx.select().from(documentCall).where(anyOf(documentCall.documentId, rows.map((row) => row.id)));
  const changed = rows.flatMap((row, index) => {
    const found = calls[index];
    if (!found || found.matches.length === 0) return [];
    const asBefore = before.filter((one) => one.documentId === row.id).map((one) => `${one.callId} ${one.rule}`).sort().join();
    return asBefore === found.matches.map((match) => `${match.callId} ${match.rule}`).sort().join() ? [] : [{ row, found }];
  });
  if (changed.length === 0) return [];
  const kept = changed.map(({ row, found }) => ({ id: row.id, matches: found.matches }));
  await keepMatches(tx, kept, at);
  const words = new Map(changed.map(({ row, found }) => [row.id, found.matches.map((match) => `${match.rule}: ${match.because}`).join('; ')]));
  await noteDocuments(tx, { ids: [...words.keys()], from: OPEN, event: 'call-found', actor: journey.holder, at, because: (row) => words.get(row.id) ?? row.because });
  await dueAsFound(journey, tx, changed, at);
  return kept;
}

/** The calls of these documents as rules found them, in place of what rules found before. */
export async function keepMatches(tx: Transaction, found: readonly { id: number; matches: readonly CallMatch[] }[], at: Date): Promise<void> {
  if (found.length === 0) return;
  await tx.delete(documentCall).where(anyOf(documentCall.documentId, found.map(({ id }) => id)));
  const rows = found.flatMap(({ id, matches }) => matches.map(({ callId, rule, because }) => ({ documentId: id, callId, rule, because, matchedAt: at })));
  for (let from = 0; from < rows.length; from += 1_000) await tx.insert(documentCall).values(rows.slice(from, from + 1_000));
}

/** Due times that stand on a call that was found only now; those that come out the same are written together. */
export async function dueAsFound(journey: Journey, tx: Transaction, changed: readonly { row: DocumentRow; found: FoundCalls }[], at: Date): Promise<void> {
  const groups = new Map<string, { rows: DocumentRow[]; due: Partial<DocumentRow> }>();
  for (const { row, found } of changed) {
    const endpoint = row.profile ? endpointFromProfile(row.profile) : null;
    if (!endpoint || !(RUNNING as readonly string[]).includes(row.state) || (row.state === 'accepted' && endpoint.acknowledges === 'none')) continue;
    const { carrier: _carrier, region: _region, endpoint: _code, profile: _profile, ...due } = addressedTo(journey, { facts: row.facts as unknown as DocumentFacts, set: row.set, receivedAt: row.receivedAt, endpoint, calls: found });
    if (due.dueRule === row.dueRule && due.dueAt?.getTime() === row.dueAt?.getTime()) continue;
    const key = JSON.stringify([due, row.state, row.held, row.because, row.dueAt]);
    const group = groups.get(key) ?? { rows: [] as DocumentRow[], due };
    group.rows.push(row);
    groups.set(key, group);
  }
  for (const { rows: [first, ...rest], due } of groups.values()) {
    if (!first) continue;
    const state = first.state as DocumentState;
    await moveDocuments(tx, {
      ids: [first, ...rest].map((row) => row.id), from: [state], to: state, event: 'due-moved', because: first.because, actor: journey.holder, at,
      facts: { from: first.dueAt, to: due.dueAt ?? null, rule: due.dueRule, because: due.dueBecause }, set: { ...due, held: first.held },
    });
  }
  for (const lane of new Set([...groups.values()].flatMap(({ rows }) => rows.flatMap((row) => row.endpoint ?? [])))) await wake(tx, lane, at);
}
