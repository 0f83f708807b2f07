import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM_HOME } from './places.mjs';
import { say } from './say.mjs';

/** What each checkout's folder is marked with: the path of the checkout. */
export const MARK = 'checkout';

/**
 * Root's servers keep demo and test data outside the checkout; deleting the checkout leaves it behind. A folder that
 * holds `start` is never removed: that is somebody's real work, and its checkout may stand on a disk not mounted now.
 */
export function removeAbandonedHomes(systemHome = SYSTEM_HOME) {
  if (!existsSync(systemHome)) return false;
  const homes = readdirSync(systemHome).map((name) => join(systemHome, name)).filter((home) => existsSync(join(home, MARK)));
  const abandoned = homes.filter((home) => !existsSync(readFileSync(join(home, MARK), 'utf8').trim()) && !existsSync(join(home, 'start')));
  for (const home of abandoned) {
    say(`removing ${home}: its checkout ${readFileSync(join(home, MARK), 'utf8').trim()} is gone`);
    rmSync(home, { recursive: true, force: true });
  }
  return abandoned.length > 0;
}

/**
 * A new checkout where one stood before is another house: the documents of the one that is gone must not leave from it. What `npm start` kept for that
 * one is put aside, whole.
 *
 * @param {string} project  a checkout in which nothing was set up yet
 */
export function setAside(project, home, at = new Date()) {
  if (!existsSync(join(home, 'start'))) return false;
  const aside = `${home}.left-${at.toISOString().slice(0, 19).replaceAll(':', '-')}`;
  renameSync(home, aside);
  say(`an earlier checkout at ${project} has left its documents: they are in ${aside}; to go on with them, put that folder back as ${home}`);
  return true;
}
