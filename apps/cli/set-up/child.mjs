import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs Node on these arguments: one child and nothing between; it gets our signals, and we end as it does.
 *
 * @returns {Promise<number>} its exit code; 128 and the signal's number where a signal ended it
 */
export function runNode(nodeArgs, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArgs, { cwd, stdio: 'inherit' });
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
