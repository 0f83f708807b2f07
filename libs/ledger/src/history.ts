import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from './open-ledger.js';
import { history } from './schema/index.js';

export interface Change {
  documentId: number;
  ref: string;
  /** the chain's last link as read under the document's row lock */
  seq: number;
  previousHash: string;
  at: Date;
  actor: string;
  event: string;
  fromState: string | null;
  toState: string;
  because: string;
  facts: Record<string, unknown>;
}

export interface Link { documentId: number; seq: number; hash: string }

/**
 * Adds one link to each document's chain. The caller holds the documents' row locks and writes the returned links back to
 * the documents in the same transaction: a state and its history cannot part.
 */
export async function appendHistory(tx: Transaction, changes: readonly Change[]): Promise<Link[]> {
  const rows = changes.map(linkOf);
  if (rows.length <= FEW) await insertFew(tx, rows);
  else for (let from = 0; from < rows.length; from += AT_ONCE) await insertMany(tx, rows.slice(from, from + AT_ONCE));
  return rows.map(({ documentId, seq, hash }) => ({ documentId, seq, hash }));
}

type Row = typeof history.$inferInsert;

const FEW = 20;
/** Links of one statement: canonical rows are some hundred bytes, and a value in PostgreSQL ends at 256 MiB of jsonb. */
const AT_ONCE = 10_000;

async function insertFew(tx: Transaction, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await tx.insert(history).values([...rows]);
}

/** Thousands as one value: as many parameters as rows have columns would take longer to write down than to insert. */
async function insertMany(tx: Transaction, rows: readonly Row[]): Promise<void> {
  // A half of a character, which jsonb refuses, becomes what the driver makes of it in a parameter of its own.
  const value = JSON.stringify(rows.map((row) => ({ ...row, actor: whole(row.actor), because: whole(row.because) })));
  await tx.execute(sql`insert into history (document_id, seq, at, actor, salt, event, from_state, to_state, because, canonical, previous_hash, hash)
    select * from jsonb_to_recordset(${value}::jsonb) as r("documentId" bigint, seq int, at timestamptz, actor text, salt text, event text, "fromState" text, "toState" text, because text, canonical text, "previousHash" text, hash text)`);
}

const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** The row that a change adds to its document's chain; for a caller that writes it together with the document. */
export function linkOf({ documentId, seq: last, previousHash, ref, at, actor, event, fromState, toState, because, facts }: Change): Row {
  const seq = last + 1;
  const salt = randomBytes(8).toString('hex');
  const canonical = canonicalJson({ ref, seq, at, actor: digest(salt + actor), event, fromState, toState, because, facts });
  return { documentId, seq, at, actor, salt, event, fromState, toState, because, canonical, previousHash, hash: digest(previousHash + canonical) };
}

/** Does the chain hold? Answers the first broken link's seq, or null. Rows in seq order, from the first. */
export function brokenLink(rows: readonly { seq: number; canonical: string; previousHash: string; hash: string }[]): number | null {
  let previous = '';
  let expected = 1;
  for (const row of rows) {
    if (row.seq !== expected || row.previousHash !== previous || row.hash !== digest(previous + row.canonical)) return row.seq;
    previous = row.hash;
    expected += 1;
  }
  return null;
}

/** One spelling for one value: keys sorted, no blanks, instants in ISO form; so that equal rows hash equally anywhere. */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** A name as it may stand in a canonical row: whoever has the name and this can prove it; once the name is purged it says nothing of anybody. */
export function digestOfName(name: string): { salt: string; sha256: string } {
  const salt = randomBytes(8).toString('hex');
  return { salt, sha256: digest(salt + name) };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
