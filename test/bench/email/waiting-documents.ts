import { eq, sql } from 'drizzle-orm';
import { HOUR } from '#common';
import { recordReceipt, type DocumentRow } from '#documents';
import { document, interchange, transmission, transmissionDocument, tries, tryDocument, type Transaction } from '#ledger';
import { wake, type Journey } from '#journey';
import { LANES } from './place.js';

export interface Waiting { ids: number[]; /** from here on the worker may have them */ release(): Promise<void> }

/** Rows of one statement: fewer than its parameters may be. */
const AT_ONCE = 200;

/**
 * Documents like the pattern, each of an interchange of its own, dealt out to the lanes. With `mail` each is composed already:
 * the mail is stored with it, and one try of it ended because no relay was there. They rest until they are released.
 */
export async function waitingDocuments({ ledger, clock, holder }: Journey, wish: { pattern: number; count: number; mail: { bytes: Buffer; sha256: string } | null }): Promise<Waiting> {
  const at = clock.now();
  const ids = await ledger.transaction(async (tx) => {
    const [pattern] = await tx.select().from(document).where(eq(document.id, wish.pattern));
    if (!pattern) throw new Error(`there is no document ${wish.pattern} to make others after`);
    const made: number[] = [];
    for (let from = 0; from < wish.count; from += AT_ONCE) made.push(...await copies(tx, pattern, { ...wish, at, holder, from, to: Math.min(wish.count, from + AT_ONCE) }));
    return made;
  });
  // The planner has not seen so many rows before, and would go through all of them once in each query.
  await ledger.transaction(async (tx) => {
    // Only the owner may, and the application's role is not.
    await tx.execute(sql`set local role none`);
    for (const table of ['document', 'interchange', 'transmission', 'try', 'try_document', 'transmission_document']) await tx.execute(sql.raw(`analyze ${table}`));
  });
  // As when a relay is there again: the lanes' documents may go at once.
  return { ids, release: () => ledger.transaction(async (tx) => { for (const lane of LANES) await wake(tx, lane, clock.now()); }) };
}

async function copies(tx: Transaction, pattern: DocumentRow, wish: { at: Date; holder: string; from: number; to: number; mail: { bytes: Buffer; sha256: string } | null }): Promise<number[]> {
  const numbers = Array.from({ length: wish.to - wish.from }, (_, index) => wish.from + index);
  const [kept] = await tx.select().from(interchange).where(eq(interchange.id, pattern.interchangeId));
  if (!kept) throw new Error('a document without its interchange');
  const interchanges = await tx.insert(interchange).values(numbers.map(() => ({ ...without(kept) }))).returning({ id: interchange.id });
  const ids = sql.param(interchanges.map(({ id }) => id));
  await tx.execute(sql`insert into interchange_bytes select new.id, b.seq, b.bytes from interchange_bytes b, unnest(${ids}::bigint[]) new(id) where b.interchange_id = ${kept.id}`);
  const rows = await tx.insert(document).values(numbers.map((n, index) => {
    const lane = LANES[n % LANES.length] ?? '';
    return {
      ...without(pattern), ref: `HW-BENCH-${interchanges[index]?.id ?? 0}`, interchangeId: interchanges[index]?.id ?? 0, endpoint: lane, profile: profileOf(pattern, lane), state: 'waiting', because: 'it waits', held: null, indexed: true,
      notBefore: new Date(wish.at.getTime() + HOUR), historySeq: 0, historyHash: '', tries: wish.mail ? 1 : 0, acceptedAt: null, acceptedBy: null, lastAcceptedBy: null, mailAcceptedAt: null, answerDueAt: null,
    };
  })).returning();
  await recordReceipt(tx, rows, pattern.partner, {});
  if (wish.mail) await composedBefore(tx, rows, { ...wish, mail: wish.mail });
  return rows.map(({ id }) => id);
}

async function composedBefore(tx: Transaction, rows: readonly DocumentRow[], { mail, at, holder }: { mail: { bytes: Buffer; sha256: string }; at: Date; holder: string }): Promise<void> {
  const stored = await tx.insert(transmission).values(rows.map(({ ref, endpoint, carrier, region }) => ({
    endpoint: endpoint ?? '', carrier, region, channel: 'email', kind: 'mail', wireIdentity: `<${ref}.1@hawser.example>`, recipients: [mailboxOf(endpoint ?? '')], sha256: mail.sha256, byteLength: mail.bytes.length, composedAt: at,
  }))).returning({ id: transmission.id });
  await tx.execute(sql`insert into transmission_bytes select id, 0, ${mail.bytes} from unnest(${sql.param(stored.map(({ id }) => id))}::bigint[]) as new(id)`);
  await tx.insert(transmissionDocument).values(rows.map(({ id }, index) => ({ transmissionId: stored[index]?.id ?? 0, documentId: id })));
  const tried = await tx.insert(tries).values(stored.map(({ id }) => ({ transmissionId: id, number: 1, holder, openedAt: at, endedAt: at, expiresAt: at, open: false, outcome: 'unreachable', because: 'connection-refused', proof: {} }))).returning({ id: tries.id });
  await tx.insert(tryDocument).values(rows.map(({ id }, index) => ({ tryId: tried[index]?.id ?? 0, documentId: id, open: false })));
}

export const mailboxOf = (lane: string) => `documents@${lane.toLowerCase()}.example`;

/** A profile froze with each document: the pattern's, as the lane's own file would have made it. */
function profileOf({ profile }: DocumentRow, lane: string) {
  return { ...profile, code: lane, mail: { ...(profile as { mail: object }).mail, to: [mailboxOf(lane)] } };
}

function without<Row extends { id: number }>({ id: _, ...row }: Row): Omit<Row, 'id'> { return row; }
