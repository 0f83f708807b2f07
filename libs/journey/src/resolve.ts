import { and, desc, eq, inArray, like } from 'drizzle-orm';
import { makeRef } from '#common';
import { findAddressee, findByContent, profileOf, type AddresseeMapping, type ByContent, type Endpoint, type Partner } from '#directory';
import { addressee, type document, type Connection, type Transaction } from '#ledger';
import type { CallMatch, DueFacts } from '#vessel-calls';
import { businessKey, type DocumentFacts, type ReadGroup, type ReadInterchange, type ReadSet } from '#x12';
import { dueColumns, dueFor } from './due-for.js';
import { findCalls, findCallsOf, NO_CALLS, type FoundCalls } from './find-calls.js';
import type { Journey } from './journey.js';
import type { Novelty } from './repeats.js';
import { terminalsKnown } from './terminals-known.js';

export interface ResolvedDocument { row: typeof document.$inferInsert; calls: CallMatch[]; /** of its calls, as they were read */ revisions?: ReadonlyMap<number, number> }

/** Sets that answer another: carried back to whoever sent the answered one, and counted apart from documents. */
const ANSWERS = new Set(['997', '999', '824', 'CONTRL']);

/** Documents whose calls are looked for in one go. */
const FOUND_AT_ONCE = 500;

/** To whom a set goes, and why; without an endpoint it waits for a person's mapping, of these places where there are any. */
interface Destination { endpoint: Endpoint | null; because: string; unresolved?: string[] }

interface Resolving {
  read: ReadInterchange; mode: 'relay' | 'rewrap'; partner: Partner; interchangeId: number; receivedAt: Date;
  noveltyOf: (set: ReadSet, group: ReadGroup) => Novelty;
}

/**
 * One document per ST..SE and addressee, with its call and due time, and its profile frozen as of now. A set that is refused or
 * came before becomes none; nor does an answer that is addressed to us, which ends here.
 */
export async function resolveDocuments(journey: Journey, tx: Transaction, input: Resolving): Promise<ResolvedDocument[]> {
  const { read, mode } = input;
  const mappings = mode === 'relay' ? await mappingsFor(tx, read.isa08.trim(), input.partner.carrier) : await placeMappings(tx, input.partner.carrier);
  const addressees: { group: ReadGroup; set: ReadSet; conflict: boolean; to: Destination }[] = [];
  for (const group of read.groups) {
    for (const set of group.sets) {
      const novelty = input.noveltyOf(set, group);
      if (!set.accepted || novelty === 'repeat' || (mode === 'rewrap' && ANSWERS.has(set.st01))) continue;
      const destinations = mode === 'relay' ? [addressed(journey, mappings, read, group)] : await byContent(journey, tx, { partner: input.partner, group, set, mappings });
      addressees.push(...destinations.map((to) => ({ group, set, conflict: novelty === 'conflict', to })));
    }
  }
  const resolved: ResolvedDocument[] = [];
  for (let from = 0; from < addressees.length; from += FOUND_AT_ONCE) {
    const part = addressees.slice(from, from + FOUND_AT_ONCE);
    const calls = await findCallsOf(journey, tx, part.map(({ set, to: { endpoint } }) => ({ facts: set.facts, endpoint, carrier: endpoint?.carrier ?? input.partner.carrier, receivedAt: input.receivedAt })));
    resolved.push(...part.map(({ to: { unresolved, ...to }, ...one }, index) => toRow(journey, { ...input, ...one, ...to, calls: calls[index] ?? NO_CALLS, ...(unresolved ? { unresolved } : {}) })));
  }
  return resolved;
}

function addressed(journey: Journey, mappings: readonly AddresseeMapping[], read: ReadInterchange, group: ReadGroup): Destination {
  const found = findAddressee(journey.directory, mappings, { isa08: read.isa08, gs03: group.gs03 });
  return { endpoint: 'endpoint' in found ? found.endpoint : null, because: found.because };
}

/**
 * Addressed to us: several ports, several documents. Ports that led to nobody are not forgotten beside others that did: one
 * document more waits for a person, and knows which they are.
 */
async function byContent(journey: Journey, tx: Transaction, { partner, group, set, mappings }: { partner: Partner; group: ReadGroup; set: ReadSet; mappings: readonly AddresseeMapping[] }): Promise<Destination[]> {
  const found = await findByPlaces(journey, tx, { partner, set: set.st01, gs03: group.gs03, facts: set.facts, mappings });
  const unresolved = found.unresolved.map(({ place }) => place);
  if (found.addressees.length === 0) return [{ endpoint: null, because: found.because, unresolved }];
  const lost = unresolved.length > 0 ? [{ endpoint: null, because: found.missing.join('; '), unresolved }] : [];
  return [...found.addressees, ...lost];
}

/** Whom a set that was addressed to us is for, when it comes and whenever a person maps a place of it. */
export async function findByPlaces(journey: Journey, tx: Transaction, sent: { partner: Partner; set: string; gs03: string; facts: DocumentFacts | null; mappings: readonly AddresseeMapping[]; /** of the calls it is kept as belonging to; else they are looked for */ callEndpoints?: readonly string[] }): Promise<ByContent> {
  const { facts, callEndpoints, ...rest } = sent;
  const known = callEndpoints ?? (await findCalls(journey, tx, facts, null, { carrier: sent.partner.carrier })).endpoints;
  const { portCodes } = await terminalsKnown(journey, tx);
  return findByContent({ endpoints: journey.directory.endpoints, portCodes }, { ...rest, places: facts?.places ?? [], callEndpoints: [...known] });
}

function toRow(journey: Journey, input: {
  read: ReadInterchange; group: ReadGroup; set: ReadSet; partner: Partner; endpoint: Endpoint | null; calls: FoundCalls;
  interchangeId: number; receivedAt: Date; conflict: boolean; because: string; unresolved?: string[];
}): ResolvedDocument {
  const { read, group, set, endpoint, partner, receivedAt } = input;
  const facts = set.facts;
  const key = facts ? businessKey(facts) : null;
  const state = input.conflict ? 'conflict' : endpoint ? 'waiting' : 'unroutable';
  const because = input.conflict ? `ISA13 ${read.isa13} came before from ${read.isa06.trim()} with other content` : input.because;
  return {
    calls: input.calls.matches, ...(input.calls.revisions ? { revisions: input.calls.revisions } : {}),
    row: {
      ref: makeRef(), interchangeId: input.interchangeId, carrier: partner.carrier, partner: partner.code, kind: ANSWERS.has(set.st01) ? 'acknowledgement' : 'business',
      set: set.st01, release: set.release ?? group.gs08, gs01: group.gs01, gs03: group.gs03.trim(), isa13: read.isa13, gs06: group.gs06, st02: set.st02,
      byteStart: set.start - read.start, byteLength: set.end - set.start, sha256: set.sha256,
      facts: { ...(facts ?? {}), hazmat: set.hazardous, layout: layoutOf(read, group), ...(input.unresolved ? { unresolved: input.unresolved } : {}) },
      businessKey: key?.key ?? null, replaces: key?.replaces ?? null,
      state, because, notBefore: receivedAt, receivedAt, changedAt: receivedAt,
      ...addressedTo(journey, { facts: { ...(facts ?? NOTHING_READ), hazmat: set.hazardous }, set: set.st01, receivedAt, endpoint, calls: input.calls }),
    },
  };
}

/** Of a set without a reader of its own only its dangerous goods are known. */
const NOTHING_READ = { places: [], status: null, containers: [] };

/** Where the ISA and GS of this document stand in the interchange's bytes, so that an extract can be cut without reading it all again. */
export interface Layout { isaEnd: number; gsStart: number; gsEnd: number; delimiters: ReadInterchange['delimiters'] }

const layoutOf = (read: ReadInterchange, group: ReadGroup): Layout => ({
  isaEnd: read.isaEnd - read.start, gsStart: group.gsStart - read.start, gsEnd: group.gsEnd - read.start, delimiters: read.delimiters,
});

/** What a document takes from its addressee: its lane, the endpoint's profile frozen as of now, and by when it is due there. */
export function addressedTo(journey: Journey, input: { facts: DueFacts | null; set: string; receivedAt: Date; endpoint: Endpoint | null; calls: Pick<FoundCalls, 'times'> }) {
  const { endpoint, facts, set, receivedAt } = input;
  return {
    ...(endpoint ? { carrier: endpoint.carrier } : {}), region: endpoint?.region ?? null, endpoint: endpoint?.code ?? null, profile: endpoint ? { ...profileOf(endpoint) } : null,
    ...dueColumns(dueFor(journey, { facts, set, receivedAt, endpoint, call: input.calls.times })),
  };
}

/** What persons mapped for one ISA08, for one carrier where it is named: its own, then what is older than mappings by carrier. */
export async function mappingsFor(db: Connection, isa08: string, carrier?: string): Promise<AddresseeMapping[]> {
  const rows = await db.select().from(addressee).where(and(eq(addressee.isaReceiver, isa08), heardFor(carrier))).orderBy(desc(addressee.carrier));
  return rows.map(toMapping);
}

/** What persons mapped places to, for one carrier. */
export async function placeMappings(db: Connection, carrier: string): Promise<AddresseeMapping[]> {
  const rows = await db.select().from(addressee).where(and(eq(addressee.gsReceiver, '*'), like(addressee.isaReceiver, '%:%'), heardFor(carrier))).orderBy(desc(addressee.carrier));
  return rows.map(toMapping);
}

const heardFor = (carrier: string | undefined) => (carrier === undefined ? undefined : inArray(addressee.carrier, [carrier, '']));
const toMapping = (row: typeof addressee.$inferSelect): AddresseeMapping => ({ isa08: row.isaReceiver, gs03: row.gsReceiver, endpoint: row.endpoint, because: row.because });
