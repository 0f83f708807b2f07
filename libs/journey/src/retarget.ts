import { and, ne, sql } from 'drizzle-orm';
import { groupBy } from '#common';
import { moveDocuments, noteDocuments, anyOf, type DocumentState } from '#documents';
import { callEvent, document, type Transaction } from '#ledger';
import { chooseConsequence, CONSEQUENCE_BECAUSE, HOLD_OF, type ConsequenceDecision } from '#vessel-calls';
import { documentsConcerned, isOutOfOrder, setKey, setsThere, type CallDocument } from './call-facts.js';
import { heirsOf, originsOf, type CallRow } from './call-heirs.js';
import { wake } from './evidence.js';
import { timesOf } from './call-times.js';
import { followNext } from './follow-next.js';
import type { Journey } from './journey.js';
import { rememberPlace } from './left-behind.js';
import { laidDown, moveOn } from './move-on.js';

/**
 * What follows for the documents of a call that was omitted, blanked, slid, cut, replaced or moved to another place, and of one
 * that stands again: `chooseConsequence` says it for each, from how the call stands now and not from what changed, so that a
 * report that comes twice, or late, does nothing twice.
 *
 * @returns how many documents were parked, let go, or moved to another call or endpoint
 */
export async function retarget(journey: Journey, tx: Transaction, { before, after, at }: { before: CallRow | null; after: CallRow; at: Date }): Promise<number> {
  const heirs = await heirsOf(tx, await originsOf(tx, after));
  const movedFrom = before && before.endpoint !== after.endpoint ? before.endpoint : null;
  if (movedFrom !== null) await rememberPlace(tx, after, movedFrom, at);
  return settle(journey, tx, await documentsConcerned(journey, tx, { heirs, movedFrom }), { actor: after.source, at, callId: after.id });
}

/**
 * The same for single documents, when they come, are let go or a try of theirs has ended: their call may have changed
 * before, or while they were on their way. Nothing is asked twice where all their calls stand.
 */
export async function heedCalls(journey: Journey, tx: Transaction, ids: readonly number[], at: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await tx.execute<{ origin: string }>(sql`select distinct coalesce(dc.instead_of, dc.call_id) as origin from document_call dc join document d on d.id = dc.document_id
    join call c on c.id = coalesce(dc.instead_of, dc.call_id) where dc.document_id = any(${sql.param([...ids])}::bigint[]) and d.profile->>'kind' = 'terminal' and ${isOutOfOrder}`);
  if (rows.length === 0) return 0;
  const heirs = await heirsOf(tx, rows.map((row) => Number(row.origin)));
  return settle(journey, tx, await documentsConcerned(journey, tx, { heirs, only: ids, movedFrom: null }), { actor: journey.holder, at, callId: null });
}

/** What was on its way when its call changed, and is not any more. The sweep asks; nothing of it leaves again before (`deliver`). */
export async function heedEnded(journey: Journey): Promise<number> {
  const at = journey.clock.now();
  const ended = (await journey.ledger.db.select({ id: document.id }).from(document).where(sql`${document.callStanding} like 'on-its-way%' and ${document.state} <> 'sending'`).limit(5_000)).map((row) => row.id);
  if (ended.length === 0) return 0;
  return journey.ledger.transaction(async (tx) => {
    const moved = await heedCalls(journey, tx, ended, at);
    // Its call stands by now, or nothing followed.
    await tx.update(document).set({ callStanding: null }).where(and(anyOf(document.id, ended), sql`${document.callStanding} like 'on-its-way%'`, ne(document.state, 'sending')));
    return moved;
  });
}

interface Act { actor: string; at: Date; callId: number | null }
interface Decided { doc: CallDocument; decision: ConsequenceDecision; standing: string }

async function settle(journey: Journey, tx: Transaction, documents: readonly CallDocument[], act: Act): Promise<number> {
  const decided = await decide(tx, documents);
  let moved = 0;
  for (const alike of groupBy(decided, ({ decision, standing }) => JSON.stringify([decision.consequence, decision.because, standing])).values()) {
    const done = await apply(journey, tx, alike as [Decided, ...Decided[]], act);
    moved += done;
  }
  await releaseSiblings(tx, decided, act);
  return moved;
}

async function decide(tx: Transaction, documents: readonly CallDocument[]): Promise<Decided[]> {
  const first = documents.map((doc) => ({ doc, decision: chooseConsequence(doc.facts) }));
  const there = new Set<number>();
  for (const [code, alike] of groupBy(first.filter(({ decision }) => decision.consequence === 'retarget').map(({ doc }) => doc), (doc) => doc.goesTo ?? '')) {
    const sets = await setsThere(tx, code, alike);
    for (const doc of alike) if (sets.has(setKey(doc))) there.add(doc.id);
  }
  return first.map(({ doc, decision: known }) => {
    const decision = there.has(doc.id) ? chooseConsequence({ ...doc.facts, alreadyThere: true }) : known;
    const { origin, heir } = doc.heir;
    return { doc, decision, standing: `${decision.because} ${origin.reference} > ${heir.reference} ${doc.goesTo ?? heir.endpoint ?? heir.unlocode}` };
  });
}

async function apply(journey: Journey, tx: Transaction, alike: [Decided, ...Decided[]], act: Act): Promise<number> {
  const [{ doc: { heir: { origin, heir }, goesTo }, decision: { consequence, because: code }, standing }] = alike;
  const because = sentenceFor(alike[0]);
  const { actor, at } = act;
  const facts = { rule: code, call: origin.reference, now: heir.reference, at: goesTo ?? heir.endpoint ?? heir.unlocode };
  // What was decided exactly so before stays: else a person's release would be taken back by the next report.
  const news = alike.filter(({ doc }) => doc.callStanding !== standing).map(({ doc }) => doc);
  const disregard = new Set(alike.filter(({ decision }) => decision.disregard).map(({ doc }) => doc.id));
  switch (consequence) {
    case 'leave': {
      if (code === 'on-its-way') return remember(tx, alike);
      const again = code === 'stands' || code === 'needed-there';
      const told = again ? alike.map(({ doc }) => doc).filter((doc) => doc.callStanding !== null) : alike[0].decision.written ? news : [];
      await write(tx, told, { because, standing: again ? null : standing, disregard, facts, ...act });
      return 0;
    }
    case 'park': {
      const held = HOLD_OF[code];
      if (!held) throw new Error(`nothing says by which word "${code}" is held`);
      const [persons, others] = [news.filter((doc) => doc.held === 'person'), news.filter((doc) => doc.held !== 'person')];
      const move = { from: ['waiting' as const], to: 'waiting' as const, event: 'call-parked', actor, at, facts };
      await moveDocuments(tx, { ...move, ids: others.map((doc) => doc.id), because, set: { held, callStanding: standing } });
      await moveDocuments(tx, { ...move, ids: persons.map((doc) => doc.id), because: `held by a person; ${because}`, set: { held: 'person', callStanding: standing } });
      await owe(tx, news.filter((doc) => disregard.has(doc.id)));
      return recordAct(tx, act, origin, { what: 'documents-parked', because, n: news.length, facts });
    }
    case 'release': {
      const ids = alike.filter(({ doc }) => doc.state === 'waiting').map(({ doc }) => doc.id);
      await moveDocuments(tx, { ids, from: ['waiting'], to: 'waiting', event: 'call-released', because, actor, at, facts, set: { callStanding: code === 'stands-again' ? null : standing, notBefore: at } });
      await unowe(tx, alike.map(({ doc }) => doc));
      for (const lane of new Set(alike.map(({ doc }) => doc.endpoint))) await wake(tx, lane, at);
      return recordAct(tx, act, origin, { what: 'documents-released', because, n: ids.length, facts });
    }
    case 'follow': {
      await followNext(journey, tx, { documents: alike.map(({ doc: { id, endpoint, callId, facts: { parked } } }) => ({ id, endpoint, callId, parked })), origin, heir, because, rule: 'call-replaced', saidBy: `call ${origin.reference}`, actor, at, facts });
      return recordAct(tx, act, origin, { what: 'documents-moved', because, n: alike.length, facts });
    }
    case 'retarget': {
      const endpoint = journey.directory.endpoints.get(goesTo ?? '');
      if (!endpoint) throw new Error(`${heir.reference} is at ${goesTo}, which the directory does not know`);
      const calls = { matches: [{ callId: heir.id, rule: 'call-moved', because }], times: await timesOf(tx, heir.id), endpoints: [endpoint.code] };
      const made = await moveOn(journey, tx, { ids: alike.map(({ doc }) => doc.id), endpoint, calls, insteadOf: new Map(alike.map(({ doc }) => [doc.id, doc.origin])), disregard, because, standing, saidBy: `call ${origin.reference}`, actor, at });
      return recordAct(tx, act, origin, { what: 'documents-moved', because, n: made.length, facts: { ...facts, refs: made.slice(0, 20).map((row) => row.ref) } });
    }
    case 'yield': {
      const there = await setsThere(tx, goesTo ?? '', news);
      const stands = new Map(news.map((doc) => [doc.id, there.get(setKey(doc))]));
      await laidDown(tx, news.map((doc) => doc.id), { actor, at, standing, disregard, facts, because: (row) => `${because} ${stands.get(row.id)?.ref ?? '?'} stands for it` });
      await tx.execute(sql`insert into document_call (document_id, call_id, rule, because, matched_at) select unnest(${sql.param([...there.values()].map(({ id }) => id))}::bigint[]), ${heir.id}, 'call-moved', ${because}, ${at} on conflict do nothing`);
      return recordAct(tx, act, origin, { what: 'documents-moved', because, n: news.length, facts });
    }
  }
}

/** In words that every screen quotes: the rule, and which call. */
function sentenceFor({ doc: { heir: { origin, heir }, goesTo }, decision }: Decided): string {
  const where = goesTo ?? heir.endpoint ?? [heir.unlocode, heir.terminal].filter(Boolean).join('/');
  const which = origin.id === heir.id ? `${origin.reference} at ${where}` : `${origin.reference}, now ${heir.reference} at ${where}`;
  return `${CONSEQUENCE_BECAUSE[decision.because]} (${which})`;
}

/** A try is open: that it has to be looked at again stands with it, until the try has ended (`heedEnded`). */
async function remember(tx: Transaction, alike: readonly Decided[]): Promise<number> {
  const changed = alike.filter(({ doc: { facts } }) => facts.call !== 'stands' || facts.place !== 'here');
  if (changed.length > 0) await tx.update(document).set({ callStanding: changed[0]!.standing }).where(anyOf(document.id, changed.map(({ doc }) => doc.id)));
  return 0;
}

/** Nothing moves, and it is known from now on. */
async function write(tx: Transaction, documents: readonly CallDocument[], note: Act & { because: string; standing: string | null; disregard: ReadonlySet<number>; facts: Record<string, unknown> }): Promise<void> {
  if (documents.length === 0) return;
  const ids = documents.map((doc) => doc.id);
  const from: DocumentState[] = ['waiting', 'unsettled', 'accepted', 'acknowledged', 'rejected'];
  const common = { from, actor: note.actor, at: note.at, facts: note.facts };
  const [persons, others] = [documents.filter((doc) => doc.held === 'person'), documents.filter((doc) => doc.held !== 'person')];
  await noteDocuments(tx, { ...common, ids: others.map((doc) => doc.id), event: 'call-changed', because: () => note.because });
  await moveDocuments(tx, { ...common, ids: persons.map((doc) => doc.id), from: ['waiting'], to: 'waiting', event: 'call-changed', because: `held by a person; ${note.because}`, set: { held: 'person' } });
  await tx.update(document).set({ callStanding: note.standing }).where(anyOf(document.id, ids));
  if (note.standing === null) await unowe(tx, documents);
  else await owe(tx, documents.filter((doc) => note.disregard.has(doc.id)));
}

async function owe(tx: Transaction, documents: readonly CallDocument[]): Promise<void> {
  if (documents.length > 0) await tx.update(document).set({ disregard: 'owed' }).where(anyOf(document.id, documents.map((doc) => doc.id)));
}

/** It stands again where it is: a place that was told to disregard it has to hear that, too. */
async function unowe(tx: Transaction, documents: readonly CallDocument[]): Promise<void> {
  const owed = documents.filter((doc) => doc.disregard !== null).map((doc) => doc.id);
  if (owed.length > 0) await tx.execute(sql`update document set disregard = case disregard when 'told' then 'revoked' else null end where ${anyOf(document.id, owed)} and disregard in ('owed', 'told')`);
}

/** A relayed interchange goes whole: when one set of it may go, those that a call's change parked go with it. */
async function releaseSiblings(tx: Transaction, decided: readonly Decided[], act: Act): Promise<void> {
  const free = decided.filter(({ doc, decision }) => doc.relayed && doc.state === 'waiting' && (decision.consequence === 'release' || (decision.because === 'stands' && doc.callStanding !== null)));
  for (const [code, alike] of groupBy(free, ({ doc }) => doc.endpoint)) await releaseWith(tx, code, [...new Set(alike.map(({ doc }) => doc.interchangeId))], act);
}

export async function releaseWith(tx: Transaction, endpoint: string, interchangeIds: readonly number[], { actor, at }: Pick<Act, 'actor' | 'at'>): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`select d.id from document d join interchange i on i.id = d.interchange_id where d.endpoint = ${endpoint} and d.interchange_id = any(${sql.param([...interchangeIds])}::bigint[])
    and i.mode <> 'rewrap' and d.retargeted_from is null and d.state = 'waiting' and d.held like 'call-%'`);
  await moveDocuments(tx, { ids: rows.map((row) => Number(row.id)), from: ['waiting'], to: 'waiting', event: 'call-released', because: CONSEQUENCE_BECAUSE['interchange-goes-whole'], actor, at, facts: { rule: 'interchange-goes-whole' }, set: { notBefore: at } });
}

/** What it did for the documents of a call stands in the call's own events, too. */
async function recordAct(tx: Transaction, act: Act, origin: CallRow, done: { what: string; because: string; n: number; facts: Record<string, unknown> }): Promise<number> {
  if (done.n > 0 && act.callId !== null) await tx.insert(callEvent).values({ callId: origin.id, at: act.at, actor: act.actor, what: done.what, because: done.because, facts: { ...done.facts, documents: done.n } });
  return done.n;
}
