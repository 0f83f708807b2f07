#!/usr/bin/env node
// npm run demo | npm start | npm test | npm run bench | npm run drill | npm run fuzz: makes the checkout ready, then runs the command.
import { runNode } from './child.mjs';
import { ensure, orExit } from './ensure.mjs';
import { isRoot, PROJECT } from './places.mjs';
import { serversForDemo, serversForTests } from './servers.mjs';

const COMMANDS = {
  demo: { tools: serversForDemo(), node: ['dist/apps/cli/src/demo/main.js'] },
  start: { tools: ['redisServer'], node: ['dist/apps/cli/src/start.js'] },
  test: { tools: serversForTests(isRoot), node: ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '-c', '.config/jest.config.cjs'] },
  bench: { tools: ['redisServer'], node: ['dist/test/bench/main.js'] },
  drill: { tools: serversForTests(isRoot), node: ['--enable-source-maps', 'dist/test/drills/main.js'] },
  // Garbage is collected between batches, to tell growth from litter.
  fuzz: { tools: [], node: ['--expose-gc', 'dist/test/fuzz/main.js'] },
};

const [name, ...args] = process.argv.slice(2);

if (Object.hasOwn(COMMANDS, name ?? '')) await orExit(async () => {
  await ensure(COMMANDS[name].tools);
  process.exitCode = await runNode([...COMMANDS[name].node, ...args], PROJECT);
});
else {
  const built = Object.keys(COMMANDS).join(', ');
  console.error(name === undefined ? `set-up: say what to run: ${built}` : `set-up: there is no command "${name}" yet; there are ${built}`);
  process.exitCode = 2;
}
