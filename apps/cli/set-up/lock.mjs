import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './say.mjs';

/**
 * One set-up at a time per checkout: two npm installs into one node_modules would leave neither whole.
 * The lock is a folder holding the owner's pid, renamed into place so that it never exists without the pid;
 * a lock whose owner is gone is moved away by whoever finds it.
 */
export async function withLock(project, work) {
  mkdirSync(join(project, 'var'), { recursive: true });
  const lock = join(project, 'var/set-up.lock');
  let told = false;
  while (!take(project, lock)) {
    const owner = ownerOf(lock);
    if (owner !== undefined && !alive(owner)) clear(project, lock, owner);
    else {
      if (!told) say(`waiting for another set-up of this checkout (process ${owner ?? 'unknown'})`);
      told = true;
      await wait(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(project, lock) {
  const mine = mkdtempSync(join(project, 'var/set-up-'));
  writeFileSync(join(mine, 'pid'), String(process.pid));
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    // A folder cannot be renamed over one that holds a file: somebody else has the lock.
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

function clear(project, lock, deadOwner) {
  const aside = mkdtempSync(join(project, 'var/set-up-stale-'));
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  // Somebody may have cleared it and taken it anew between our look and our rename: then it goes back.
  if (ownerOf(aside) === undefined || ownerOf(aside) === deadOwner) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, lock);
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8')) || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
