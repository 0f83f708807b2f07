import { createHash } from 'node:crypto';
import { and, eq, gte, inArray, ne, sql } from 'drizzle-orm';
import { document, interchange, type Transaction } from '#ledger';
import type { ReadGroup, ReadInterchange, ReadSet } from '#x12';
import type { ReceiptInterchange } from './receipt.js';
import type { Mode } from './units.js';

/** An interchange that came before under the same numbers, and what was taken of it. */
export interface Earlier { id: number; coreSha256: string | null; contentSha256: string | null; answer: ReceiptInterchange; sets: KeptSet[] }
interface KeptSet { gs06: string; st02: string; sha256: string }

/** What a set is beside those that came before under its numbers. */
export type Novelty = 'new' | 'repeat' | 'conflict';

/** What makes two interchanges come under the same numbers: who to whom, ISA13, and test or live. */
const numbersOf = (read: ReadInterchange): string[] => [read.isa06, read.isa08, read.isa13, read.isa15].map((part) => part.trim());

/**
 * Of two that come under the same numbers at the same moment, the second waits here until it can see the first. All numbers
 * of a file at once and in one order, so that two files cannot wait for each other.
 */
export async function lockNumbers(tx: Transaction, reads: readonly ReadInterchange[]): Promise<void> {
  for (const key of [...new Set(reads.map((read) => numbersOf(read).join('|')))].sort()) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/**
 * Interchanges taken in before under the same numbers, as long as that counts as a repeat. One that was refused is not among
 * them: its repeat is its first coming.
 */
export async function earlierUnder(tx: Transaction, read: ReadInterchange, since: Date): Promise<Earlier[]> {
  const [sender = '', receiver = '', isa13 = '', usage = ''] = numbersOf(read);
  const rows = await tx.select({ id: interchange.id, coreSha256: interchange.coreSha256, contentSha256: interchange.contentSha256, answer: interchange.answer }).from(interchange).where(and(
    eq(interchange.isaSender, sender), eq(interchange.isaReceiver, receiver), eq(interchange.isa13, isa13), eq(interchange.usage, usage),
    ne(interchange.verdict, 'rejected'), ne(interchange.mode, 'own'), gte(interchange.receivedAt, since))).orderBy(interchange.id);
  if (rows.length === 0) return [];
  const sets = await tx.selectDistinct({ interchangeId: document.interchangeId, at: document.byteStart, gs06: document.gs06, st02: document.st02, sha256: document.sha256 })
    .from(document).where(inArray(document.interchangeId, rows.map((row) => row.id)));
  return rows.map((row) => ({ ...row, answer: { refused: [], answers: [], ...row.answer } as unknown as ReceiptInterchange, sets: sets.filter((set) => set.interchangeId === row.id) }));
}

/**
 * The earlier interchange that this one repeats whole. Its bytes may differ in what a sender writes anew for a repeat (the hour
 * in ISA09 and ISA10, what follows IEA): the same sets under the same numbers and names with the same content are the same.
 */
export function repeated(read: ReadInterchange, earlier: readonly Earlier[], mode: Mode): Earlier | null {
  const content = contentSha256(read);
  const same = earlier.find((one) => one.coreSha256 === read.coreSha256 || (content !== null && one.contentSha256 === content));
  if (same || mode !== 'rewrap') return same ?? null;
  // Taken in parts, because some of it had to be mended: the last answer spoke of all of it.
  const sets = setsOf(read);
  return sets.length > 0 && sets.every(({ group, set }) => set.accepted && noveltyOf(set, group, earlier) === 'repeat') ? earlier.at(-1) ?? null : null;
}

/** Every set and TA1 of an interchange with the numbers and names it came under, taken or not; null where there is none. */
export function contentSha256(read: ReadInterchange): string | null {
  const parts = [
    ...read.ta1.map((ta1) => ['TA1', ta1.isa13, ta1.date, ta1.time, ta1.code, ta1.note]),
    ...setsOf(read).map(({ group, set }) => [group.gs01, group.gs02, group.gs03, group.gs06, set.st02, set.sha256]),
  ];
  return parts.length === 0 ? null : createHash('sha256').update(parts.map((part) => JSON.stringify(part)).sort().join('\n')).digest('hex');
}

/** One set of an interchange that was addressed to us, beside everything that came under its numbers. */
export function noveltyOf(set: ReadSet, group: ReadGroup, earlier: readonly Earlier[]): Novelty {
  const under = earlier.flatMap((one) => one.sets.filter((kept) => kept.gs06 === group.gs06 && kept.st02 === set.st02));
  if (under.length === 0) return 'new';
  return under.some((kept) => kept.sha256 === set.sha256) ? 'repeat' : 'conflict';
}

export const setsOf = (read: ReadInterchange): { group: ReadGroup; set: ReadSet }[] => read.groups.flatMap((group) => group.sets.map((set) => ({ group, set })));
