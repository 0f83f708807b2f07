import { eq, sql } from 'drizzle-orm';
import type { Endpoint } from '#directory';
import { call, document, documentCall, type Connection, type Transaction } from '#ledger';
import { candidateKeys, documentKeys, dueCallOf, keyKindsOf, matchByKeys, matchCalls, type CallMatch, type CallTimes, type CandidateKeys, type DocumentKey } from '#vessel-calls';
import type { DocumentFacts } from '#x12';
import { timesOf } from './call-times.js';
import { callsById, callsByVessel, type CandidateCalls, evidenceOf } from './candidate-calls.js';
import type { Journey } from './journey.js';
import { terminalsKnown } from './terminals-known.js';

export interface FoundCalls {
  matches: CallMatch[];
  /** times of the one the document is due for */
  times: CallTimes | null;
  /** codes of the endpoints of these calls, where they are ours */
  endpoints: string[];
  /** each of them as it was read: a report that was being written then may have changed it since */
  revisions?: ReadonlyMap<number, number>;
}

export const NO_CALLS: FoundCalls = { matches: [], times: null, endpoints: [] };
/** Keys of one document that are asked: one of them leads to the call, or none does. */
const KEYS_ASKED = 1_000;

export interface AskedDocument {
  facts: DocumentFacts | null;
  endpoint: Endpoint | null;
  /** SCAC of the line whose document it is; without one only its ships are asked */
  carrier: string | null;
  receivedAt: Date;
}

/** The vessel calls a document belongs to. None is an answer too: it is shown as unmatched, and delivered all the same. */
export async function findCalls(journey: Journey, tx: Transaction, facts: DocumentFacts | null, endpoint: Endpoint | null, more: { carrier?: string | null; receivedAt?: Date } = {}): Promise<FoundCalls> {
  const [found = NO_CALLS] = await findCallsOf(journey, tx, [{ facts, endpoint, carrier: more.carrier ?? endpoint?.carrier ?? null, receivedAt: more.receivedAt ?? journey.clock.now() }]);
  return found;
}

/**
 * The same for many at once: calls are read once for all of them, keys once for each line and kind.
 * @returns in their order
 */
export async function findCallsOf(journey: Journey, tx: Transaction, documents: readonly AskedDocument[]): Promise<FoundCalls[]> {
  const { portCodes } = await terminalsKnown(journey, tx);
  const calls = await callsByVessel(tx, allKeys(documents));
  const found = documents.map(({ facts, endpoint, carrier }): FoundCalls => {
    if (!facts) return NO_CALLS;
    const matched = (lines: string[]) => matchCalls(facts, endpoint, calls.seenBy(lines), portCodes, carrier);
    // The document may number its voyage as the line that sails the ship does.
    const own = matched(carrier ? [carrier] : []);
    return told(own.length > 0 || !facts.scac || facts.scac === carrier ? own : matched([facts.scac]), calls, endpoint);
  });

  for (const kind of ['bill', 'booking', 'container'] as const) {
    const asking = documents.flatMap((one, index) => (one.facts && one.carrier && found[index]?.matches.length === 0 && keyKindsOf(one.facts, one.endpoint).includes(kind)
      ? [{ index, ...one, facts: one.facts, carrier: one.carrier, keys: documentKeys(one.facts, one.carrier).filter((key) => key.kind === kind).slice(0, KEYS_ASKED) }] : []));
    for (const carrier of new Set(asking.map((one) => one.carrier))) {
      const theirs = asking.filter((one) => one.carrier === carrier);
      const evidence = await evidenceOf(tx, carrier, kind, [...new Set(theirs.flatMap(({ keys }) => keys.map(({ value }) => value)))]);
      if (evidence.length === 0) continue;
      const named = await callsById(tx, [...new Set(evidence.map(({ callId }) => callId))]);
      for (const { index, keys, ...one } of theirs) {
        const shared = sharing(evidence, keys);
        if (shared.length > 0) found[index] = told(matchByKeys(one, shared, named.seenBy([carrier, ...(one.facts.scac ? [one.facts.scac] : [])]), portCodes), named, one.endpoint);
      }
    }
  }
  return found;
}

/** The times of the call that a document is kept as belonging to, by rule or by a person's word, and is due for. Nothing is looked for anew. */
export async function keptTimes(db: Connection, documentId: number, to: Endpoint): Promise<CallTimes | null> {
  const calls = await db.select({ id: call.id, unlocode: call.unlocode, endpoint: call.endpoint, etaAt: call.etaAt, rule: documentCall.rule }).from(documentCall).innerJoin(call, eq(call.id, documentCall.callId)).where(eq(documentCall.documentId, documentId));
  const due = dueCallOf(calls, to);
  return due && timesOf(db, due.id);
}

/** Whether a person said where it belongs: no rule looks for it then. */
export const UNSAID = sql`${document.callsSaidBy} is null`;

function told(matches: readonly CallMatch[], calls: CandidateCalls, to: Endpoint | null): FoundCalls {
  const due = dueCallOf(matches.flatMap(({ callId, rule }) => calls.placeOf(callId, rule) ?? []), to);
  return { matches: [...matches], revisions: new Map(matches.map(({ callId }) => [callId, calls.revisionOf(callId)])), times: due && calls.timesOf(due.id), endpoints: [...new Set(matches.flatMap(({ callId, rule }) => calls.placeOf(callId, rule)?.endpoint ?? []))] };
}

function sharing<E extends { value: string }>(evidence: readonly E[], keys: readonly DocumentKey[]): E[] {
  const own = new Set(keys.map(({ value }) => value));
  return evidence.filter(({ value }) => own.has(value));
}

function allKeys(documents: readonly AskedDocument[]): CandidateKeys {
  const each = documents.flatMap(({ facts }) => (facts ? [candidateKeys(facts)] : []));
  const all = (of: (keys: CandidateKeys) => string[]) => [...new Set(each.flatMap(of))];
  return { imos: all((keys) => keys.imos), callSigns: all((keys) => keys.callSigns), names: all((keys) => keys.names), voyages: all((keys) => keys.voyages) };
}
