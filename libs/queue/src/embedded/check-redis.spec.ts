import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { projectRoot } from '#common';
import { checkRedis, redisFaults, startRedis, type EmbeddedRedis } from './index.js';

let folder: string;
let server: EmbeddedRedis;
let redis: Redis;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redis-check-'));
  server = await startRedis({ dataDir: join(folder, 'data'), tools: join(projectRoot(), 'var/tools/tools.json') });
  redis = new Redis({ path: server.socketPath });
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('the check of a Redis at start-up', () => {
  it.each([
    { policy: 'noeviction', appendOnly: true, save: '', faults: [] },
    { policy: 'noeviction', appendOnly: false, save: '3600 1 300 100', faults: [] },
    { policy: 'noeviction', appendOnly: false, save: '', faults: [/takes no snapshots.*CONFIG SET appendonly yes.*redis\.conf: appendonly yes/] },
    { policy: 'noeviction', appendOnly: false, save: null, faults: [/does not tell whether it takes snapshots/] },
    { policy: 'allkeys-lru', appendOnly: true, save: '', faults: [/is allkeys-lru.*CONFIG SET maxmemory-policy noeviction.*redis\.conf: maxmemory-policy noeviction/] },
  ])('finds $faults.length faults with policy $policy, append-only $appendOnly, save "$save"', ({ faults, ...safety }) => {
    const found = redisFaults(safety);
    expect(found).toHaveLength(faults.length);
    faults.forEach((fault, n) => expect(found[n]).toMatch(fault));
  });

  it('refuses a real one that evicts and keeps nothing, and takes it after the commands it named', async () => {
    await redis.config('SET', 'maxmemory-policy', 'volatile-lru');
    await redis.config('SET', 'appendonly', 'no');
    const refusal = await checkRedis(server.url).then(() => '', (error: Error) => error.message);
    expect(refusal).toContain('not safe for queues: its maxmemory-policy is volatile-lru');
    for (const [, name, value] of refusal.matchAll(/redis-cli CONFIG SET (\S+) (\w+)/g)) await redis.config('SET', name!, value!);
    await expect(checkRedis(server.url)).resolves.toBeUndefined();
  });

  it('says that nobody answers, and why', async () => {
    await expect(checkRedis(`redis+unix://${folder}/nobody.sock`)).rejects.toMatchObject({
      code: 'QUEUE.REDIS_UNREACHABLE', message: expect.stringContaining('ENOENT'),
    });
  });
});
