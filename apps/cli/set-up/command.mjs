import { spawn } from 'node:child_process';

/**
 * Runs a command to its end and keeps its output; nothing is shown, the caller shows the tail where it failed.
 *
 * @returns {Promise<{code: number, output: string}>}  127 where the command does not exist
 */
export function command(file, args, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => { output = (output + chunk).slice(-200_000); };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}ended by ${signal}` : output }));
  });
}
