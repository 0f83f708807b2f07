import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const WITHIN_MS = 15_000;

/**
 * Waits until a server takes connections on all of its ports.
 * @throws Error with the server's own words when it ended before, or does not
 */
export async function listening(name: string, child: ChildProcess, ports: readonly number[], words: () => string): Promise<void> {
  const giveUp = performance.now() + WITHIN_MS;
  for (const port of ports) {
    while (!(await answers(port))) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode} before it listened on port ${port}: ${words().trim()}`);
      if (performance.now() > giveUp) throw new Error(`${name} does not listen on port ${port} after ${WITHIN_MS} ms: ${words().trim()}`);
      await wait(20);
    }
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => { socket.destroy(); done(true); });
    socket.once('error', () => done(false));
  });
}
