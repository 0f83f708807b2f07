import type { RedisOptions } from 'bullmq';

/**
 * Options rather than an ioredis instance: BullMQ closes what it made itself. The retry strategy is ours, because the
 * default backs off to twenty seconds and a lane would stand still that long after Redis is back.
 *
 * @param url  redis://host:port/db, rediss://…, or redis+unix:///path/to/socket
 */
export function redisOptions(url: string): RedisOptions {
  const retry = { retryStrategy: (attempt: number) => Math.min(100 * attempt, 1_000), maxRetriesPerRequest: null };
  const at = new URL(url);
  if (at.protocol === 'redis+unix:') return { path: decodeURIComponent(at.pathname), ...retry };
  if (at.protocol !== 'redis:' && at.protocol !== 'rediss:') {
    throw new RangeError(`REDIS_URL: found ${at.protocol}//…, expected redis://, rediss:// or redis+unix://`);
  }
  return {
    host: at.hostname,
    port: Number(at.port || 6379),
    ...(at.username ? { username: decodeURIComponent(at.username) } : {}),
    ...(at.password ? { password: decodeURIComponent(at.password) } : {}),
    ...(at.pathname.length > 1 ? { db: Number(at.pathname.slice(1)) } : {}),
    ...(at.protocol === 'rediss:' ? { tls: {} } : {}),
    ...retry,
  };
}
