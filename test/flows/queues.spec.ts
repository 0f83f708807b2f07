import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { projectRoot } from '#common';
import { laneName, lanePrefix, redisOptions, startRedis, type EmbeddedRedis } from '#queue';
import { openFlow, type Flow, type Said } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { manifest } from '../support/samples.js';
import { until } from '../support/until.js';

const serverFolder = join(projectRoot(), 'var/test-queues-server');
const quay = longBeach({ end: 'pretend' });
let flow: Flow;

beforeAll(async () => {
  flow = await openFlow({ name: 'test-queues', sites: [quay, carrierDesk({ end: 'pretend' })], settings: { lanes: { canaryEvery: '300ms', canaryStale: '1s' } } });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

const ask = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, flow.house.gateway.url), { headers });

describe('the raw queues', () => {
  it.each([['the page', '/queues'], ['the page behind it', '/queues/'], ['its figures', '/queues/api/queues?page=1'], ['its files', '/queues/static/favicon.svg']])('%s wants the admin key, and tells a browser to ask for it', async (_, path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="Hawser: any name, the admin key as password"$/);
    expect(await answer.json()).toMatchObject({ code: 'DOOR.NO_KEY', sentence: expect.any(String) });
  }, 10_000);

  it('do not open for a sender\'s key', async () => {
    const answer = await ask('/queues/api/queues?page=1', { 'x-api-key': await flow.keyOf('HWSR-DESK') });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 403, body: { code: 'DOOR.OTHER_KEY' } });
  }, 10_000);

  it('are shown with the admin key, as a browser sends it: one for each lane, by its endpoint\'s code, to look at only', async () => {
    const browser = { authorization: `Basic ${Buffer.from(`desk:${flow.adminKey}`).toString('base64')}` };
    const page = await ask('/queues', browser);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/<title>Bull Dashboard<\/title>|bull-board/i);
    const { queues } = await (await ask('/queues/api/queues?page=1', browser)).json() as { queues: { displayName?: string; name: string; readOnlyMode: boolean }[] };
    expect(queues.map((one) => [one.displayName ?? one.name, one.readOnlyMode]).sort()).toEqual([['HWSR-DESK', true], [quay.code, true]]);
    // To look at only: an act on a queue is refused.
    const act = await fetch(new URL(`/queues/api/queues/${laneName(quay.code)}/pause`, flow.house.gateway.url), { method: 'PUT', headers: browser });
    expect(act.status).toBeGreaterThanOrEqual(400);
    await flow.inState('acknowledged', await flow.take(manifest({ to: quay.isaId, control: 1 })));
  }, 20_000);
});

describe('a lane', () => {
  const health = async () => {
    const answer = await fetch(new URL('/health', flow.house.worker.url));
    return { status: answer.status, ...await answer.json() as { ok: boolean; troubles: string[]; pulses: Record<string, number> } };
  };

  it('has a pulse: its canary goes through the real queue and the real worker, with no document to carry', async () => {
    await until('each lane has one', async () => { expect(await health()).toMatchObject({ status: 200, ok: true, troubles: [], pulses: { [quay.code]: expect.any(Number), 'HWSR-DESK': expect.any(Number) } }); }, 10_000);
  }, 15_000);

  it('that stands still is told by the worker\'s health, by name, until it runs again', async () => {
    const queue = new Queue(laneName(quay.code), { connection: redisOptions(flow.house.redisUrl), prefix: lanePrefix(quay.code) });
    try {
      await queue.pause();
      const troubled = { status: 503, ok: false, troubles: [expect.stringMatching(/^lane USLGB-EAST has no pulse for \d+ s$/)] };
      await until('the lane has no pulse', async () => { expect(await health()).toMatchObject(troubled); }, 10_000);
      // A worker made anew for it changes nothing here, and does not make it look alive.
      await until('its worker was made anew', () => { expect(flow.log('worker')).toContain('its worker is made anew'); }, 10_000);
      expect(await health()).toMatchObject(troubled);
      const [ref = ''] = await flow.take(manifest({ to: quay.isaId, control: 2 }));
      await queue.resume();
      await flow.inState('acknowledged', [ref]);
      await until('all is well again', async () => { expect(await health()).toMatchObject({ status: 200, ok: true, troubles: [] }); }, 10_000);
    } finally {
      await queue.close();
    }
  }, 40_000);
});

describe('a Redis that may lose what waits in it', () => {
  let server: EmbeddedRedis;
  let redis: Redis;

  beforeAll(async () => {
    rmSync(serverFolder, { recursive: true, force: true });
    server = await startRedis({ dataDir: join(serverFolder, 'redis'), tools: join(projectRoot(), 'var/tools/tools.json') });
    redis = new Redis(redisOptions(server.url));
  }, 30_000);
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
    rmSync(serverFolder, { recursive: true, force: true });
  }, 30_000);

  /** Starts one app against that Redis; it ends by itself, or this fails. */
  const start = (app: 'gateway' | 'worker') => new Promise<Said>((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot(), `dist/apps/${app}/src/main.js`)], {
      env: { ...process.env, REDIS_URL: server.url, DATABASE_URL: flow.house.databaseUrl, HAWSER_CONFIG: join(flow.folder, 'config'), HAWSER_LOG: 'error' }, stdio: ['ignore', 'pipe', 'pipe'], timeout: 15_000,
    });
    const said: Said = { code: -1, out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => { said.out += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { said.err += chunk.toString(); });
    child.once('error', reject);
    child.once('close', (code, signal) => { if (signal) reject(new Error(`the ${app} did not refuse; it said: ${said.out}${said.err}`)); else resolve({ ...said, code: code ?? -1 }); });
  });

  it.each(['gateway', 'worker'] as const)('because it evicts keys is refused by the %s at start, with the command that mends it', async (app) => {
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const said = await start(app);
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toBe(`hawser ${app}: This Redis is not safe for queues: its maxmemory-policy is allkeys-lru, so it may throw waiting jobs away when memory is short. Now: redis-cli CONFIG SET maxmemory-policy noeviction. For good, in redis.conf: maxmemory-policy noeviction\n`);
  }, 30_000);

  it.each(['gateway', 'worker'] as const)('because it writes nothing to disk is refused by the %s at start, with the command that mends it', async (app) => {
    await redis.config('SET', 'appendonly', 'no');
    const said = await start(app);
    await redis.config('SET', 'appendonly', 'yes');
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toMatch(/^hawser \w+: This Redis is not safe for queues: its append-only file is off and it takes no snapshots, so a restart would empty the queues\. Now: redis-cli CONFIG SET appendonly yes\. For good, in redis\.conf: appendonly yes and appendfsync everysec\n$/);
  }, 30_000);
});
