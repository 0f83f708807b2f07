import { and, asc, eq, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { makeRef } from '#common';
import { anyOf, moveDocuments, recordReceipt, type DocumentRow } from '#documents';
import { addressee, call, document, documentCall, interchange, type Transaction } from '#ledger';
import type { AddresseeMapping, Endpoint } from '#directory';
import type { DocumentFacts } from '#x12';
import { wake } from './evidence.js';
import { findCalls, keptTimes, type FoundCalls } from './find-calls.js';
import { bringAlong, isNamed, keepMatches } from './bring-along.js';
import { ScopeError } from './isolate.js';
import type { Journey } from './journey.js';
import { insertDocuments } from './insert-documents.js';
import { addressedTo, findByPlaces, placeMappings } from './resolve.js';
import { heedCalls } from './retarget.js';
import { settleVersions } from './versions.js';

interface Mapping { isa08: string; gs03: string; endpoint: string; because: string; actor: string }
/** `event`: what the history calls it */
interface Act { because: string; actor: string; at: Date; event: 'mapped' | 'call-said-where' }
/** One addressee of a document that waits, and why it is. */
interface Lead { endpoint: Endpoint; because: string }

/**
 * One mapping releases every document that waits for it, and stands for those to come. Never a guess: a person says which
 * endpoint receives what is addressed to ISA08 and GS03 (`*`: whatever the GS03); of what is addressed to us, which receives
 * the documents of a place, named by qualifier and code (`UN:USLGB`) instead of the ISA08, with any GS03. It is heard for
 * the endpoint's carrier alone.
 *
 * @returns how many documents were released, and how many found that the endpoint had their set already: such a one is cancelled
 */
export async function mapAddressee(journey: Journey, given: Mapping): Promise<{ released: number; alreadyThere: number }> {
  const endpoint = journey.directory.endpoints.get(given.endpoint);
  if (!endpoint) throw new ScopeError(`endpoint "${given.endpoint}" is not in the directory; known: ${[...journey.directory.endpoints.keys()].join(', ')}`, { endpoint: given.endpoint });
  const at = journey.clock.now();
  const key = given.isa08.trim();
  const gs03 = isPlaceKey(key) ? '*' : given.gs03.trim();
  const act: Act = { because: given.because, actor: given.actor, at, event: 'mapped' };
  return journey.ledger.transaction(async (tx) => {
    const row = { carrier: endpoint.carrier, isaReceiver: key, gsReceiver: gs03, endpoint: endpoint.code, because: given.because, actor: given.actor, mappedAt: at };
    await tx.insert(addressee).values(row).onConflictDoUpdate({ target: [addressee.carrier, addressee.isaReceiver, addressee.gsReceiver], set: row });
    const mappings = await placeMappings(tx, endpoint.carrier);
    const released: number[] = [];
    let alreadyThere = 0;
    for (const { doc, mode } of await waitingFor(tx, endpoint.carrier, key, gs03)) {
      const leads = mode === 'rewrap' ? await leadsOf(journey, tx, doc, mappings) : { found: [{ endpoint, because: `mapped to ${endpoint.code}: ${act.because}` }], open: null };
      const done = await settle(journey, tx, doc, leads, act);
      released.push(...done.released);
      if (done.alreadyThere) alreadyThere += 1;
    }
    await onTheirWay(journey, tx, released, at);
    return { released: released.length, alreadyThere };
  });
}

/**
 * Documents addressed to us whose content named nobody, and that belong to a call since: it says where they go, as it would have
 * had it been known when they came.
 *
 * @returns how many were released
 */
export async function releaseByCall(journey: Journey, tx: Transaction, which: SQL, { actor, at }: Pick<Act, 'actor' | 'at'>): Promise<number> {
  const waiting = await tx.select({ doc: document }).from(document).innerJoin(interchange, eq(interchange.id, document.interchangeId))
    .where(and(which, eq(document.state, 'unroutable'), eq(interchange.mode, 'rewrap'))).orderBy(asc(document.ref)).for('update', { of: document });
  const released: number[] = [];
  for (const { doc } of waiting.sort((a, b) => a.doc.id - b.doc.id)) {
    const kept = await tx.select({ endpoint: call.endpoint }).from(documentCall).innerJoin(call, eq(call.id, documentCall.callId)).where(eq(documentCall.documentId, doc.id));
    const leads = await leadsOf(journey, tx, doc, await placeMappings(tx, doc.carrier), kept.flatMap(({ endpoint }) => endpoint ?? []));
    released.push(...(await settle(journey, tx, doc, leads, { because: doc.because, actor, at, event: 'call-said-where' })).released);
  }
  await onTheirWay(journey, tx, released, at);
  return released.length;
}

/** What holds for whatever is released: versions, calls that went elsewhere, and lanes that are told. */
async function onTheirWay(journey: Journey, tx: Transaction, released: readonly number[], at: Date): Promise<void> {
  if (released.length === 0) return;
  await settleVersions(journey, tx, await withNewer(tx, released));
  await heedCalls(journey, tx, released, at);
  const lanes = await tx.selectDistinct({ endpoint: document.endpoint }).from(document).where(anyOf(document.id, released));
  for (const lane of lanes) if (lane.endpoint) await wake(tx, lane.endpoint, at);
}

/** Qualifier, colon, code: what `placeKeys` of the directory writes. */
const isPlaceKey = (key: string): boolean => /^[A-Z0-9]{0,4}:./.test(key);

/** What may wait for this, oldest first; locked in the order everybody locks. Whether a place counts for its set is not asked here. */
async function waitingFor(tx: Transaction, carrier: string, key: string, gs03: string) {
  const [port] = key.split('/');
  const rows = await tx.select({ doc: document, mode: interchange.mode }).from(document)
    .innerJoin(interchange, eq(interchange.id, document.interchangeId))
    .where(and(eq(document.state, 'unroutable'), eq(document.carrier, carrier), or(
      and(ne(interchange.mode, 'rewrap'), eq(interchange.isaReceiver, key), ...(gs03 === '*' ? [] : [eq(document.gs03, gs03)])),
      and(eq(interchange.mode, 'rewrap'), sql`exists (select 1 from jsonb_array_elements(coalesce("document"."facts"->'places', '[]'::jsonb)) p
        where coalesce(p->>'qualifier', '') || ':' || coalesce(p->>'code', '') in (${key}, ${port}) or 'FR:' || (p->>'firms') = ${key})`))))
    .orderBy(asc(document.ref)).for('update', { of: document });
  return rows.sort((a, b) => a.doc.id - b.doc.id);
}

interface Leads {
  found: Lead[];
  /** what of it still leads to nobody; null: nothing does */
  open: { places: string[]; because: string } | null;
}

/** Whom its unresolved places lead to now, by the very reading it had when it came. Places that led to somebody then are not asked again. */
async function leadsOf(journey: Journey, tx: Transaction, doc: DocumentRow, mappings: readonly AddresseeMapping[], callEndpoints?: readonly string[]): Promise<Leads> {
  const partner = journey.directory.partners.get(doc.partner);
  const { unresolved = [] } = doc.facts as { unresolved?: string[] };
  if (!partner) {
    journey.log.warn({ ref: doc.ref, partner: doc.partner }, 'its sender is no longer in the directory: nothing says which endpoints it may be for');
    return { found: [], open: { places: unresolved, because: doc.because } };
  }
  const now = await findByPlaces(journey, tx, { partner, set: doc.set, gs03: doc.gs03, facts: factsOf(doc), mappings, ...(callEndpoints ? { callEndpoints } : {}) });
  // None unresolved: no place of it counted, and it waited as a whole.
  const waits = (place: string) => unresolved.length === 0 || unresolved.includes(place);
  const found = now.addressees.filter(({ places }) => places.length === 0 || places.some(waits));
  const open = now.unresolved.filter(({ place }) => waits(place));
  return { found, open: open.length > 0 ? { places: open.map(({ place }) => place), because: open.map(({ because }) => because).join('; ') } : null };
}

/**
 * It goes to each that was found: by itself where nothing of it has to wait on, as a document apart otherwise. An endpoint
 * that has this set already does not get it twice.
 */
async function settle(journey: Journey, tx: Transaction, doc: DocumentRow, { found, open }: Leads, act: Act): Promise<{ released: number[]; alreadyThere: boolean }> {
  if (found.length === 0) return { released: [], alreadyThere: false };
  const ofThisSet = await tx.select({ ref: document.ref, endpoint: document.endpoint }).from(document)
    .where(and(eq(document.interchangeId, doc.interchangeId), eq(document.byteStart, doc.byteStart), isNotNull(document.endpoint)));
  const there = ofThisSet.filter((one) => found.some(({ endpoint }) => endpoint.code === one.endpoint));
  const wanted = found.filter(({ endpoint }) => !there.some((one) => one.endpoint === endpoint.code));
  const already = there.map((one) => `${one.endpoint} has this set already: ${one.ref}`);
  const { unresolved: _, ...facts } = doc.facts;
  const itself = open ? undefined : wanted[0];
  const released: number[] = [];
  for (const lead of wanted) if (lead !== itself) released.push(await releaseApart(journey, tx, { ...doc, facts }, lead, act));
  const move = { ids: [doc.id], from: ['unroutable' as const], actor: act.actor, at: act.at };
  if (open) {
    await moveDocuments(tx, { ...move, to: 'unroutable', event: 'mapped-in-part', because: open.because, facts: { mapped: wanted.map(({ because }) => because), already }, set: { facts: { ...facts, unresolved: open.places } } });
  } else if (itself) {
    await release(journey, tx, { ...doc, facts }, itself, act, { already });
    released.push(doc.id);
  } else {
    await moveDocuments(tx, { ...move, to: 'cancelled', event: 'already-there', because: already.join('; '), set: { facts } });
  }
  return { released, alreadyThere: there.length > 0 };
}

/** A document of its own for one addressee, with its own history, from the receipt on. */
async function releaseApart(journey: Journey, tx: Transaction, doc: DocumentRow, lead: Lead, act: Act): Promise<number> {
  const { id: _, historySeq: _seq, historyHash: _hash, ...same } = doc;
  const [copy] = await insertDocuments(tx, [{ row: { ...same, ref: makeRef(), endpoint: lead.endpoint.code, because: `taken apart from ${doc.ref}: ${doc.because}`, changedAt: act.at }, calls: [] }]);
  if (!copy) throw new Error('a document was inserted and not returned');
  await recordReceipt(tx, [copy], doc.partner, { apartFrom: doc.ref });
  const [recorded] = await tx.select().from(document).where(eq(document.id, copy.id));
  if (!recorded) throw new Error('a document was inserted and not found');
  await release(journey, tx, recorded, lead, act, { apartFrom: doc.ref });
  return copy.id;
}

async function release(journey: Journey, tx: Transaction, doc: DocumentRow, { endpoint, because }: Lead, act: Act, note: Record<string, unknown>): Promise<void> {
  const read = factsOf(doc);
  const calls = await callsOfReleased(journey, tx, doc, endpoint, act.at);
  await moveDocuments(tx, {
    ids: [doc.id], from: ['unroutable'], to: 'waiting', event: act.event, because, actor: act.actor, at: act.at, facts: note,
    set: { ...addressedTo(journey, { facts: read, set: doc.set, receivedAt: doc.receivedAt, endpoint, calls }), facts: doc.facts, notBefore: act.at },
  });
}

/** Now that it has an addressee it may have other calls than before; what a person said of them stays. */
async function callsOfReleased(journey: Journey, tx: Transaction, doc: DocumentRow, endpoint: Endpoint, at: Date): Promise<FoundCalls> {
  if (doc.callsSaidBy !== null) return { matches: [], times: await keptTimes(tx, doc.id, endpoint), endpoints: [] };
  const calls = await findCalls(journey, tx, factsOf(doc), endpoint, { receivedAt: doc.receivedAt });
  await keepMatches(tx, [{ id: doc.id, matches: calls.matches }], at);
  if (isNamed(calls.matches)) await bringAlong(journey, tx, [doc.id]);
  return calls;
}

/** What was released, and newer versions of it that wait in the same lane: they are amendments of something now. In the order they came. */
async function withNewer(tx: Transaction, released: readonly number[]): Promise<DocumentRow[]> {
  return tx.select().from(document).where(or(anyOf(document.id, released), and(eq(document.state, 'waiting'), sql`exists (select 1 from document r where r.id = any(${sql.param(released)}::bigint[])
    and r.business_key = "document"."business_key" and r.endpoint = "document"."endpoint" and r.carrier = "document"."carrier" and r.interchange_id < "document"."interchange_id")`)))
    .orderBy(asc(document.interchangeId), asc(document.byteStart), asc(document.id));
}

const factsOf = (doc: DocumentRow): DocumentFacts | null => ((doc.facts as Partial<DocumentFacts>).set ? (doc.facts as unknown as DocumentFacts) : null);
