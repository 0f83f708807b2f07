import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findTool } from '../../support/find-tool.js';
import { freePort } from '../../support/free-port.js';
import { listening } from '../../support/listening.js';

/** Takes every mail and keeps none, in a process of its own. */
export interface Sink { port: number; name: string; stop(): Promise<void> }

/** Mails at once that nobody has to wait for. */
const BACKLOG = '256';

/** Postfix's own sink where it is installed: it is written for measuring clients, and is no bottleneck to one. Else an smtp-server. */
export async function startSink(): Promise<Sink> {
  const port = await freePort();
  const postfix = findTool('postfix', 'smtp-sink');
  const [program, ...args] = postfix
    ? [postfix.path, ...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), `127.0.0.1:${port}`, BACKLOG]
    : [process.execPath, fileURLToPath(new URL('./sink-main.js', import.meta.url)), String(port)];
  const child = spawn(program ?? '', args, { env: { ...process.env, ...postfix?.env }, stdio: ['pipe', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => { words += chunk.toString(); });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  // It has no parent of ours once this process ends some other way.
  process.once('exit', () => child.kill('SIGKILL'));
  await listening('the sink', child, [port], () => words);
  return { port, name: postfix ? "Postfix's smtp-sink" : 'an smtp-server of Node in a process of its own', stop };
}
