#!/usr/bin/env node
// npm run demo | npm start | npm test: makes the checkout ready, then runs the command.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensure, orExit } from './ensure.mjs';
import { PROJECT } from './places.mjs';

const COMMANDS = {
  demo: { tools: ['redisServer'], node: ['dist/apps/cli/src/demo/main.js'] },
  start: { tools: ['redisServer'], node: ['dist/apps/cli/src/start.js'] },
  test: { tools: ['redisServer', 'sshd'], node: ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '-c', '.config/jest.config.cjs'] },
};

const [name, ...args] = process.argv.slice(2);

if (Object.hasOwn(COMMANDS, name ?? '')) await orExit(async () => {
  await ensure(COMMANDS[name].tools);
  process.exitCode = await run([...COMMANDS[name].node, ...args]);
});
else {
  const built = Object.keys(COMMANDS).join(', ');
  console.error(name === undefined ? `set-up: say what to run: ${built}` : `set-up: there is no command "${name}" yet; there are ${built}`);
  process.exitCode = 2;
}

/** One child and nothing between: its signals are ours, its exit code is ours. */
function run(nodeArgs) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArgs, { cwd: PROJECT, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        // A terminal's Ctrl-C has reached the child already; a second one would mean "at once" to it.
        if (signal === 'SIGINT' && process.stdin.isTTY) return;
        child.kill(signal);
      });
    }
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
