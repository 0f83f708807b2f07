import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { socketFolder } from './socket-folder.js';

const long = `/srv/${'a-very-long-name/'.repeat(8)}var/start/redis`;

describe('the folder of a server\'s sockets', () => {
  it('is the data folder where the path fits into a socket address', () => {
    expect(socketFolder('/srv/hawser/var/start/redis', 'redis.sock').path).toBe('/srv/hawser/var/start/redis');
  });

  it('is otherwise a private one in the temporary folder, the same at each start, removed afterwards', () => {
    const first = socketFolder(long, 'redis.sock');
    expect(join(first.path, 'redis.sock').length).toBeLessThan(100);
    expect(statSync(first.path).mode & 0o777).toBe(0o700);
    expect(socketFolder(long, 'redis.sock').path).toBe(first.path);
    first.remove();
    expect(existsSync(first.path)).toBe(false);
  });

  it('is never one that others can write to', () => {
    const planted = socketFolder(long, 'redis.sock').path;
    chmodSync(planted, 0o777);
    const chosen = socketFolder(long, 'redis.sock');
    expect(chosen.path).not.toBe(planted);
    expect(statSync(chosen.path).mode & 0o777).toBe(0o700);
    chosen.remove();
    rmSync(planted, { recursive: true });
  });

  it('leaves the data folder alone when asked to remove it', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'data-'));
    socketFolder(dataDir, 'redis.sock').remove();
    expect(existsSync(dataDir)).toBe(true);
    rmSync(dataDir, { recursive: true });
  });
});
