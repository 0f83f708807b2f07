import { asc, sql } from 'drizzle-orm';
import { makeRef } from '#common';
import { profileOf, type Endpoint } from '#directory';
import { anyOf, moveDocuments, noteDocuments, recordRetargeted, type DocumentRow, type LockedDocument } from '#documents';
import { document, type Transaction } from '#ledger';
import { coversWhole, type DocumentFacts } from '#x12';
import { wake } from './evidence.js';
import type { FoundCalls } from './find-calls.js';
import { insertCopies, type Change, type Copy } from './insert-copies.js';
import type { Journey } from './journey.js';
import { addressedTo } from './resolve.js';
import { wakeNext } from './sequence.js';
import { settleVersions, wakeSuccessors } from './versions.js';

/** Documents that go to another endpoint, and why. */
export interface MovingOn {
  ids: readonly number[];
  endpoint: Endpoint;
  /** the calls they are for there, and their times */
  calls: FoundCalls;
  /** the call each was for before; none where a person named only the endpoint */
  insteadOf: ReadonlyMap<number, number>;
  /** of these, the place that has them must be told to disregard them */
  disregard: ReadonlySet<number>;
  because: string;
  standing: string;
  /** who says which calls they are for: no rule looks for any since; null: nobody does */
  saidBy: string | null;
  actor: string;
  at: Date;
}

/** What an older document loses by being made anew: everything that happened to it. Its content, its version and what it amends stay. */
const ANEW = {
  tries: 0, mayHaveArrived: false, acceptedAt: null, acceptedBy: null, lastAcceptedBy: null, ediAcceptedAt: null, mailAcceptedAt: null, answerDueAt: null, chaseAt: null, acknowledgedAt: null, acknowledgedLevel: null,
  ownIsa13: null, callStanding: null, disregard: null, historySeq: 0, historyHash: '',
};

/**
 * Makes a new document for each, with the same bytes, for its new endpoint: its own ref, that endpoint's profile as it is now, due by
 * its call there. The one before goes no further: superseded, or acknowledged as it is. All in one transaction, with history on
 * both sides; what amends another still waits for it there.
 *
 * @returns the new documents
 */
export async function moveOn(journey: Journey, tx: Transaction, moving: MovingOn): Promise<Copy[]> {
  const { endpoint, actor, at } = moving;
  const olds = await tx.select().from(document).where(anyOf(document.id, moving.ids)).orderBy(asc(document.interchangeId), asc(document.byteStart), asc(document.id));
  if (olds.length === 0) return [];
  const made = await insertCopies(tx, sameForAll(moving), olds.map((old) => anew(journey, old, moving)));
  const byOld = new Map(made.map((row) => [row.retargetedFrom, row]));
  const refs = new Map(olds.flatMap((old) => { const row = byOld.get(old.id); return row ? [[row.id, old.ref] as const] : []; }));
  await recordRetargeted(tx, made, { actor, at, from: refs, facts: { standing: moving.standing } });
  for (const match of moving.calls.matches) {
    await tx.execute(sql`insert into document_call (document_id, call_id, rule, because, instead_of, matched_at) select w.id, ${match.callId}, ${match.rule}, ${match.because}, w.origin, ${at}
      from jsonb_to_recordset(${JSON.stringify(made.map((row) => ({ id: row.id, origin: originOf(row, moving) })))}::jsonb) as w(id bigint, origin bigint)`);
  }
  await tx.execute(sql`insert into document_key (document_id, kind, value) select d.id, k.kind, k.value from document d join document_key k on k.document_id = d.retargeted_from where ${anyOf(sql`d.id` as never, made.map((row) => row.id))} on conflict do nothing`);
  // What amends one of them waits for it at the new place, whether it came along now or was there before.
  await tx.execute(sql`update document s set predecessor_id = n.id from document n where ${anyOf(sql`n.id` as never, made.map((row) => row.id))} and s.predecessor_id = n.retargeted_from and s.endpoint = n.endpoint`);
  await layDown(journey, tx, olds, byOld, moving);
  await settleThere(journey, tx, olds, byOld, moving);
  await wake(tx, endpoint.code, at);
  return made;
}

function sameForAll(moving: MovingOn): Partial<typeof document.$inferInsert> {
  const { endpoint, at } = moving;
  return { ...ANEW, callsSaidBy: moving.saidBy, state: 'waiting', notBefore: at, changedAt: at, carrier: endpoint.carrier, region: endpoint.region, endpoint: endpoint.code, profile: { ...profileOf(endpoint) } };
}

function anew(journey: Journey, old: DocumentRow, moving: MovingOn): Change {
  const facts = (old.facts as Partial<DocumentFacts>).set ? (old.facts as unknown as DocumentFacts) : null;
  const held = old.held === 'person' ? 'person' : null;
  const { carrier: _c, region: _r, endpoint: _e, profile: _p, ...due } = { carrier: '', ...addressedTo(journey, { facts, set: old.set, receivedAt: old.receivedAt, endpoint: moving.endpoint, calls: moving.calls }) };
  return { ...due, ref: makeRef(), retargetedFrom: old.id, held, because: held ? `held by a person as ${old.ref} was; ${moving.because}` : `made from ${old.ref}: ${moving.because}` };
}

/** Where it is still the same call, there is no other that it was for. */
function originOf(row: Copy, moving: MovingOn): number | null {
  const origin = moving.insteadOf.get(row.retargetedFrom ?? 0);
  return origin === undefined || moving.calls.matches.some((match) => match.callId === origin) ? null : origin;
}

/** The old ones go no further. */
async function layDown(journey: Journey, tx: Transaction, olds: readonly DocumentRow[], byOld: ReadonlyMap<number | null, Copy>, moving: MovingOn): Promise<void> {
  const { actor, at, standing, endpoint } = moving;
  const goes = (row: LockedDocument) => `${/[.!?)]$/.test(moving.because) ? moving.because : `${moving.because}.`} ${byOld.get(row.id)?.ref ?? '?'} goes to ${endpoint.code} instead`;
  await laidDown(tx, olds.map((old) => old.id), { actor, at, standing, because: goes, disregard: moving.disregard, facts: { endpoint: endpoint.code } });
  for (const code of new Set(olds.flatMap((old) => old.endpoint ?? []))) {
    const known = journey.directory.endpoints.get(code);
    if (known) await wakeNext(tx, known, at);
  }
  await wakeSuccessors(tx, olds.map((old) => old.id), at);
}

/** What another stands for now: superseded where something was still to come of it, as it is where it is acknowledged. */
export async function laidDown(tx: Transaction, ids: readonly number[], act: { actor: string; at: Date; standing: string; because: (row: LockedDocument) => string; disregard: ReadonlySet<number>; facts: Record<string, unknown> }): Promise<void> {
  const { actor, at, standing: callStanding, because, facts } = act;
  for (const told of [true, false]) {
    const these = ids.filter((id) => act.disregard.has(id) === told);
    const disregard = told ? 'owed' : null;
    await moveDocuments(tx, { ids: these, from: ['waiting', 'accepted', 'unsettled', 'rejected'], to: 'superseded', event: 'retargeted', because, actor, at, facts: { ...facts, disregard: told }, set: { callStanding, disregard, answerDueAt: null } });
    const stays = await noteDocuments(tx, { ids: these, from: ['acknowledged'], event: 'retargeted', because, actor, at, facts: { ...facts, disregard: told } });
    if (stays.length > 0) await tx.update(document).set({ callStanding, disregard }).where(anyOf(document.id, stays.map((row) => row.id)));
  }
}

/**
 * Versions at the new place. Of those that came along, an original that a later one replaces whole is not sent. What was there
 * before (a sender that knew earlier) is looked at one by one: seldom, and few.
 */
async function settleThere(journey: Journey, tx: Transaction, olds: readonly DocumentRow[], byOld: ReadonlyMap<number | null, Copy>, { actor, at }: MovingOn): Promise<void> {
  const made = olds.flatMap((old) => byOld.get(old.id) ?? []);
  const oldById = new Map(olds.map((old) => [old.id, old]));
  for (const old of olds) {
    const row = byOld.get(old.id);
    const original = byOld.get(old.predecessorId);
    const before = oldById.get(old.predecessorId ?? 0);
    if (!row || !original || !before || old.replaces !== 'whole' || !coversWhole(old.facts as unknown as DocumentFacts, before.facts as unknown as DocumentFacts)) continue;
    await moveDocuments(tx, { ids: [original.id], from: ['waiting'], to: 'superseded', event: 'superseded', because: `not sent: replaced whole by ${row.ref}`, actor, at, facts: { by: row.ref } });
  }
  const ids = made.map((row) => row.id);
  const touched = await tx.select().from(document).where(sql`${document.state} = 'waiting' and (${document.endpoint}, ${document.businessKey}) in (
      select n.endpoint, n.business_key from document n where ${anyOf(sql`n.id` as never, ids)} and n.business_key is not null and exists (
        select 1 from document o where o.business_key = n.business_key and o.endpoint = n.endpoint and o.carrier = n.carrier and o.state not in ('cancelled', 'conflict', 'unroutable', 'superseded') and not ${anyOf(sql`o.id` as never, ids)} and not exists (select 1 from document s where s.retargeted_from = o.id)))`)
    .orderBy(asc(document.interchangeId), asc(document.byteStart), asc(document.id));
  await settleVersions(journey, tx, touched);
}
