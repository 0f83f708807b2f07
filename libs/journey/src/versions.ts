import { and, desc, eq, notInArray, sql } from 'drizzle-orm';
import { anyOf, moveDocuments, notHeldFast, type DocumentRow } from '#documents';
import { document, type Connection, type Transaction } from '#ledger';
import { coversWhole, type DocumentFacts } from '#x12';
import { FOR_A_DIGEST } from './departures.js';
import { WAITING_CHANNEL, type Journey } from './journey.js';

/**
 * Versions of one business document (same key, same endpoint, both tests or both live): each knows its number and its predecessor. A predecessor
 * that was not sent and is replaced whole is superseded instead of sent; but a relayed interchange goes whole, so it is
 * superseded only when every set of it is; a set that was addressed to us travels alone. A rejected one is superseded by its correction.
 */
export async function settleVersions(journey: Journey, tx: Transaction, documents: readonly DocumentRow[]): Promise<void> {
  const replaced: { predecessor: DocumentRow; by: DocumentRow }[] = [];
  for (const doc of documents) {
    if (!doc.businessKey || !doc.endpoint || doc.state !== 'waiting') continue;
    const [predecessor] = await tx.select().from(document).where(and(
      eq(document.businessKey, doc.businessKey), eq(document.endpoint, doc.endpoint), eq(document.carrier, doc.carrier), alikeIn(doc),
      // As they came, not as their rows were made: one that was released by a mapping may have the younger row.
      sql`(${document.interchangeId}, ${document.byteStart}) < (${doc.interchangeId}, ${doc.byteStart})`,
      notInArray(document.state, ['cancelled', 'conflict', 'unroutable'])))// Of one set that went and came back, the copy that is for this place now.
      .orderBy(desc(document.interchangeId), desc(document.byteStart), desc(document.id)).limit(1);
    if (!predecessor) continue;
    await tx.update(document).set({ predecessorId: predecessor.id, version: predecessor.version + 1 }).where(eq(document.id, doc.id));
    // It must not wait for a digest while this one waits for it.
    await tx.execute(sql`update document set not_before = ${journey.clock.now()} where id in (select id from document where id = ${predecessor.id} and state = 'waiting' and held = ${FOR_A_DIGEST} for update skip locked)`);
    // The key holds one bill of several; a later manifest with fewer bills replaces only a part, and silences nothing.
    if (doc.replaces === 'whole' && coversWhole(doc.facts as unknown as DocumentFacts, predecessor.facts as unknown as DocumentFacts)) replaced.push({ predecessor, by: doc });
  }
  for (const { predecessor, by } of replaced) await supersede(journey, tx, predecessor, by);
}

/** A test (ISA15) is no version of what is live: it would stand in its place, and what was meant to go would not leave. */
const alikeIn = (doc: Pick<DocumentRow, 'interchangeId'>) => sql`(select coalesce(i.isa15 = 'T', false) from interchange i where i.id = ${document.interchangeId})
  = (select coalesce(i.isa15 = 'T', false) from interchange i where i.id = ${doc.interchangeId})`;

async function supersede(journey: Journey, tx: Transaction, predecessor: DocumentRow, by: DocumentRow): Promise<void> {
  const at = journey.clock.now();
  if (predecessor.state === 'rejected') {
    await moveDocuments(tx, { ids: [predecessor.id], from: ['rejected'], to: 'superseded', event: 'superseded', because: `corrected by ${by.ref}`, actor: by.partner, at, facts: { by: by.ref } });
    return;
  }
  if (predecessor.state !== 'waiting' || predecessor.tries > 0) return;
  const unit = await tx.execute<{ id: string; free: boolean }>(sql`select d.id, d.state = 'waiting' and d.tries = 0 and exists (
      select 1 from document s where s.predecessor_id = d.id and s.replaces = 'whole' and s.state = 'waiting') as free
    from document d join interchange i on i.id = d.interchange_id
    where d.interchange_id = ${predecessor.interchangeId} and d.endpoint = ${by.endpoint} and d.state <> 'superseded' and (d.id = ${predecessor.id} or (i.mode <> 'rewrap' and d.retargeted_from is null and ${predecessor.retargetedFrom === null}))`);
  if (!unit.rows.every((one) => one.free)) return;
  await moveDocuments(tx, { ids: unit.rows.map((one) => Number(one.id)), from: ['waiting'], to: 'superseded', event: 'superseded', because: `not sent: replaced whole by ${by.ref}`, actor: by.partner, at, facts: { by: by.ref } });
}

/**
 * Is an earlier version of any of these still on its way? An amendment never overtakes its original; one that was replaced
 * before it was sent is looked through, to what it in turn was to follow. A conflict is nobody's original.
 */
export async function originalsOutstanding(tx: Connection, documents: readonly DocumentRow[]): Promise<boolean> {
  const first = documents.flatMap((doc) => (doc.predecessorId ? [doc.predecessorId] : []));
  if (first.length === 0) return false;
  const result = await tx.execute<{ id: string }>(sql`
    with recursive earlier as (
      select d.id, d.predecessor_id, d.state from document d where d.id = any(${sql.param(first)}::bigint[])
      union
      select d.id, d.predecessor_id, d.state from document d join earlier e on d.id = e.predecessor_id where e.state = 'superseded'
    )
    select id from earlier where state in ('waiting', 'sending', 'unsettled') and id <> all(${sql.param(documents.map((doc) => doc.id))}::bigint[]) limit 1`);
  return result.rows.length > 0;
}

/**
 * These documents were handed over, answered or withdrawn: what waits for them is looked at now and not when its rest is
 * over. With its whole interchange, because that goes whole.
 */
export async function wakeSuccessors(tx: Transaction, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  // From the successors, of which most have none, to what came with them: of thousands that rest none is looked at.
  const woken = await tx.execute<{ endpoint: string }>(sql`with followed as materialized (select distinct interchange_id, endpoint from document where ${anyOf(document.predecessorId, ids)})
    update document set not_before = ${at} where id in (
      select w.id from document w join followed s on s.interchange_id = w.interchange_id and s.endpoint = w.endpoint
      where w.state = 'waiting' and w.not_before > ${at} and ${notHeldFast(sql`w.held`)} order by w.ref for update of w) returning endpoint`);
  for (const endpoint of new Set(woken.rows.map((row) => row.endpoint))) await tx.execute(sql`select pg_notify(${WAITING_CHANNEL}, ${endpoint})`);
}
