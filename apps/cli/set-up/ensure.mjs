import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeAbandonedHomes, setAside } from './abandoned.mjs';
import { accountMissing, ensureAccount } from './account.mjs';
import { buildMissing, ensureBuild } from './build.mjs';
import { withLock } from './lock.mjs';
import { checkNode } from './node-version.mjs';
import { ensurePackages, packagesMissing } from './packages.mjs';
import { homeOf, isRoot, PROJECT } from './places.mjs';
import { say, SetUpStop } from './say.mjs';
import { ensureTools, toolsMissing } from './tools.mjs';

/**
 * Makes this checkout ready to run: account (root only), packages, servers, build. Silent where all is there.
 *
 * @param {string[]} tools  names out of SERVERS that the command at hand needs
 * @throws {SetUpStop} with the exact command to run where nothing more can be done
 */
export async function ensure(tools) {
  checkNode();
  if (ready(tools)) return;
  const start = performance.now();
  // Whatever runs here makes var/ first.
  const isNew = !existsSync(join(PROJECT, 'var'));
  // Looked at again under the lock: whoever had it before us may have done the work.
  const done = await withLock(PROJECT, async () => [
    isRoot && await ensureAccount(),
    isRoot && removeAbandonedHomes(),
    isRoot && isNew && setAside(PROJECT, homeOf(PROJECT, isRoot)),
    await ensurePackages(PROJECT),
    await ensureTools(PROJECT, tools),
    await ensureBuild(PROJECT),
  ]);
  if (done.some(Boolean)) say(`done in ${Math.round((performance.now() - start) / 1000)} s`);
}

function ready(tools) {
  return !(isRoot && accountMissing()) && !packagesMissing(PROJECT) && toolsMissing(PROJECT, tools).length === 0 && !buildMissing(PROJECT);
}

/** Runs the body of a command of the set-up; what stops it is a sentence and exit 1, never a stack. */
export async function orExit(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetUpStop)) throw error;
    say(`stopped: ${error.message}`);
    process.exitCode = 1;
  }
}
