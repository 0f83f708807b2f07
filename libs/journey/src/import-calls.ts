import { importTerminals, listedTerminal, callReport, CallIncompleteError, UnknownReplacementError, type ImportedTerminals, type ListedTerminal, type ReportedCall } from '#vessel-calls';
import type { z } from 'zod';
import type { Journey } from './journey.js';
import { reportCallIn } from './report-call.js';
import { forgetTerminals } from './terminals-known.js';

/** A row of somebody's file that cannot be taken: where, what is wrong, and with which field of the report. */
export interface RowFault { line: number; field: string; sentence: string }

export type CallsImported = { ok: true; rows: number; added: number; changed: number; unchanged: number; matched: number; moved: number; redated: number; remarks: { line: number; sentence: string }[] } | { ok: false; faults: RowFault[] };

/** Calls out of a file: all of its rows in one transaction, or, where any is wrong, none; a file that was mended is sent whole again. */
export async function importCalls(journey: Journey, rows: readonly { line: number; report: unknown }[], reportedBy: string): Promise<CallsImported> {
  const read = rows.map(({ line, report }) => ({ line, read: callReport.safeParse(report) }));
  const faults = read.flatMap(({ line, read: one }) => (one.success ? [] : faultsAt(line, one.error)));
  if (faults.length > 0) return { ok: false, faults };
  const reports = read.flatMap(({ line, read: one }): { line: number; report: ReportedCall }[] => (one.success ? [{ line, report: one.data }] : []));
  try {
    return await journey.ledger.transaction(async (tx) => {
      const done = { ok: true as const, rows: reports.length, added: 0, changed: 0, unchanged: 0, matched: 0, moved: 0, redated: 0, remarks: [] as { line: number; sentence: string }[] };
      for (const { line, report } of reports) {
        const one = await reportCallIn(journey, tx, report, { reportedBy, at: journey.clock.now() }).catch((error: unknown) => { throw error instanceof CallIncompleteError || error instanceof UnknownReplacementError ? new RowRefused(line, error) : error; });
        done[!one.changed ? 'unchanged' : one.isNew ? 'added' : 'changed'] += 1;
        for (const count of ['matched', 'moved', 'redated'] as const) done[count] += one[count];
        done.remarks.push(...one.remarks.map((sentence) => ({ line, sentence })));
      }
      return done;
    });
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error;
    return { ok: false, faults: [{ line: error.line, field: String(error.why.facts['missing']).split(' ')[0] ?? '', sentence: error.why.message }] };
  }
}

/** Ends the transaction of a file: nothing of it stays. */
class RowRefused extends Error {
  constructor(readonly line: number, readonly why: CallIncompleteError | UnknownReplacementError) { super(why.message); }
}

export type TerminalsImported = ({ ok: true } & ImportedTerminals) | { ok: false; faults: RowFault[] };

/** SMDG's list out of the user's own copy, whole or not at all. @throws NotTheWholeListError */
export async function importTerminalList(journey: Journey, rows: readonly { line: number; terminal: unknown }[], { source, partial }: { source: string; partial: boolean }): Promise<TerminalsImported> {
  const read = rows.map(({ line, terminal }) => ({ line, read: listedTerminal.safeParse(terminal) }));
  const faults = read.flatMap(({ line, read: one }) => (one.success ? [] : faultsAt(line, one.error)));
  const seen = new Map<string, number>();
  const terminals: ListedTerminal[] = [];
  for (const { line, read: one } of read) {
    if (!one.success) continue;
    const key = `${one.data.unlocode}/${one.data.code}`;
    if (seen.has(key)) faults.push({ line, field: 'code', sentence: `found ${key}, which stands in line ${seen.get(key) ?? 0} too; expected it once` });
    seen.set(key, line);
    terminals.push(one.data);
  }
  if (faults.length > 0) return { ok: false, faults };
  const done = await journey.ledger.transaction((tx) => importTerminals(tx, terminals, { at: journey.clock.now(), source, partial }));
  forgetTerminals(journey);
  return { ok: true, ...done };
}

const faultsAt = (line: number, error: z.ZodError): RowFault[] => error.issues.map((issue) => ({ line, field: issue.path.join('.'), sentence: issue.message }));
