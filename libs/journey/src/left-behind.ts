import { and, desc, eq, sql } from 'drizzle-orm';
import { HOUR } from '#common';
import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import { call, callEvent, documentCall, interchange, type Transaction } from '#ledger';
import type { DocumentFacts } from '#x12';
import type { CallRow } from './call-heirs.js';
import { findCallsOf } from './find-calls.js';
import type { Journey } from './journey.js';
import { isSameQuay } from './same-quay.js';

/** Documents for the old terminal of a call that moved come for some weeks; later the voyage's number is another's. [P] */
const REMEMBERED_MS = 60 * 24 * HOUR;
/** What was the place of a call, in its events. */
const LEFT = 'left-place';
/** By which a document is linked with a call that left its terminal before it came. */
export const BY_A_CALL_THAT_LEFT = 'call-left';

/** A call moved: what still names its old place finds it by this. */
export async function rememberPlace(tx: Transaction, moved: CallRow, from: string, at: Date): Promise<void> {
  await tx.insert(callEvent).values({ callId: moved.id, at, actor: moved.source, what: LEFT, because: `it was at ${from} and is at ${moved.endpoint ?? moved.unlocode}`, facts: { from, to: moved.endpoint } });
}

/**
 * Documents that were addressed to us, name a port whose call has left it, and so belong to no call there: they are linked with
 * the call that left, and go where that one's documents go. What its sender addressed to the terminal itself goes there: who
 * writes that after the move may know why.
 */
export async function findLeftBehind(journey: Journey, tx: Transaction, documents: readonly DocumentRow[], at: Date): Promise<void> {
  const asked = documents.filter((doc) => doc.kind === 'business' && doc.state === 'waiting' && doc.endpoint !== null);
  for (const code of new Set(asked.flatMap((doc) => doc.endpoint ?? []))) {
    const endpoint = journey.directory.endpoints.get(code);
    const left = endpoint?.kind === 'terminal' ? await callsThatLeft(tx, quaysOf(journey, endpoint), at) : [];
    if (!endpoint || left.length === 0) continue;
    const alone = await withoutCall(tx, asked.filter((one) => one.endpoint === code));
    if (alone.length === 0) continue;
    for (const gone of left) {
      const there = { ...endpoint, code: gone.endpoint ?? '', unlocode: gone.unlocode, terminal: gone.terminal, firms: gone.firms };
      const found = await findCallsOf(journey, tx, alone.map((doc) => ({ facts: doc.facts as unknown as DocumentFacts, endpoint: there, carrier: endpoint.carrier, receivedAt: at })));
      for (const [index, doc] of alone.entries()) {
        const match = found[index]?.matches.find(({ callId }) => callId === gone.id);
        if (match) await tx.insert(documentCall).values({ documentId: doc.id, callId: gone.id, rule: BY_A_CALL_THAT_LEFT, because: `${match.because}; that call was at ${code} before`, matchedAt: at }).onConflictDoNothing();
      }
    }
  }
}

/** A call leaves the quay for every line that has an endpoint there. */
const quaysOf = ({ directory }: Journey, endpoint: Endpoint): string[] => [endpoint.code, ...[...directory.endpoints.values()].filter((one) => one.code !== endpoint.code && isSameQuay(directory, one, endpoint)).map(({ code }) => code)];

/** The newest: what left long ago is named by few. */
async function callsThatLeft(tx: Transaction, from: readonly string[], at: Date): Promise<CallRow[]> {
  const rows = await tx.selectDistinctOn([call.id], { row: call }).from(callEvent).innerJoin(call, eq(call.id, callEvent.callId))
    .where(and(eq(callEvent.what, LEFT), sql`${callEvent.facts}->>'from' = any(${sql.param(from)}::text[])`, sql`${callEvent.at} > ${new Date(at.getTime() - REMEMBERED_MS)}`, sql`(${call.endpoint} is null or ${call.endpoint} <> all(${sql.param(from)}::text[]))`)).orderBy(desc(call.id)).limit(50);
  return rows.map(({ row }) => row);
}

async function withoutCall(tx: Transaction, documents: readonly DocumentRow[]): Promise<DocumentRow[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`select d.id from document d join ${interchange} i on i.id = d.interchange_id where d.id = any(${sql.param(documents.map((doc) => doc.id))}::bigint[]) and i.mode = 'rewrap'
    and not exists (select 1 from document_call c where c.document_id = d.id)`);
  const ids = new Set(rows.map((row) => Number(row.id)));
  return documents.filter((doc) => ids.has(doc.id));
}
