import { sql } from 'drizzle-orm';
import { groupBy } from '#common';
import { anyOf, moveDocuments, type DocumentState } from '#documents';
import { endpointFromProfile } from '#directory';
import { document, type Transaction } from '#ledger';
import type { DocumentFacts } from '#x12';
import type { CallDocument } from './call-facts.js';
import type { CallRow } from './call-heirs.js';
import { wake } from './evidence.js';
import { timesOf } from './call-times.js';
import type { Journey } from './journey.js';
import { addressedTo } from './resolve.js';

/** What of a document says how it follows. */
type Follower = Pick<CallDocument, 'id' | 'endpoint' | 'callId'> & { parked: boolean };

interface Following { documents: readonly Follower[]; saidBy: string; rule: string; origin: CallRow; heir: CallRow; because: string; actor: string; at: Date; facts: Record<string, unknown> }

/**
 * Documents of a call that went, for the next one at the same terminal: the same documents, which the terminal knows or will know
 * by the same refs. Their link moves, and so does the due time of those that are not delivered. What was parked goes on.
 */
export async function followNext(journey: Journey, tx: Transaction, { documents, origin, heir, because, saidBy, rule, actor, at, facts }: Following): Promise<void> {
  const ids = documents.map((doc) => doc.id);
  // By the call they are linked with now: one may be linked with the next one already, by a rule of its own.
  await tx.execute(sql`delete from document_call where (document_id, call_id) in (select * from jsonb_to_recordset(${JSON.stringify(documents.map((doc) => ({ d: doc.id, c: doc.callId })))}::jsonb) as w(d bigint, c bigint))`);
  await tx.execute(sql`insert into document_call (document_id, call_id, rule, because, instead_of, matched_at) select unnest(${sql.param(ids)}::bigint[]), ${heir.id}, ${rule}, ${because}, ${heir.id === origin.id ? null : origin.id}::bigint, ${at}
    on conflict (document_id, call_id) do update set rule = excluded.rule, instead_of = excluded.instead_of, because = excluded.because, matched_at = excluded.matched_at`);
  const rows = await tx.select().from(document).where(anyOf(document.id, ids));
  const calls = { matches: [], times: await timesOf(tx, heir.id), endpoints: [] };
  const parked = new Set(documents.filter((doc) => doc.parked).map((doc) => doc.id));
  const changes = rows.map((row) => {
    const read = (row.facts as Partial<DocumentFacts>).set ? (row.facts as unknown as DocumentFacts) : null;
    const { carrier: _c, region: _r, endpoint: _e, profile: _p, ...due } = { carrier: '', ...addressedTo(journey, { facts: read, set: row.set, receivedAt: row.receivedAt, endpoint: endpointFromProfile(row.profile ?? {}), calls }) };
    const held = parked.has(row.id) ? null : row.held;
    return { row, set: { callsSaidBy: saidBy, callStanding: null, held, ...(row.state === 'acknowledged' ? {} : due), ...(parked.has(row.id) ? { notBefore: at } : {}) } };
  });
  for (const alike of groupBy(changes, ({ row, set }) => JSON.stringify([row.state, set])).values()) {
    const [{ row, set }] = alike as [typeof changes[number], ...typeof changes];
    const state = row.state as DocumentState;
    await moveDocuments(tx, { ids: alike.map((one) => one.row.id), from: [state], to: state, event: 'call-followed', because: (one) => (state === 'waiting' && set.held === null ? because : one.because), actor, at, facts: { ...facts, because }, set });
  }
  for (const lane of new Set(documents.map((doc) => doc.endpoint))) await wake(tx, lane, at);
}
