import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { projectRoot } from '#common';
import { lanePrefix, laneName, redisOptions, startRedis, type EmbeddedRedis } from '#queue';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { isa13Of, manifest } from '../support/samples.js';
import { until } from '../support/until.js';

const serverFolder = join(projectRoot(), 'var/test-redis-server');
const place = { dataDir: join(serverFolder, 'redis'), tools: join(projectRoot(), 'var/tools/tools.json') };
/** One at a time and not faster than this, so that the load lasts while Redis is troubled. */
const quay = longBeach({ concurrency: 1, ratePerSecond: 10 });
/** A sender's pace: one document, then a breath. */
const SENDER_PAUSE_MS = 400;
let server: EmbeddedRedis;
let flow: Flow;

beforeAll(async () => {
  rmSync(serverFolder, { recursive: true, force: true });
  server = await startRedis(place);
  flow = await openFlow({ name: 'test-redis', sites: [quay, carrierDesk({ end: 'pretend' })], redisUrl: server.url });
}, 60_000);
afterAll(async () => {
  await flow.stop();
  await server.stop();
  rmSync(serverFolder, { recursive: true, force: true });
}, 60_000);

const came = () => flow.arrivals(quay.code).length;
const takeMany = async (from: number, n: number) => {
  const refs: string[] = [];
  for (let control = from; control < from + n; control += 1) refs.push(...await flow.take(manifest({ to: quay.isaId, control })));
  return refs;
};

async function inRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisOptions(server.url));
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

const limits = () => inRedis((redis) => redis.hmget(`${lanePrefix(quay.code)}:${laneName(quay.code)}:meta`, 'concurrency', 'max', 'duration'));

describe('a Redis that is wiped under load', () => {
  it('loses no document: the lanes are filled again from the ledger', async () => {
    expect(await limits()).toEqual(['1', '10', '1000']);
    const refs = await takeMany(1, 30);
    await until('five are delivered', () => { expect(came()).toBeGreaterThanOrEqual(5); }, 15_000);
    await inRedis((redis) => redis.flushall());
    const left = 30 - came();
    expect(left).toBeGreaterThan(5);
    await flow.inState('acknowledged', refs, 30_000);
    expect(flow.arrivals(quay.code).map((one) => one.identity.isa13).sort()).toEqual(Array.from({ length: 30 }, (_, at) => isa13Of(at + 1)));
  }, 60_000);

  it('has the lane\'s limits again, which lived there too', async () => {
    await until('concurrency and rate are set again', async () => { expect(await limits()).toEqual(['1', '10', '1000']); }, 10_000);
  }, 20_000);
});

describe('a Redis that is killed', () => {
  it('keeps nobody from handing documents in, and deliveries go on within three seconds of its return', async () => {
    const refs = await takeMany(101, 12);
    await until('some are delivered', () => { expect(came()).toBeGreaterThanOrEqual(33); }, 15_000);
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    // So long that a client which doubles its pauses would sleep on for seconds after the return.
    const awayUntil = performance.now() + 12_000;
    for (let control = 121; performance.now() < awayUntil; control += 1) {
      refs.push(...await flow.take(manifest({ to: quay.isaId, control })));
      await wait(SENDER_PAUSE_MS);
    }
    expect((await fetch(new URL('/health', flow.house.gateway.url))).status).toBe(200);
    expect(refs.length).toBeGreaterThan(20);

    const before = came();
    server = await startRedis(place);
    const back = performance.now();
    await until('a delivery after Redis came back', () => { expect(came()).toBeGreaterThan(before); }, 10_000);
    expect(performance.now() - back).toBeLessThan(3_000);
    await flow.inState('acknowledged', refs, 60_000);
    expect(flow.counts().sites[quay.code]).toMatchObject({ documents: 30 + refs.length, deliveredAsNewTwice: 0, seenAgain: 0 });
  }, 120_000);

  it('leaves the worker in health and every history whole', async () => {
    await until('the worker is well', async () => {
      const answer = await fetch(new URL('/health', flow.house.worker.url));
      expect(await answer.json()).toMatchObject({ ok: true, troubles: [] });
    }, 15_000);
    expect(await flow.brokenHistories()).toEqual([]);
  }, 30_000);
});
