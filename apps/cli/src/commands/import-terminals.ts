import tzLookup from '@photostructure/tz-lookup';
import { listedTerminal } from '#vessel-calls';
import { ask, NoError } from '../ask.js';
import { faultLines, headingOf, readTable, type FileFault, type FileTable } from './import-table.js';

interface Row { line: number; terminal: unknown }
interface Imported { added: string[]; changed: string[]; expired: string[]; unchanged: number }

/** SMDG's headings as they compare; its CSV and its workbook differ a little, and over the years. @source github smdg-org/Terminal-Code-List */
const HEADINGS: Record<string, readonly string[]> = {
  unlocode: ['unlocode'],
  alternatives: ['alternativeunlocode', 'alternativeunlocodes', 'alternateunlocode', 'alternateunlocodes'],
  code: ['terminalcode', 'smdgterminalcode', 'code'],
  name: ['terminalfacilityname', 'facilityname', 'terminalname'],
  company: ['terminalcompanyname', 'companyname'],
  latitude: ['latitude'],
  longitude: ['longitude'],
  validFrom: ['validfrom'],
  validTo: ['validto', 'validuntil'],
};
/** A title or a date of issue may stand above the headings. */
const LINES_ABOVE = 20;
/** Of each kind, so many are named. */
const NAMED = 20;

/** `hawser import terminals FILE`: SMDG's terminal codes, out of the user's own copy of the list; none is shipped. */
export async function importTerminals(path: string, options: { json?: boolean; partial?: boolean }): Promise<void> {
  const table = await readTable(path);
  const { rows, faults } = terminalsOf(table);
  if (faults.length > 0) return refuse(path, faults, options);
  let done: Imported;
  try {
    done = await ask<Imported>('POST', '/terminal-codes', { source: table.sha256, partial: options.partial ?? false, rows });
  } catch (error) {
    const told = error instanceof NoError ? error.told['faults'] : undefined;
    if (!Array.isArray(told) || typeof told[0] !== 'object') throw error;
    return refuse(path, (told as { line: number; field: string; sentence: string }[]).map(({ line, field, sentence }) => ({ line, column: field, found: '', expected: sentence })), options);
  }
  if (options.json) { process.stdout.write(`${JSON.stringify(done)}\n`); return; }
  process.stdout.write(`${rows.length} ${rows.length === 1 ? 'terminal' : 'terminals'}: ${done.added.length} added, ${done.changed.length} changed, ${done.expired.length} expired, ${done.unchanged} as ${rows.length === 1 ? 'it was' : 'they were'}.\n`);
  for (const what of ['added', 'changed', 'expired'] as const) {
    const codes = done[what];
    if (codes.length > 0) process.stdout.write(`${what}: ${codes.slice(0, NAMED).join(', ')}${codes.length > NAMED ? ` and ${codes.length - NAMED} more (--json lists all)` : ''}\n`);
  }
}

function refuse(path: string, faults: readonly FileFault[], { json }: { json?: boolean }): void {
  if (json) process.stdout.write(`${JSON.stringify({ taken: 0, faults })}\n`);
  else process.stderr.write(`${faultLines(path, faults)}\nNo row was taken.\n`);
  process.exitCode = 1;
}

/** The list out of a table, wherever its headings stand, and all that is wrong with any row of it. */
export function terminalsOf({ rows }: FileTable): { rows: Row[]; faults: FileFault[] } {
  const top = rows.slice(0, LINES_ABOVE).findIndex(({ cells }) => ['unlocode', 'code'].every((field) => placeOf(cells, field) >= 0));
  const head = rows[top];
  if (!head) return { rows: [], faults: [{ line: 1, column: 'headings', found: rows[0]?.cells.slice(0, 5).join(', ') ?? '', expected: 'expected SMDG\'s terminal code list: a line of headings with UNLOCODE and Terminal Code' }] };
  const places = Object.fromEntries(Object.keys(HEADINGS).map((field) => [field, placeOf(head.cells, field)]));
  const faults: FileFault[] = [];
  const read = rows.slice(top + 1).map(({ line, cells }): Row => {
    const at = (field: string) => cells[places[field] ?? -1]?.trim() ?? '';
    const terminal = {
      unlocode: at('unlocode').replace(/\s/g, ''), code: at('code'), name: at('name') || at('company') || at('code'), alternatives: at('alternatives').split(/[\s,;/]+/).filter(Boolean),
      zone: zoneAt(at('latitude'), at('longitude')), validFrom: at('validFrom') || null, validTo: at('validTo') || null,
    };
    const checked = listedTerminal.safeParse(terminal);
    if (!checked.success) faults.push(...checked.error.issues.map((issue) => ({ line, column: head.cells[places[String(issue.path[0])] ?? -1] ?? String(issue.path[0]), found: at(String(issue.path[0])), expected: issue.message })));
    return { line, terminal };
  });
  return { rows: read, faults };
}

const placeOf = (cells: readonly string[], field: string): number => cells.findIndex((cell) => HEADINGS[field]?.includes(headingOf(cell)));

/** The time zone of a position in degrees; null where the list gives none. */
function zoneAt(latitude: string, longitude: string): string | null {
  const [lat, lon] = [latitude, longitude].map((text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN)) as [number, number];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? tzLookup(lat, lon) : null;
}
