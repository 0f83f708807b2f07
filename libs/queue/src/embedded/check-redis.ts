import { Redis } from 'ioredis';
import { HawserError, wordsOf } from '#common';
import { redisOptions } from '../connection.js';

/** What decides whether queues may live in a Redis. */
export interface RedisSafety {
  /** INFO memory, maxmemory_policy */
  policy: string;
  /** INFO persistence, aof_enabled */
  appendOnly: boolean;
  /** CONFIG GET save: "3600 1 300 100", empty for none; null where the server does not tell */
  save: string | null;
}

/** The Redis could lose waiting jobs. */
export class UnsafeRedisError extends HawserError {
  readonly code = 'QUEUE.REDIS_UNSAFE';
  readonly retry = 'never';
}

/** Nobody answered at REDIS_URL, or it refused us. */
export class UnreachableRedisError extends HawserError {
  readonly code = 'QUEUE.REDIS_UNREACHABLE';
  readonly retry = 'safe';
}

/**
 * What makes it unsafe, and how to mend each; empty where it is safe.
 * @source BullMQ, "Going to production": maxmemory-policy noeviction is the only one under which queues work; AOF on
 */
export function redisFaults({ policy, appendOnly, save }: RedisSafety): string[] {
  const faults: string[] = [];
  if (policy !== 'noeviction') {
    faults.push(`its maxmemory-policy is ${policy}, so it may throw waiting jobs away when memory is short. `
      + 'Now: redis-cli CONFIG SET maxmemory-policy noeviction. For good, in redis.conf: maxmemory-policy noeviction');
  }
  if (!appendOnly && !save) {
    const snapshots = save === null ? 'it does not tell whether it takes snapshots (CONFIG GET save is not allowed)' : 'it takes no snapshots';
    faults.push(`its append-only file is off and ${snapshots}, so a restart would empty the queues. `
      + 'Now: redis-cli CONFIG SET appendonly yes. For good, in redis.conf: appendonly yes and appendfsync everysec');
  }
  return faults;
}

/**
 * Refuses a Redis that may lose jobs. Called once, before anything is queued.
 *
 * @param url  as for `redisOptions`
 * @throws UnsafeRedisError, UnreachableRedisError
 */
export async function checkRedis(url: string): Promise<void> {
  const safety = await readSafety(url);
  const faults = redisFaults(safety);
  if (faults.length > 0) throw new UnsafeRedisError(`This Redis is not safe for queues: ${faults.join('; and ')}`, { ...safety });
}

async function readSafety(url: string): Promise<RedisSafety> {
  const redis = new Redis({ ...redisOptions(url), lazyConnect: true, connectTimeout: 5_000, maxRetriesPerRequest: 0, retryStrategy: () => null });
  let said: Error | undefined; // connect() itself says only "Connection is closed."
  redis.on('error', (error: Error) => { said = error; });
  try {
    await redis.connect();
    const info = `${await redis.info('memory')}\n${await redis.info('persistence')}`;
    return { policy: field(info, 'maxmemory_policy'), appendOnly: field(info, 'aof_enabled') === '1', save: await readSave(redis) };
  } catch (cause) {
    throw new UnreachableRedisError(`Redis at REDIS_URL: ${wordsOf(said ?? cause)}`, {}, { cause });
  } finally {
    redis.disconnect();
  }
}

/** Hosted servers often refuse CONFIG; then only the append-only file, which INFO tells of, can show that jobs are kept. */
async function readSave(redis: Redis): Promise<string | null> {
  try {
    const answer = await redis.call('CONFIG', 'GET', 'save') as string[];
    return answer[1] ?? null;
  } catch (error) {
    if (/^(NOPERM|ERR unknown)/.test(wordsOf(error))) return null;
    throw error;
  }
}

function field(info: string, name: string): string {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? 'not told';
}
