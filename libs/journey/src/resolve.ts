import { inArray } from 'drizzle-orm';
import { makeRef } from '#common';
import { findAddressee, findByContent, profileOf, type AddresseeMapping, type Endpoint, type Partner } from '#directory';
import { addressee, type document, type Connection, type Transaction } from '#ledger';
import { dueOf, type CallMatch } from '#vessel-calls';
import { businessKey, type DocumentFacts, type ReadGroup, type ReadInterchange, type ReadSet } from '#x12';
import { findCalls, type FoundCalls } from './find-calls.js';
import type { Journey } from './journey.js';
import type { Novelty } from './repeats.js';

export interface ResolvedDocument { row: typeof document.$inferInsert; calls: CallMatch[] }

/** Sets that answer another: carried back to whoever sent the answered one, and counted apart from documents. */
const ANSWERS = new Set(['997', '999', '824', 'CONTRL']);

/** To whom a set goes, and why; without an endpoint it waits for a person's mapping. */
interface Destination { endpoint: Endpoint | null; because: string }

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
  const mappings = await mappingsFor(tx, read.isa08.trim());
  const resolved: ResolvedDocument[] = [];
  for (const group of read.groups) {
    for (const set of group.sets) {
      const novelty = input.noveltyOf(set, group);
      if (!set.accepted || novelty === 'repeat' || (mode === 'rewrap' && ANSWERS.has(set.st01))) continue;
      const destinations = mode === 'relay' ? [addressed(journey, mappings, read, group)] : await byContent(journey, tx, input, group, set);
      for (const { endpoint, because } of destinations) {
        const calls = await findCalls(journey, tx, set.facts, endpoint);
        resolved.push(toRow(journey, { ...input, group, set, endpoint, calls, conflict: novelty === 'conflict', because }));
      }
    }
  }
  return resolved;
}

function addressed(journey: Journey, mappings: readonly AddresseeMapping[], read: ReadInterchange, group: ReadGroup): Destination {
  const found = findAddressee(journey.directory, mappings, { isa08: read.isa08, gs03: group.gs03 });
  return { endpoint: 'endpoint' in found ? found.endpoint : null, because: found.because };
}

/**
 * Addressed to us: the sender's own rules, a code in the content, the vessel call, in this order; several ports, several
 * documents. Then what a person mapped a place of it to (`UN:USLGB`). A port that led to nobody beside others that did is not
 * forgotten: it is a document of its own that waits for a person.
 */
async function byContent(journey: Journey, tx: Transaction, { partner }: Resolving, group: ReadGroup, set: ReadSet): Promise<Destination[]> {
  const places = set.facts?.places ?? [];
  const calls = await findCalls(journey, tx, set.facts, null);
  const found = findByContent(journey.directory, { partner, set: set.st01, gs03: group.gs03, places, callEndpoints: calls.endpoints });
  const lost = found.missing.length > 0 ? [{ endpoint: null, because: found.missing.join('; ') }] : [];
  if (found.addressees.length > 0) return [...found.addressees, ...lost];
  const keys = new Set(places.map(placeKey));
  const rows = keys.size === 0 ? [] : await tx.select().from(addressee).where(inArray(addressee.isaReceiver, [...keys]));
  for (const mapping of rows) {
    const endpoint = journey.directory.endpoints.get(mapping.endpoint);
    if (endpoint && endpoint.carrier === partner.carrier) return [{ endpoint, because: `${mapping.isaReceiver} was mapped to ${endpoint.code}: ${mapping.because}` }];
  }
  return [{ endpoint: null, because: found.because }];
}

/** How a person names a place of a document in a mapping: qualifier and code, `UN:USLGB` or `FR:Y258`. */
export const placeKey = ({ qualifier, code }: { qualifier: string | null; code: string | null }): string => `${qualifier ?? ''}:${code ?? ''}`;

function toRow(journey: Journey, input: {
  read: ReadInterchange; group: ReadGroup; set: ReadSet; partner: Partner; endpoint: Endpoint | null; calls: FoundCalls;
  interchangeId: number; receivedAt: Date; conflict: boolean; because: string;
}): ResolvedDocument {
  const { read, group, set, endpoint, partner, receivedAt } = input;
  const facts = set.facts;
  const due = dueFor(journey, { facts, set: set.st01, endpoint, calls: input.calls, receivedAt });
  const key = facts ? businessKey(facts) : null;
  const state = input.conflict ? 'conflict' : endpoint ? 'waiting' : 'unroutable';
  const because = input.conflict ? `ISA13 ${read.isa13} came before from ${read.isa06.trim()} with other content` : input.because;
  return {
    calls: input.calls.matches,
    row: {
      ref: makeRef(), interchangeId: input.interchangeId, carrier: endpoint?.carrier ?? partner.carrier, region: endpoint?.region ?? null,
      partner: partner.code, endpoint: endpoint?.code ?? null, kind: ANSWERS.has(set.st01) ? 'acknowledgement' : 'business',
      set: set.st01, release: set.release ?? group.gs08, gs01: group.gs01, gs03: group.gs03.trim(), isa13: read.isa13, gs06: group.gs06, st02: set.st02,
      byteStart: set.start - read.start, byteLength: set.end - set.start, sha256: set.sha256,
      facts: { ...(facts ?? {}), layout: layoutOf(read, group) },
      businessKey: key?.key ?? null, replaces: key?.replaces ?? null,
      state, because, dueAt: due.dueAt, effectiveDueAt: due.effectiveDueAt, dueRule: due.rule, dueBecause: due.because, dueIsLaw: due.law,
      notBefore: receivedAt, profile: endpoint ? { ...profileOf(endpoint) } : null, receivedAt, changedAt: receivedAt,
    },
  };
}

/** Where the ISA and GS of this document stand in the interchange's bytes, so that an extract can be cut without reading it all again. */
export interface Layout { isaEnd: number; gsStart: number; gsEnd: number; delimiters: ReadInterchange['delimiters'] }

const layoutOf = (read: ReadInterchange, group: ReadGroup): Layout => ({
  isaEnd: read.isaEnd - read.start, gsStart: group.gsStart - read.start, gsEnd: group.gsEnd - read.start, delimiters: read.delimiters,
});

function dueFor(journey: Journey, input: { facts: DocumentFacts | null; set: string; endpoint: Endpoint | null; calls: FoundCalls; receivedAt: Date }) {
  const direction = input.endpoint?.kind === 'carrier' ? 'to-carrier' as const : 'to-terminal' as const;
  return dueOf({ facts: input.facts, set: input.set, direction, receivedAt: input.receivedAt, call: input.calls.times, rules: journey.directory.dueRules, zone: input.endpoint?.zone ?? null });
}

/** What persons mapped for one ISA08. */
export async function mappingsFor(db: Connection, isa08: string) {
  const rows = await db.select().from(addressee).where(inArray(addressee.isaReceiver, [isa08]));
  return rows.map((row) => ({ isa08: row.isaReceiver, gs03: row.gsReceiver, endpoint: row.endpoint, because: row.because }));
}
