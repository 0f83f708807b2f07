#!/usr/bin/env node
// `npx hawser …`: the compiled command line. A fresh checkout has none yet and is told how to get it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../../../dist/apps/cli/src/main.js', import.meta.url);
if (!existsSync(fileURLToPath(main))) {
  process.stderr.write('hawser is not built here yet. Run `npm run set-up` (installs what is missing and builds), then this command again.\n');
  process.exit(1);
}
await import(main.href);
