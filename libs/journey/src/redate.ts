import { and, asc, eq, inArray } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import { moveDocuments, type DocumentRow, type DocumentState } from '#documents';
import { document, documentCall, type Transaction } from '#ledger';
import { dueOf } from '#vessel-calls';
import type { DocumentFacts } from '#x12';
import type { CallChange } from './call-changed.js';
import { wake } from './evidence.js';
import { findCalls } from './find-calls.js';
import type { Journey } from './journey.js';

/** Its clock still runs: a due time that moves means something for it. */
const OPEN: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected'];

/** Due times that stand on the call's arrival or departure move with it, while their documents are not delivered. Each change is in the document's history. */
export async function redate(journey: Journey, tx: Transaction, { after, at }: CallChange): Promise<number> {
  // Locked, in the order everybody locks them: one that is being claimed at this moment would keep its old due time.
  const documents = await tx.select({ row: document }).from(document).innerJoin(documentCall, eq(documentCall.documentId, document.id))
    .where(and(eq(documentCall.callId, after.id), inArray(document.state, [...OPEN]))).orderBy(asc(document.ref)).for('update', { of: document });
  let redated = 0;
  for (const { row } of documents) if (await redateOne(journey, tx, row, at)) redated += 1;
  for (const code of new Set(documents.flatMap(({ row }) => row.endpoint ?? []))) await wake(tx, code, at);
  return redated;
}

async function redateOne(journey: Journey, tx: Transaction, doc: DocumentRow, at: Date): Promise<boolean> {
  const endpoint = doc.profile ? endpointFromProfile(doc.profile) : null;
  const facts = doc.facts as unknown as DocumentFacts;
  if (!endpoint || (doc.state === 'accepted' && endpoint.acknowledges === 'none')) return false;
  const { times } = await findCalls(journey, tx, facts, endpoint);
  const due = dueOf({ facts, set: doc.set, direction: endpoint.kind === 'carrier' ? 'to-carrier' : 'to-terminal', receivedAt: doc.receivedAt, call: times, rules: journey.directory.dueRules, zone: endpoint.zone });
  if (due.rule === doc.dueRule && due.dueAt?.getTime() === doc.dueAt?.getTime()) return false;
  const state = doc.state as DocumentState;
  await moveDocuments(tx, {
    ids: [doc.id], from: [state], to: state, event: 'due-moved', because: doc.because, actor: journey.holder, at,
    facts: { from: doc.dueAt, to: due.dueAt, rule: due.rule, because: due.because },
    set: { held: doc.held, dueAt: due.dueAt, effectiveDueAt: due.effectiveDueAt, dueRule: due.rule, dueBecause: due.because, dueIsLaw: due.law },
  });
  return true;
}
