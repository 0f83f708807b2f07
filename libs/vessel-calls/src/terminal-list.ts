import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { HawserError } from '#common';
import { terminalCode, type Connection, type Transaction } from '#ledger';

const unlocode = z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'expected a UN/LOCODE such as USLGB');
const day = z.iso.date('expected a day such as 2026-06-09');

/** One terminal of SMDG's list, as the command reads it out of the user's own copy. */
export const listedTerminal = z.object({
  unlocode,
  code: z.string().regex(/^[A-Z0-9]{1,6}$/, 'expected a terminal code of at most 6 capitals and digits'),
  name: z.string().trim().min(1, 'expected a name').max(200),
  alternatives: z.array(unlocode).max(20).default([]),
  zone: z.string().max(60).nullish(),
  validFrom: day.nullish(),
  validTo: day.nullish(),
});
export type ListedTerminal = z.output<typeof listedTerminal>;

export type TerminalRow = typeof terminalCode.$inferSelect;

/** A file that names few of the codes we know is not the whole list: nothing is expired by it. */
export class NotTheWholeListError extends HawserError {
  readonly code = 'VESSEL_CALLS.NOT_THE_WHOLE_LIST';
  readonly retry = 'never';
}

export interface ImportedTerminals {
  added: string[];
  changed: string[];
  /** no longer in the list, or past their last day since this import */
  expired: string[];
  unchanged: number;
}

/** Of the codes known and still valid, a whole list has at least so many. SMDG drops a handful a month. */
const WHOLE = 0.8;

/**
 * Takes a list in: what is new, what changed, and what is no longer in it, which is kept and marked as valid until yesterday.
 *
 * @param partial  it is not the whole list: what it leaves out stays as it is
 * @throws NotTheWholeListError
 */
export async function importTerminals(tx: Transaction, rows: readonly ListedTerminal[], { at, source, partial }: { at: Date; source: string; partial: boolean }): Promise<ImportedTerminals> {
  const today = at.toISOString().slice(0, 10);
  const yesterday = new Date(at.getTime() - 86_400_000).toISOString().slice(0, 10);
  const before = new Map((await tx.select().from(terminalCode).for('update')).map((row) => [keyOf(row), row]));
  const named = new Set(rows.map(keyOf));
  const living = [...before.values()].filter((row) => !expiredOn(row, today));
  const left = living.filter((row) => !named.has(keyOf(row)));
  if (!partial && left.length > living.length * (1 - WHOLE)) {
    throw new NotTheWholeListError(`the file names ${living.length - left.length} of the ${living.length} terminals that are known and valid; expected the whole list. If it is meant to add to them: --partial`);
  }
  const done: ImportedTerminals = { added: [], changed: [], expired: [], unchanged: 0 };
  const written: (typeof terminalCode.$inferInsert)[] = [];
  for (const row of rows) {
    const was = before.get(keyOf(row));
    const is = { unlocode: row.unlocode, code: row.code, name: row.name, alternatives: row.alternatives, zone: row.zone ?? null, validFrom: row.validFrom ?? null, validTo: row.validTo ?? null };
    if (was && sayingOf(was) === sayingOf(is)) done.unchanged += 1;
    else {
      (was ? expiredOn(is, today) && !expiredOn(was, today) ? done.expired : done.changed : done.added).push(keyOf(row));
      written.push({ ...is, importedAt: at, source });
    }
  }
  if (!partial) for (const row of left) {
    done.expired.push(keyOf(row));
    written.push({ ...row, validTo: yesterday, importedAt: at, source });
  }
  for (let from = 0; from < written.length; from += 500) {
    await tx.insert(terminalCode).values(written.slice(from, from + 500)).onConflictDoUpdate({
      target: [terminalCode.unlocode, terminalCode.code],
      set: Object.fromEntries(['name', 'alternatives', 'zone', 'valid_from', 'valid_to', 'imported_at', 'source'].map((name) => [CAMEL[name] ?? name, sql.raw(`excluded.${name}`)])),
    });
  }
  return done;
}

const CAMEL: Record<string, string> = { valid_from: 'validFrom', valid_to: 'validTo', imported_at: 'importedAt' };
const keyOf = ({ unlocode: port, code }: { unlocode: string; code: string }) => `${port}/${code}`;
const sayingOf = ({ name, alternatives, zone, validFrom, validTo }: Pick<TerminalRow, 'name' | 'alternatives' | 'zone' | 'validFrom' | 'validTo'>) => JSON.stringify([name, [...alternatives].sort(), zone, validFrom, validTo]);

/** Its last day is over. */
export const expiredOn = ({ validTo }: Pick<TerminalRow, 'validTo'>, today: string): boolean => validTo !== null && validTo < today;

/** The whole list, some twelve hundred rows; none where nobody imported one. */
export const allTerminals = (db: Connection): Promise<TerminalRow[]> => db.select().from(terminalCode).orderBy(terminalCode.unlocode, terminalCode.code);
