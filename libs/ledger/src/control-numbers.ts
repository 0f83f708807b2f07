import { sql } from 'drizzle-orm';
import type { Connection, Transaction } from './open-ledger.js';

/** Whose numbers: one row of counters per endpoint, level and ISA15. */
export interface Numbering {
  /** code of the endpoint that gets what is composed */
  partner: string;
  /** ISA15: test numbers are kept apart from live ones */
  usage: 'P' | 'T';
  /**
   * any: new is enough; an aborted transaction leaves a gap, and nobody waits for anybody. strict: each in turn; an aborted
   * transaction gives its numbers back, and whoever composes for the same endpoint waits until it ends.
   */
  sequence: 'any' | 'strict';
}

/** The highest number; after it comes 1. ISA13 has nine digits, and GS06 and ST02 at most nine. */
export const LAST_CONTROL_NUMBER = 999_999_999;

/** How many numbers of one level one call may take. */
export const MOST_NUMBERS = 10_000;

/**
 * Numbers for one interchange of ours with one group and `sets` sets in it: drawn in the transaction that stores what is
 * composed, unique across processes. They are plain numbers; whoever writes them fills them up with zeros. Whoever numbers
 * its sets within the group asks for none (0), so that the counter of sets has no gap for them.
 *
 * @throws the database's error 22023 when the numbering is none, or `sets` is not between 0 and MOST_NUMBERS
 */
export async function nextControlNumbers(tx: Transaction, { partner, usage, sequence }: Numbering, sets: number): Promise<{ isa: number; gs: number; st: number[] }> {
  // Always in this order, so that two who compose strictly for one endpoint never wait for each other crosswise.
  const st = sets === 0 ? sql`array[]::integer[]` : sql`draw_control_numbers(${partner}, 'st', ${usage}, ${sequence}, ${sets})`;
  const { rows } = await tx.execute<{ isa: number[]; gs: number[]; st: number[] }>(sql`select
    draw_control_numbers(${partner}, 'isa', ${usage}, ${sequence}, 1) as isa,
    draw_control_numbers(${partner}, 'gs', ${usage}, ${sequence}, 1) as gs,
    ${st} as st`);
  const drawn = rows[0]!;
  return { isa: drawn.isa[0]!, gs: drawn.gs[0]!, st: drawn.st };
}

/** The number of an interchange without groups: a TA1 alone. */
export async function nextInterchangeNumber(tx: Transaction, { partner, usage, sequence }: Numbering): Promise<number> {
  const { rows } = await tx.execute<{ isa: number[] }>(sql`select draw_control_numbers(${partner}, 'isa', ${usage}, ${sequence}, 1) as isa`);
  return rows[0]!.isa[0]!;
}

export interface Leap { leapt: boolean; because: string }

/**
 * To be called whenever the house opens its ledger: finds out whether this database is the one that issued our numbers. If it
 * was restored, copied or took over, numbers may have been sent that it does not know of, so every counter jumps by `gap`,
 * once, and the jump is kept in control_number_issuer. A fresh database does not jump. A server whose disk was put back to an
 * older state under our feet cannot be told from itself: after that a person calls `leapByHand`.
 */
export async function leapAfterRestore(db: Connection, given: { gap: number; at: Date }): Promise<Leap> {
  return leap(db, given.gap, given.at, null);
}

/** Every counter jumps by `gap` because a person says so. */
export async function leapByHand(db: Connection, given: { gap: number; at: Date; because: string }): Promise<Leap> {
  return leap(db, given.gap, given.at, given.because);
}

async function leap(db: Connection, gap: number, at: Date, because: string | null): Promise<Leap> {
  const { rows } = await db.execute<Leap & Record<string, unknown>>(sql`select leapt, because from leap_control_numbers(${gap}, ${at.toISOString()}::timestamptz, ${because})`);
  const { leapt, because: told } = rows[0]!;
  return { leapt, because: told };
}
