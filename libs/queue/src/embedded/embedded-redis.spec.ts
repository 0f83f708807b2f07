import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { projectRoot } from '#common';
import { checkRedis, startRedis, type EmbeddedRedis } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'redis-spec-'));
const place = { dataDir: join(folder, 'data'), tools: join(projectRoot(), 'var/tools/tools.json') };
const running: EmbeddedRedis[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(at = place): Promise<EmbeddedRedis> {
  const server = await startRedis(at);
  running.push(server);
  return server;
}

async function ask(server: EmbeddedRedis, command: string, ...args: string[]): Promise<unknown> {
  const redis = new Redis({ path: server.socketPath });
  try {
    return await redis.call(command, ...args);
  } finally {
    redis.disconnect();
  }
}

describe('the embedded Redis', () => {
  it('is one that our own start-up accepts, on a unix socket only, each write on disk before its answer', async () => {
    const server = await start();
    await expect(checkRedis(server.url)).resolves.toBeUndefined();
    expect(await ask(server, 'CONFIG', 'GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
    expect(await ask(server, 'CONFIG', 'GET', 'port')).toEqual(['port', '0']);
  });

  it('has every answered write after a SIGKILL, started again at once and at the same address', async () => {
    const first = await start();
    await ask(first, 'SET', 'lane', 'USLGB-EAST');
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(await first.ended).toBe('exit 137');
    expect(second.url).toBe(first.url);
    expect(await ask(second, 'GET', 'lane')).toBe('USLGB-EAST');
  });

  it('refuses a second start while the first one runs, and names the process to stop', async () => {
    const { pid } = await start();
    await expect(startRedis(place)).rejects.toThrow(`already (process ${pid}), started by process ${process.pid}`);
  });

  it('takes over from a server whose parent is gone', async () => {
    const orphan = await start();
    writeFileSync(join(place.dataDir, 'redis.owner'), `${spawnSync('true').pid}\n`);
    const heir = await start();
    expect(await orphan.ended).toBe('exit 0');
    expect(await ask(heir, 'PING')).toBe('PONG');
  });

  it('listens in a folder whose own path is too long for a socket', async () => {
    const dataDir = join(folder, 'a-long-name/'.repeat(10), 'data #1?');
    mkdirSync(dataDir, { recursive: true });
    const server = await start({ ...place, dataDir });
    expect(server.socketPath.length).toBeLessThan(100);
    await expect(checkRedis(server.url)).resolves.toBeUndefined();
  });

  it('ends when its parent is killed with SIGKILL', async () => {
    const door = pathToFileURL(join(projectRoot(), 'dist/libs/queue/src/index.js')).href;
    const script = `import { startRedis } from '${door}';
      const { pid } = await startRedis(${JSON.stringify(place)});
      console.log(pid);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number((await once(parent.stdout, 'data'))[0]);
    const watched = new Redis({ path: join(place.dataDir, 'redis.sock'), retryStrategy: () => null });
    await watched.ping();
    const closed = once(watched, 'end', { signal: AbortSignal.timeout(15_000) });
    parent.kill('SIGKILL');
    try {
      await closed;
    } finally {
      watched.disconnect();
      expect((await start()).pid).not.toBe(pid); // takes over, had the old one stayed
    }
  }, 30_000);

  it('says how to get a redis-server where the set-up has not run', async () => {
    await expect(startRedis({ ...place, tools: join(folder, 'tools.json') })).rejects.toMatchObject({
      code: 'QUEUE.EMBEDDED_REDIS', message: expect.stringContaining('run: npm run set-up'),
    });
  });
});
