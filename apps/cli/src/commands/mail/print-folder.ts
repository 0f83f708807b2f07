import { clockFrom, ConfigError, logger, projectRoot, wordsOf } from '#common';
import { loadDirectory, loadSettings, type Endpoint } from '#directory';
import { keepFolder, lastFolder, onlyPaperLeft, printDir, printFolder, waitingFor, type PrintHouse } from '#journey';
import { EmbeddedServerError, migrate, openLedger, reachPostgres } from '#ledger';
import { renderFolder } from '#rendering';
import { whoRuns } from '../../who-runs.js';
import { visible } from '../check/glyphs.js';
import { outOf, type Out } from '../check/out.js';

export interface PrintFolderOptions { endpoint?: string; out?: string; actor?: string; json?: boolean }
export interface PrintFace { out: Out; err: Out; env: NodeJS.ProcessEnv; house: PrintHouse }

/** What one folder came to, as --json prints it. */
interface Printed { endpoint: string; folder: string; phoneList: string; name: string; documents: string[]; missing: string[]; more: number; sheets: number }

/** `hawser mail print-folder`: works when nothing but PostgreSQL is reachable. */
export async function printFolders(options: PrintFolderOptions): Promise<void> {
  const [out, err] = [outOf(process.stdout), outOf(process.stderr)];
  try {
    const opened = await openPrintHouse(process.env);
    try {
      process.exitCode = await printAll(options, { out, err, env: process.env, house: opened.house });
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof EmbeddedServerError || isUnreachable(error))) throw error;
    await err(`hawser: ${visible(wordsOf(error)).replaceAll('\u240A', '\n')}\n`);
    process.exitCode = 1;
  }
}

/** @returns the exit code: 0 printed, or nothing waits · 1 there is no such endpoint, or another folder was made for it just now · 2 a file cannot be written */
export async function printAll({ endpoint: code, out: folder, actor, json }: PrintFolderOptions, { out, err, env, house }: PrintFace): Promise<0 | 1 | 2> {
  const { endpoints } = house.directory;
  if (endpoints.size === 0) {
    await err('hawser: the directory is empty, so it is not known for whom to print: HAWSER_CONFIG names its folder, the same that the gateway runs with\n');
    return 1;
  }
  if (code !== undefined && !endpoints.has(code)) {
    await err(`hawser: ${visible(`there is no endpoint ${code} in the directory; it has ${[...endpoints.keys()].join(', ')}`)}\n`);
    return 1;
  }
  const printed: Printed[] = [];
  for (const endpoint of endpoints.values()) {
    if (code !== undefined && endpoint.code !== code) continue;
    const because = await onlyPaperLeft(house, endpoint) ?? (code === undefined ? null : 'asked-for-on-paper');
    if (because === null) continue;
    const last = await lastFolder(house.ledger.db, endpoint.code);
    const made = await printFolder(house, endpoint, { waiting: await waitingFor(house, endpoint.code), because, last });
    if (!made) continue;
    try {
      const files = await keepFolder(house, made, { dir: folder ?? printDir(house, endpoint.code), actor: whoRuns(actor, env) });
      if (files === null) {
        await err(`hawser: ${visible(`another folder for ${endpoint.code} was made at the same moment; ask again for what waits now`)}\n`);
        return 1;
      }
      printed.push({ endpoint: endpoint.code, ...files, name: made.name, documents: made.refs, missing: made.missing, more: made.more, sheets: made.sheets });
    } catch (error) {
      if (!isOfFiles(error)) throw error;
      await err(`hawser: ${visible(`${made.name}.pdf cannot be written: ${wordsOf(error)}`)}\n`);
      return 2;
    }
  }
  await out(json ? `${JSON.stringify(printed)}\n` : told(printed, code, endpoints));
  return 0;
}

function told(printed: readonly Printed[], code: string | undefined, endpoints: ReadonlyMap<string, Endpoint>): string {
  if (printed.length === 0) return code === undefined ? `Nothing is printed: each of ${endpoints.size} endpoints has a way left, or nothing waits for it. One of them all the same: --endpoint CODE\n` : `Nothing waits for ${code}.\n`;
  const lines = printed.flatMap(({ endpoint, folder, phoneList, documents, missing, more, sheets }) => [
    `${endpoint}: ${documents.length === 1 ? '1 document' : `${documents.length} documents`} on ${sheets} sheets${missing.length === 0 ? '' : `, ${missing.length} could not be printed (${missing.join(', ')})`}${more === 0 ? '' : `, ${more} more wait`}`,
    `  ${folder}`, `  ${phoneList}`,
  ]);
  return `${lines.join('\n')}\nThey stay waiting. When somebody says that they hold one: npx hawser handed-over REF --because "who said so, and when"\n`;
}

/** The configuration, the clock and the ledger; no Redis, no channels. */
async function openPrintHouse(env: NodeJS.ProcessEnv): Promise<{ house: PrintHouse; close(): Promise<void> }> {
  const settings = loadSettings({ env });
  const directory = loadDirectory({ env, settings });
  const log = logger('print');
  const postgres = env['DATABASE_URL'] ? { url: env['DATABASE_URL'], stop: () => Promise.resolve() } : await reachPostgres({ project: projectRoot(), name: 'start' });
  const ledger = openLedger(postgres.url, (error) => { log.warn({ words: error.message }, 'a connection to PostgreSQL broke while idle'); });
  const close = async () => {
    await ledger.close();
    await postgres.stop();
  };
  try {
    // The gateway's work, but the gateway may be what is gone, and with it whoever would have brought the ledger to this version.
    await migrate(postgres.url);
    await ledger.ping();
  } catch (error) {
    await close();
    throw error;
  }
  return { house: { ledger, clock: clockFrom(env['HAWSER_CLOCK']), directory, settings, log, rendering: { renderFolder } }, close };
}

const isUnreachable = (error: unknown): boolean => ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH'].includes((error as NodeJS.ErrnoException).code ?? '');
const isOfFiles = (error: unknown): boolean => ['EACCES', 'ENOTDIR', 'EROFS', 'ENOSPC', 'EEXIST', 'EISDIR', 'ENOENT', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
