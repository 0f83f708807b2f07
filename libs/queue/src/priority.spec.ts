import { describe, expect, it } from '@jest/globals';
import { epochFor, HIGHEST, LOWEST, priorityOf, redisOptions, unhandled } from './index.js';

const due = (iso: string) => new Date(iso);

describe('a lane\'s priority', () => {
  it('is earlier for what is due earlier, and does not change as time passes', () => {
    const soon = priorityOf(due('2026-12-01T06:00:00Z'));
    expect(soon).toBeLessThan(priorityOf(due('2026-12-01T06:01:00Z')));
    expect(priorityOf(due('2026-12-01T06:00:00Z'))).toBe(soon);
  });

  it('is never 0 nor above BullMQ\'s range, and leaves the highest to the canary', () => {
    expect(priorityOf(due('1999-01-01T00:00:00Z'))).toBe(HIGHEST + 1);
    expect(priorityOf(due('2999-01-01T00:00:00Z'))).toBe(LOWEST);
  });

  it('counts from an epoch of its own when a story of 2018 is replayed', () => {
    const epoch = epochFor(due('2018-07-24T20:00:00Z'));
    expect(priorityOf(due('2018-07-26T06:00:00Z'), epoch)).toBeLessThan(priorityOf(due('2018-07-26T07:00:00Z'), epoch));
    expect(priorityOf(due('2018-07-26T06:00:00Z'), epoch)).toBeGreaterThan(HIGHEST + 1);
  });
});

describe('the jobs', () => {
  it('have a handler each, or the worker does not start', () => {
    expect(unhandled({ deliver: () => Promise.resolve(), canary: () => Promise.resolve() })).toEqual([]);
    expect(unhandled({ canary: () => Promise.resolve(), pigeon: () => Promise.resolve() } as never)).toEqual(['deliver: no handler', 'pigeon: no such job']);
  });
});

describe('the connection to Redis', () => {
  it('is tried again within a second, however long Redis was away', () => {
    const { retryStrategy } = redisOptions('redis://127.0.0.1:6379/2');
    expect([1, 5, 1_000].map((attempt) => retryStrategy?.(attempt))).toEqual([100, 500, 1_000]);
  });

  it('takes a socket as well as a host, and names what it does not know', () => {
    expect(redisOptions('redis+unix:///run/hawser/redis.sock')).toMatchObject({ path: '/run/hawser/redis.sock' });
    expect(redisOptions('rediss://user:p%40ss@host:6380/3')).toMatchObject({ host: 'host', port: 6380, username: 'user', password: 'p@ss', db: 3, tls: {} });
    expect(() => redisOptions('http://host')).toThrow('expected redis://, rediss:// or redis+unix://');
  });
});
