import { basename } from 'node:path';
import { callReport } from '#vessel-calls';
import { ask, NoError } from '../ask.js';
import { CALL_FILE_COLUMNS, columnOf, ROW_COLUMNS, type Draft } from './call-columns.js';
import { faultLines, headingOf, readTable, type FileFault, type FileTable } from './import-table.js';

interface Row { line: number; report: unknown }
interface Imported { rows: number; added: number; changed: number; unchanged: number; matched: number; moved: number; redated: number; remarks: { line: number; sentence: string }[] }

/** `hawser import calls FILE`: vessel calls out of a CSV. Every bad row is told and none is taken, so that the mended file can be sent whole. */
export async function importCalls(path: string, options: { json?: boolean }): Promise<void> {
  const { rows, faults } = rowsOf(await readTable(path));
  if (faults.length > 0) return refuse(path, faults, options);
  let done: Imported;
  try {
    done = await ask<Imported>('POST', '/vessel-calls/import', { file: basename(path), rows });
  } catch (error) {
    const told = error instanceof NoError ? error.told['faults'] : undefined;
    if (!Array.isArray(told) || typeof told[0] !== 'object') throw error;
    return refuse(path, (told as { line: number; field: string; sentence: string }[]).map(({ line, field, sentence }) => ({ line, column: headOf(field), found: '', expected: sentence })), options);
  }
  if (options.json) { process.stdout.write(`${JSON.stringify(done)}\n`); return; }
  process.stdout.write(`${done.rows} ${done.rows === 1 ? 'row' : 'rows'}: ${done.added} ${done.added === 1 ? 'call is' : 'calls are'} new, ${done.changed} changed, ${done.unchanged} as ${done.unchanged === 1 ? 'it was' : 'they were'}. ${done.matched} ${done.matched === 1 ? 'document' : 'documents'} found their call, ${done.moved} moved with it, ${done.redated} ${done.redated === 1 ? 'has' : 'have'} another due time.\n`);
  for (const { line, sentence } of done.remarks) process.stdout.write(`${path}:${line}: ${sentence}\n`);
}

function refuse(path: string, faults: readonly FileFault[], { json }: { json?: boolean }): void {
  const rows = new Set(faults.map((one) => one.line)).size;
  if (json) process.stdout.write(`${JSON.stringify({ taken: 0, faults })}\n`);
  else process.stderr.write(`${faultLines(path, faults)}\n${rows} ${rows === 1 ? 'row has' : 'rows have'} faults; no row was taken. Mend the file and import it whole.\n`);
  process.exitCode = 1;
}

const headOf = (field: string): string => CALL_FILE_COLUMNS.find((one) => one.field === field)?.head ?? field;

/** The rows of a file as reports, and all that is wrong with any of them. */
export function rowsOf({ rows: [head, ...body] }: FileTable): { rows: Row[]; faults: FileFault[] } {
  if (!head) return { rows: [], faults: [{ line: 1, column: 'headings', found: '', expected: `expected a line of headings: ${CALL_FILE_COLUMNS.slice(0, 8).map((one) => one.head).join(',')},…` }] };
  const faults: FileFault[] = [];
  const known = [...CALL_FILE_COLUMNS.map((one) => one.head), ...ROW_COLUMNS.map((one) => one.head)];
  const headings = head.cells.map(headingOf);
  for (const [at, cell] of head.cells.entries()) {
    if (!known.some((one) => headingOf(one) === headingOf(cell))) faults.push({ line: head.line, column: `column ${at + 1}`, found: cell, expected: `expected one of ${known.join(', ')}` });
    else if (headings.indexOf(headingOf(cell)) !== at) faults.push({ line: head.line, column: `column ${at + 1}`, found: cell, expected: 'expected each heading once' });
  }
  for (const needed of ['reference', 'carrier']) if (!headings.includes(needed)) faults.push({ line: head.line, column: needed, found: '', expected: 'expected a column of this heading' });
  if (faults.length > 0) return { rows: [], faults };
  if (body.length === 0) faults.push({ line: head.line, column: 'rows', found: '', expected: 'expected at least one row below the headings' });
  const rows = body.map(({ line, cells }): Row => ({ line, report: reportOf({ line, cells }, head.cells, faults) }));
  return { rows, faults };
}

function reportOf({ line, cells }: { line: number; cells: string[] }, head: readonly string[], faults: FileFault[]): unknown {
  const at = (name: string) => cells[head.findIndex((one) => headingOf(one) === headingOf(name))]?.trim() || null;
  const fault = (column: string, found: string, expected: string) => { faults.push({ line, column, found, expected }); };
  const zone = at('zone');
  if (zone !== null && !isZone(zone)) { fault('zone', zone, 'expected an IANA zone such as America/Los_Angeles'); return null; }
  if (cells.length > head.length) fault(`column ${head.length + 1}`, cells[head.length] ?? '', `expected no more cells than the ${head.length} headings`);
  const draft: Draft = { fields: {}, timestamps: [], cutOffs: {}, aliases: [] };
  const before = faults.length;
  for (const [index, heading] of head.entries()) {
    const [column, cell] = [columnOf(heading), cells[index]?.trim() ?? ''];
    if (!column || cell === '') continue;
    const expected = column.put(draft, cell, { zone, reason: at('reason') });
    if (expected) fault(column.head, cell, expected);
  }
  const { fields, ...lists } = draft;
  const report = { ...fields, ...lists };
  // What the gateway would say of it, said for all rows at once.
  const checked = callReport.safeParse(report);
  if (!checked.success && faults.length === before) {
    for (const issue of checked.error.issues) {
      const [field = '', inner] = issue.path.map(String);
      const column = issue.path.at(-1) === 'reason' ? 'reason' : headOf(field === 'cutOffs' ? `${field}.${inner ?? ''}` : field);
      fault(column, at(column) ?? '', issue.message);
    }
  }
  return report;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch (error) {
    // RangeError is Intl's word for a zone it does not know.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
