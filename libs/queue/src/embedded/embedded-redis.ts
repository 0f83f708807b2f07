import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endLeftover, socketFolder, supervise, writeOwner, type Leftover, type SupervisedServer } from '#ledger';
import { EmbeddedRedisError } from './embedded-redis-error.js';
import { readTools } from './tools.js';

export interface RedisPlace {
  /** Its own folder, made where missing: nothing else may live there. */
  dataDir: string;
  /** Path of the set-up's record of servers, `<project>/var/tools/tools.json`. */
  tools: string;
}

export interface EmbeddedRedis {
  /** For REDIS_URL and `redisOptions`: `redis+unix:///path/to/redis.sock`. The same at each start. */
  url: string;
  socketPath: string;
  /** The server's own. */
  pid: number;
  /** Resolves when the server has ended, asked or not, with how. */
  ended: Promise<string>;
  /** Safe to call again. */
  stop(): Promise<void>;
}

const SOCKET = 'redis.sock';
const READY_WITHIN_MS = 120_000; // it may have to load its append-only file first

/**
 * Starts Redis as a child on a unix socket only (no TCP port), and answers when it takes commands. Every write is on
 * disk before it is answered, and nothing is evicted: what BullMQ asks for. It ends with this process, however that ends.
 *
 * @throws EmbeddedRedisError, and EmbeddedServerError of #ledger where somebody runs it on these data already
 */
export async function startRedis(place: RedisPlace): Promise<EmbeddedRedis> {
  const { redisServer } = readTools(place.tools);
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(place.dataDir);
  const leftover: Leftover = {
    pidFile: join(dataDir, 'redis.pid'), dataDir, program: 'redis-server', ownerFile: join(dataDir, 'redis.owner'), signals: ['SIGTERM', 'SIGKILL'],
  };
  await endLeftover(leftover);
  const sockets = socketFolder(dataDir, SOCKET);
  const socketPath = join(sockets.path, SOCKET);
  writeOwner(leftover.ownerFile);
  const logFile = join(dataDir, 'redis.log');
  const server = await supervise({
    program: redisServer.path, args: settings(dataDir, socketPath, leftover.pidFile), env: { ...redisServer.env, LC_ALL: 'C' }, logFile, stopSignal: 'TERM',
  });
  if (!(await isReady(server, socketPath))) {
    await server.stop();
    const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join(' | ') : '';
    throw new EmbeddedRedisError(`Redis did not start on ${dataDir} (${await server.ended}): ${log}`, { dataDir });
  }
  const stop = async () => {
    await server.stop();
    sockets.remove();
    rmSync(leftover.ownerFile, { force: true });
  };
  return { url: `redis+unix://${encodeURI(socketPath).replace(/[?#]/g, encodeURIComponent)}`, socketPath, pid: server.pid, ended: server.ended, stop };
}

function settings(dataDir: string, socketPath: string, pidFile: string): string[] {
  return [
    '--dir', dataDir, '--pidfile', pidFile, '--daemonize', 'no',
    '--port', '0', '--unixsocket', socketPath, '--unixsocketperm', '700',
    '--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--maxmemory-policy', 'noeviction',
  ];
}

async function isReady(server: SupervisedServer, socketPath: string): Promise<boolean> {
  let over = false;
  void server.ended.then(() => { over = true; });
  for (const giveUp = performance.now() + READY_WITHIN_MS; !over && performance.now() < giveUp; await wait(20)) {
    // A stale socket of a killed server refuses; one that is loading answers -LOADING.
    if ((await answerToPing(socketPath)).startsWith('+PONG')) return true;
  }
  return false;
}

function answerToPing(socketPath: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath, () => socket.write('PING\r\n'));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (bytes) => { resolve(bytes.toString()); socket.destroy(); });
    socket.on('error', (error) => resolve(error.message));
    socket.on('close', () => resolve(''));
  });
}
