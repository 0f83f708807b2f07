export { checkRedis, redisFaults, UnreachableRedisError, UnsafeRedisError, type RedisSafety } from './check-redis.js';
export { EmbeddedRedisError } from './embedded-redis-error.js';
export { startRedis, type EmbeddedRedis, type RedisPlace } from './embedded-redis.js';
export { readTools, type Tools } from './tools.js';
