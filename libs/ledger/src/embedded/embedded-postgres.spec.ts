import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { embeddedHome, removePostgresData, startPostgres, type EmbeddedPostgres } from './index.js';

const project = fileURLToPath(new URL('../../../..', import.meta.url));
const place = { project, name: `test-postgres-${process.pid}` };
const dataDir = join(embeddedHome(project), place.name, 'postgres');
const running: EmbeddedPostgres[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => removePostgresData(place));

async function start(): Promise<EmbeddedPostgres> {
  const server = await startPostgres(place);
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('answers in the database hawser, on a unix socket only, with fsync on and order by code point', async () => {
    const { url } = await start();
    expect(url).toMatch(/^postgres:\/\/hawser@\/hawser\?host=\//);
    const settings = "current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync, current_setting('timezone') as zone";
    expect(await query(url, `select current_database() as db, ${settings}, 'a' < 'B' as dictionary`))
      .toEqual([{ db: 'hawser', tcp: '', fsync: 'on', zone: 'UTC', dictionary: false }]);
  }, 60_000);

  it('has every committed row after a SIGKILL, started again at once and at the same address', async () => {
    const first = await start();
    await query(first.url, 'create table kept (n int); insert into kept values (1), (2), (3)');
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(await first.ended).toBe('exit 137');
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 3 }]);
  }, 60_000);

  it('refuses a second start while the first one runs, and names the process to stop', async () => {
    const { pid } = await start();
    await expect(startPostgres(place)).rejects.toThrow(`already (process ${pid}), started by process ${process.pid}; stop that one first`);
  }, 60_000);

  it('takes over from a server whose parent is gone', async () => {
    const orphan = await start();
    writeFileSync(`${dataDir}.owner`, `${endedProcess()}\n`);
    const heir = await start();
    expect(await orphan.ended).toBe('exit 0');
    expect(await query(heir.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  }, 60_000);

  it('starts although its pid file names a living process that is no server of these data', async () => {
    const killed = await start();
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const pidFile = join(dataDir, 'postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid)));
    expect(await query((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  }, 60_000);

  it('ends when its parent is killed with SIGKILL', async () => {
    const door = pathToFileURL(join(project, 'dist/libs/ledger/src/index.js')).href;
    const script = `import { startPostgres } from '${door}';
      const { pid } = await startPostgres(${JSON.stringify(place)});
      console.log(pid);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [pid] = await once(parent.stdout, 'data').then(([text]) => [Number(text)]);
    parent.kill('SIGKILL');
    await untilGone(pid!);
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false); // it stopped in good order
  }, 60_000);

  it('takes no name that leaves its folder', async () => {
    await expect(startPostgres({ project, name: '../start' })).rejects.toThrow('found "../start", expected lower-case letters');
  });
});

function endedProcess(): number {
  return spawnSync('true').pid;
}

/** Nobody tells us of the end of a process that is not our child. */
async function untilGone(pid: number): Promise<void> {
  for (const giveUp = performance.now() + 20_000; performance.now() < giveUp;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`process ${pid} still runs`);
}
