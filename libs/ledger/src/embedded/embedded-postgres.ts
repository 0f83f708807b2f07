import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { EmbeddedServerError } from './embedded-error.js';
import { embeddedHome, makeEmbeddedHome, serviceAccount, type ServiceAccount } from './embedded-home.js';
import { endLeftover, writeOwner, type Leftover } from './leftover.js';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { socketFolder } from './socket-folder.js';
import { supervise, type SupervisedServer } from './supervise.js';

export interface PostgresPlace {
  /** The checkout, or the image's folder: what `projectRoot()` of #common answers. */
  project: string;
  /** Whose data: `start`, `demo`, `test-…`. Lower-case letters, digits and `-`, at most 40. */
  name: string;
}

export interface EmbeddedPostgres {
  /** Unix socket only: `postgres://hawser@/hawser?host=/folder`. The same at each start. */
  url: string;
  /** The postmaster's. */
  pid: number;
  /** Resolves when the server has ended, asked or not, with how. */
  ended: Promise<string>;
  /** Fast shutdown: open transactions are rolled back. Safe to call again. */
  stop(): Promise<void>;
}

const USER = 'hawser';
const PORT = 5432; // only a part of the socket's name: no TCP port is opened
const READY_WITHIN_MS = 120_000; // it may have to replay its log first
const TRY_AGAIN_WITHIN_MS = 20_000;

const urlIn = (socketFolder: string, database: string) => `postgres://${USER}@/${database}?host=${encodeURIComponent(socketFolder).replaceAll('%2F', '/')}`;

/** A killed postmaster's children hold its memory until they notice; then it starts. */
const STILL_ENDING = /pre-existing shared memory block|lock file ".*" already exists/;

/** fsync stays on: an answered document is never lost. The limit on connections is for gateway, worker and a test's own together. */
const SETTINGS = ['listen_addresses=', 'unix_socket_permissions=0700', 'max_connections=200', 'timezone=UTC', 'log_timezone=UTC'];

/**
 * Starts the PostgreSQL that comes with our packages, makes its data folder and the database `hawser` where missing,
 * and answers when it takes connections. It ends with this process, however this process ends.
 * Data: `<project>/var/<name>/postgres`; for root `/var/lib/hawser/<checkout>/<name>/postgres`, run as the account `hawser`.
 *
 * @throws EmbeddedServerError with the end of its log where it does not start, or where somebody runs it already
 */
export async function startPostgres(place: PostgresPlace): Promise<EmbeddedPostgres> {
  const account = serviceAccount();
  const binaries = postgresBinaries(place.project, account);
  const folder = join(makeEmbeddedHome(place.project), checked(place.name));
  const dataDir = join(folder, 'postgres');
  mkdirSync(folder, { recursive: true });
  const leftover = leftoverOf(dataDir);
  await endLeftover(leftover);
  await ensureData(dataDir, binaries, account);
  const sockets = socketFolder(dataDir, `.s.PGSQL.${PORT}`);
  if (account && sockets.path !== dataDir) chownSync(sockets.path, account.uid, account.gid);
  writeOwner(leftover.ownerFile);
  const server = await startedServer(dataDir, sockets.path, binaries, account);
  const urlOf = (database: string) => urlIn(sockets.path, database);
  const stop = async () => {
    await server.stop();
    sockets.remove();
    rmSync(leftover.ownerFile, { force: true });
  };
  try {
    await ensureDatabase(urlOf('postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(USER), pid: server.pid, ended: server.ended, stop };
}

/**
 * The server of this name, whoever runs it: the one that runs already, else one started for the caller. For what must work when
 * nothing but the data is left.
 * @throws as startPostgres() does
 */
export async function reachPostgres(place: PostgresPlace): Promise<{ url: string; stop(): Promise<void> }> {
  const url = urlIn(socketFolder(join(embeddedHome(place.project), checked(place.name), 'postgres'), `.s.PGSQL.${PORT}`).path, USER);
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } catch {
    return startPostgres(place);
  }
  await client.end();
  return { url, stop: () => Promise.resolve() };
}

/** Removes what `startPostgres` of this name has stored. @throws EmbeddedServerError while somebody runs it */
export async function removePostgresData(place: PostgresPlace): Promise<void> {
  const folder = join(embeddedHome(place.project), checked(place.name));
  const dataDir = join(folder, 'postgres');
  if (!existsSync(dataDir)) return;
  const leftover = leftoverOf(dataDir);
  await endLeftover(leftover);
  for (const path of [dataDir, leftover.ownerFile]) rmSync(path, { recursive: true, force: true });
  try {
    rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error; // Redis of the same name lives there
  }
}

function leftoverOf(dataDir: string): Leftover {
  return { pidFile: join(dataDir, 'postmaster.pid'), dataDir, program: 'postgres', ownerFile: `${dataDir}.owner`, signals: ['SIGINT', 'SIGQUIT'] };
}

/** Made beside and renamed: a data folder that exists is whole. */
async function ensureData(dataDir: string, binaries: PostgresBinaries, account: ServiceAccount | undefined): Promise<void> {
  if (existsSync(dataDir)) {
    const found = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
    if (found === binaries.major) return;
    throw new EmbeddedServerError(`${dataDir} holds data of PostgreSQL ${found} and this is ${binaries.major}; dump them with the version that wrote them, or move the folder away`);
  }
  const half = `${dataDir}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  if (account) chownSync(half, account.uid, account.gid);
  // Order and case by the C.UTF-8 that PostgreSQL brings itself: the same on every system, whatever it has installed.
  const args = ['-D', half, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'];
  const ids = account ? { uid: account.uid, gid: account.gid } : {};
  await promisify(execFile)(binaries.initdb, args, { cwd: half, env: environment(), ...ids }).catch((cause: Error & { stderr?: string }) => {
    throw new EmbeddedServerError(`initdb failed in ${half}: ${cause.stderr?.trim() || cause.message}`, { cause });
  });
  renameSync(half, dataDir);
}

async function startedServer(dataDir: string, sockets: string, binaries: PostgresBinaries, account: ServiceAccount | undefined): Promise<SupervisedServer> {
  const logFile = join(dataDir, 'server.log');
  const args = ['-D', dataDir, '-k', sockets, '-p', String(PORT), ...SETTINGS.flatMap((setting) => ['-c', setting])];
  for (const giveUp = performance.now() + TRY_AGAIN_WITHIN_MS; ; await wait(500)) {
    const server = await supervise({ program: binaries.postgres, args, env: environment(), logFile, stopSignal: 'INT', account });
    if (await isReady(server, join(dataDir, 'postmaster.pid'))) return server;
    await server.stop();
    const log = readFrom(logFile);
    if (STILL_ENDING.test(log) && performance.now() < giveUp) continue;
    throw new EmbeddedServerError(`PostgreSQL did not start on ${dataDir} (${await server.ended}): ${log.trimEnd().split('\n').slice(-5).join(' | ')}`);
  }
}

/** The postmaster says so itself: line 1 of its file is its pid, line 8 its status. */
async function isReady(server: SupervisedServer, pidFile: string): Promise<boolean> {
  let over = false;
  void server.ended.then(() => { over = true; });
  for (const giveUp = performance.now() + READY_WITHIN_MS; !over && performance.now() < giveUp; await wait(20)) {
    const lines = readFrom(pidFile).split('\n');
    if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return true;
  }
  return false;
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'hawser-set-up' });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [USER]);
    if (rowCount === 0) await client.query(`create database ${USER}`);
  } finally {
    await client.end();
  }
}

function readFrom(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''; // not written yet, or just removed
    throw error;
  }
}

/** Its messages in English, because we read its log. */
function environment(): Record<string, string> {
  return { LC_ALL: 'C', TZ: 'UTC' };
}

function checked(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) return name;
  throw new RangeError(`name of the data: found "${name}", expected lower-case letters, digits and "-", at most 40`);
}
