#!/usr/bin/env node
// `npx hawser …`: the compiled command line. A fresh checkout first gets its packages and is built, as it is before `npm run
// demo`; that is told on stderr. What is only older than its sources runs as it is: who isolates a region waits for no npm.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildMissing, ensureBuild } from '../set-up/build.mjs';
import { orExit } from '../set-up/ensure.mjs';
import { withLock } from '../set-up/lock.mjs';
import { checkNode } from '../set-up/node-version.mjs';
import { ensurePackages } from '../set-up/packages.mjs';
import { PROJECT } from '../set-up/places.mjs';
import { say } from '../set-up/say.mjs';

const MAIN = join(PROJECT, 'dist/apps/cli/src/main.js');
/** The stamps that the set-up leaves behind what it has brought to its end. */
const DONE = [join(PROJECT, 'node_modules/.hawser-installed'), join(PROJECT, 'dist/.hawser-built'), MAIN];
const isSetUp = () => DONE.every((path) => existsSync(path));

await orExit(async () => {
  checkNode();
  if (!isSetUp()) {
    await withLock(PROJECT, async () => {
      // Looked at again under the lock: whoever had it before us may have done the work.
      if (isSetUp()) return;
      await ensurePackages(PROJECT);
      await ensureBuild(PROJECT);
    });
  } else if (process.stderr.isTTY && buildMissing(PROJECT)) {
    say('the sources have changed since the last build, and that is what runs now. To build: npm run set-up');
  }
  await import(pathToFileURL(MAIN).href);
});
