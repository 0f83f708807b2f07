import { asc, eq, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { appendHistory, document, history, linkOf, type Transaction } from '#ledger';
import { mayLeave, type DocumentState } from './document-states.js';
import { IllegalMoveError } from './errors.js';

export type DocumentRow = typeof document.$inferSelect;
type Columns = Partial<typeof document.$inferInsert>;

/** What of a document decides about its move. Its facts are not read for that: they may be thousands of containers. */
const LOCKED = { id: document.id, ref: document.ref, state: document.state, because: document.because, held: document.held, endpoint: document.endpoint, interchangeId: document.interchangeId, historySeq: document.historySeq, historyHash: document.historyHash };
export type LockedDocument = Pick<DocumentRow, keyof typeof LOCKED>;

export interface Move {
  ids: readonly number[];
  /** only documents in one of these states move; the others are left as they are and not returned */
  from: readonly DocumentState[];
  /** the state they move to; equal to the one they are in for a note in the history without a move */
  to: DocumentState;
  event: string;
  /** its words: the same for all, or for each */
  because: string | ((row: LockedDocument) => string);
  actor: string;
  at: Date;
  facts?: Record<string, unknown>;
  /** further columns, the same for all that move */
  set?: Columns;
  /** the documents as this transaction read them under their locks (`lockDocuments`), where nothing moved them since: they are not read twice */
  locked?: readonly LockedDocument[];
}

/**
 * Moves documents along an edge of the table, with one link of history each, in the caller's transaction. Rows are locked
 * in order of their refs, as everywhere, so that two movers cannot wait for each other in a circle.
 *
 * @returns the documents as they were before they moved
 * @throws IllegalMoveError for an edge the table has not
 */
export async function moveDocuments(tx: Transaction, move: Move): Promise<LockedDocument[]> {
  if (move.ids.length === 0) return [];
  const locked = move.locked?.filter(({ id }) => move.ids.includes(id)) ?? await lockDocuments(tx, move.ids);
  const moving = locked.filter((row) => (move.from as readonly string[]).includes(row.state));
  for (const row of moving) {
    const from = row.state as DocumentState;
    if (from !== move.to && !mayLeave(from, move.to)) throw new IllegalMoveError(row.ref, from, move.to);
  }
  await writeMoves(tx, moving, move);
  return moving;
}

/**
 * A line in the history of documents that stay exactly as they are: state, reason and what they wait for. Only those in one of
 * the states of `from` get it.
 *
 * @param note.because  its words for one document
 * @returns the documents that got it
 */
export async function noteDocuments(tx: Transaction, note: Pick<Move, 'ids' | 'from' | 'event' | 'actor' | 'at' | 'facts'> & { because(row: LockedDocument): string }): Promise<LockedDocument[]> {
  if (note.ids.length === 0) return [];
  const locked = await lockDocuments(tx, note.ids);
  const noted = locked.filter((row) => (note.from as readonly string[]).includes(row.state));
  const links = await appendHistory(tx, noted.map((row) => ({
    documentId: row.id, ref: row.ref, seq: row.historySeq, previousHash: row.historyHash, at: note.at, actor: note.actor,
    event: note.event, fromState: row.state, toState: row.state, because: note.because(row), facts: note.facts ?? {},
  })));
  if (links.length > 0) await writeLinks(tx, links);
  return noted;
}

/** Locks documents in the order everybody locks them in, before a transaction that moves them in several steps. @returns them as they are under their locks */
export async function lockDocuments(tx: Transaction, ids: readonly number[]): Promise<LockedDocument[]> {
  return ids.length === 0 ? [] : tx.select(LOCKED).from(document).where(anyOf(document.id, ids)).orderBy(asc(document.ref)).for('update');
}

/** The first link of each document's chain, written with the document itself. */
export async function recordReceipt(tx: Transaction, rows: readonly DocumentRow[], actor: string, facts: Record<string, unknown>): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const links = await appendHistory(tx, rows.map((row) => ({
    documentId: row.id, ref: row.ref, seq: 0, previousHash: '', at: row.receivedAt, actor, event: 'received',
    fromState: 'received', toState: row.state, because: row.because, facts: { ...facts, set: row.set, isa13: row.isa13, gs06: row.gs06, st02: row.st02, sha256: row.sha256, endpoint: row.endpoint },
  })));
  await writeLinks(tx, links);
}

/** The first link of documents that were made from others, because their call went elsewhere: of the same content, for another endpoint. */
export async function recordRetargeted(tx: Transaction, rows: readonly Pick<DocumentRow, 'id' | 'ref' | 'state' | 'because' | 'set' | 'isa13' | 'gs06' | 'st02' | 'sha256' | 'endpoint'>[], made: { actor: string; at: Date; from: ReadonlyMap<number, string>; facts: Record<string, unknown> }): Promise<void> {
  const links = await appendHistory(tx, rows.map((row) => ({
    documentId: row.id, ref: row.ref, seq: 0, previousHash: '', at: made.at, actor: made.actor, event: 'retargeted', fromState: 'received', toState: row.state, because: row.because,
    facts: { ...made.facts, from: made.from.get(row.id), set: row.set, isa13: row.isa13, gs06: row.gs06, st02: row.st02, sha256: row.sha256, endpoint: row.endpoint },
  })));
  if (links.length > 0) await writeLinks(tx, links);
}

/** One parameter however many ids: a list of parameters ends at 65,535. One id is asked for as that: a list is planned anew each time, by its length. */
export const anyOf = (column: AnyPgColumn, ids: readonly number[]): SQL => (ids.length === 1 ? eq(column, ids[0]) : sql`${column} = any(${sql.param(ids)}::bigint[])`);

async function writeMoves(tx: Transaction, rows: readonly LockedDocument[], move: Move): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const { because } = move;
  const wordsFor = typeof because === 'string' ? () => because : because;
  const changes = rows.map((row) => ({
    documentId: row.id, ref: row.ref, seq: row.historySeq, previousHash: row.historyHash, at: move.at, actor: move.actor,
    event: move.event, fromState: row.state, toState: move.to, because: wordsFor(row), facts: move.facts ?? {},
  }));
  const moved = { held: null, ...move.set, state: move.to, because: wordsFor(first), changedAt: move.at };
  const [only] = changes;
  if (changes.length === 1 && only) {
    // The link and its document in one statement: most moves are of one document, and each question costs as much as its work.
    const link = linkOf(only);
    await tx.execute(sql`with linked as (${tx.insert(history).values(link).getSQL()}) ${tx.update(document).set({ ...moved, historySeq: link.seq, historyHash: link.hash }).where(eq(document.id, link.documentId)).getSQL()}`);
    return;
  }
  const links = await appendHistory(tx, changes);
  // One statement for both, since each writes every index of the row anew.
  const words = typeof because === 'string' ? {} : { because: sql`l.because` as unknown as string };
  await tx.update(document).set({ ...moved, ...words, historySeq: sql`l.seq`, historyHash: sql`l.hash` })
    .from(sql`jsonb_to_recordset(${tableOf(links, typeof because === 'string' ? undefined : rows.map(because))}::jsonb) as l(id bigint, seq int, hash text, because text)`).where(sql`${document.id} = l.id`);
}

type LinkOf = { documentId: number; seq: number; hash: string };

async function writeLinks(tx: Transaction, links: readonly LinkOf[]): Promise<void> {
  await tx.execute(sql`update document d set history_seq = l.seq, history_hash = l.hash
    from jsonb_to_recordset(${tableOf(links)}::jsonb) as l(id bigint, seq int, hash text) where d.id = l.id`);
}

const tableOf = (links: readonly LinkOf[], words?: readonly string[]): string => JSON.stringify(links.map(({ documentId, seq, hash }, index) => ({ id: documentId, seq, hash, because: words?.[index] })));
