import type { Strictness, Verdict } from '#x12';
import { allFindings } from './check/all-findings.js';
import { asJson, unopenedAsJson } from './check/as-json.js';
import { CannotOpen, openSource, type BytesSource } from './check/bytes-source.js';
import { visible } from './check/glyphs.js';
import { outOf, type Out } from './check/out.js';
import { paintFor, type Paint } from './check/paint.js';
import { readChecked } from './check/read-checked.js';
import { tellFindings } from './check/tell-findings.js';
import { heading, nameOf, VERDICTS, verdictLine } from './check/verdict-line.js';

export interface CheckOptions { json?: boolean; all?: boolean; strictness?: Strictness }

/** How many findings of one kind are told of one file; the rest are counted. Of many files fewer each. */
const ALL = { fatal: Infinity, error: Infinity, note: Infinity };
const MANY = { fatal: 20, error: 10, note: 5 };
const SOME = { fatal: 5, error: 3, note: 1 };

/** Where a report goes and how it looks. */
export interface CheckFace { out: Out; err: Out; width: number; paint: Paint }

/** `hawser check FILE…`: is this X12 or EDIFACT right, and where is it not? Needs no server and no configuration. */
export async function check(files: readonly string[], options: CheckOptions): Promise<void> {
  const width = Math.min(Math.max(process.stdout.columns || 100, 60), 160);
  process.exitCode = await checkFiles(files, options, { out: outOf(process.stdout), err: outOf(process.stderr), width, paint: paintFor(process.stdout) });
}

/**
 * Checks these files in their order, one after the other.
 * @returns the exit code: 0 every file is taken · 1 some are refused, wholly or in part · 2 some could not be opened, or wrong usage
 */
export async function checkFiles(files: readonly string[], options: CheckOptions, face: CheckFace): Promise<0 | 1 | 2> {
  const { out, err, paint } = face;
  if (files.filter((name) => name === '-').length > 1) {
    await err('hawser: standard input is there once: name - once\n');
    return 2;
  }
  const many = files.length > 1;
  const folder = many ? folderOf(files) : '';
  const tally = new Map<Verdict, number>();
  const told: string[] = [];
  let unopened = 0;
  const most = options.all ? ALL : many ? SOME : MANY;

  for (const name of files) {
    try {
      await withSource(name, async (source) => {
        const file = await readChecked(name, source.chunks(), options.strictness ?? 'note');
        const first = tally.size === 0;
        tally.set(file.verdict, (tally.get(file.verdict) ?? 0) + 1);
        if (options.json) return out(`${asJson(file)}\n`);
        const standings = allFindings(file);
        if (first) await out(`${paint.faint(heading(folder))}\n`);
        await out(`${verdictLine(file, standings, folder, paint)}\n`);
        if (standings.length > 0) told.push('', paint.strong(`${nameOf(name)}: ${file.verdict}`), ...await tellFindings(source, standings, { width: face.width, paint, most }));
      });
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      unopened += 1;
      if (options.json) await out(`${unopenedAsJson(name, error.found, error.message)}\n`);
      await err(`hawser: ${visible(error.message)}\n`);
    }
  }
  if (!options.json) {
    for (const line of told) await out(`${line}\n`);
    if (many && tally.size > 0) await out(`\n${summary(tally, unopened)}\n`);
  }
  if (unopened > 0) return 2;
  return VERDICTS.every((verdict) => verdict.startsWith('accepted') || !tally.has(verdict)) ? 0 : 1;
}

async function withSource(name: string, use: (source: BytesSource) => Promise<void>): Promise<void> {
  const source = await openSource(name);
  try {
    await use(source);
  } finally {
    await source.close();
  }
}

/** "../shared/corpus/" where all files are in it, else "". */
function folderOf(files: readonly string[]): string {
  const folder = (files[0] ?? '').replace(/[^/]*$/, '');
  return files.every((file) => file.startsWith(folder) && !file.slice(folder.length).includes('/')) ? folder : '';
}

/** "106 files: 70 accepted, 35 rejected, 1 unreadable" */
function summary(tally: ReadonlyMap<Verdict, number>, unopened: number): string {
  const count = [...tally.values()].reduce((sum, one) => sum + one, unopened);
  const parts = VERDICTS.flatMap((verdict) => (tally.has(verdict) ? [`${tally.get(verdict)} ${verdict}`] : []));
  if (unopened > 0) parts.push(`${unopened} could not be opened`);
  return `${count} files: ${parts.join(', ')}`;
}

