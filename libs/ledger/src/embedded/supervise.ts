import { spawn } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { EmbeddedServerError } from './embedded-error.js';
import type { ServiceAccount } from './embedded-home.js';

export interface ServerToSupervise {
  program: string;
  args: readonly string[];
  /** The server's whole environment, PATH aside. */
  env: Readonly<Record<string, string>>;
  /** Receives both its streams; the previous run's is kept beside it as `.1`. */
  logFile: string;
  /** Which signal asks it to stop in good order. */
  stopSignal: 'INT' | 'TERM';
  /** Only root can name one. */
  account?: ServiceAccount | undefined;
}

export interface SupervisedServer {
  /** The server's own, not the supervisor's. */
  pid: number;
  /** Resolves when the server has ended, whoever ended it, with how: "exit 0", "exit 137". Never rejects. */
  ended: Promise<string>;
  /** Asks it to stop, and ends it the hard way after 15 s. Safe to call again. */
  stop(): Promise<void>;
}

/**
 * Between us and the server stands a shell that holds our end of a pipe. When we are gone, by SIGKILL too, the pipe
 * closes and the shell stops the server: no signal handler of ours could promise that. Asking it to stop is the same
 * closing of the pipe, so the promise is kept by the way that is walked every day.
 *
 * $1 signal, $2 log, then the command. The first line on stdout is the server's pid.
 */
const SUPERVISOR = `
signal=$1; log=$2; shift 2
exec 3<&0 </dev/null 2>>"$log"
"$@" 3<&- >>"$log" &
server=$!
echo "$server"
exec >/dev/null
( while read -r _ <&3; do :; done; kill -s "$signal" "$server" ) 2>/dev/null &
watcher=$!
exec 3<&-
trap 'kill -s "$signal" "$server"' HUP INT TERM
while :; do
  wait "$server"; code=$?
  kill -0 "$server" 2>/dev/null || break
done
kill "$watcher" 2>/dev/null
exit "$code"
`;

const PATIENCE_S = 15;

/** Starts a server that ends when this process does. It is not ready yet: its owner knows what ready means. */
export async function supervise(server: ServerToSupervise): Promise<SupervisedServer> {
  if (existsSync(server.logFile)) renameSync(server.logFile, `${server.logFile}.1`);
  const shell = spawn('/bin/sh', ['-c', SUPERVISOR, 'hawser-supervisor', server.stopSignal, server.logFile, server.program, ...server.args], {
    cwd: '/', // whoever looks for processes in the server's folder shall find the server only
    env: { PATH: process.env.PATH ?? '', ...server.env },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true, // a group of its own: a terminal's Ctrl-C is for us, and we stop our servers last
    ...(server.account ? { uid: server.account.uid, gid: server.account.gid } : {}),
  });
  const ended = new Promise<string>((resolve) => {
    shell.once('error', (error) => resolve(error.message));
    shell.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  shell.stdin.on('error', () => undefined); // EPIPE, where the supervisor ended before we let go: `ended` tells of it
  const pid = await Promise.race([firstLine(shell.stdout), ended.then(() => '')]);
  if (!/^\d+$/.test(pid)) throw new EmbeddedServerError(`${server.program} was not started: ${await ended}`);
  const stop = async () => {
    shell.stdin.end();
    // Redis drops the request while it writes its first append-only file, so it is asked again.
    for (let seconds = 0; seconds < PATIENCE_S; seconds++) {
      if (await within(1_000, ended)) return;
      signalTo(Number(pid), `SIG${server.stopSignal}`);
    }
    signalTo(Number(pid), 'SIGQUIT'); // PostgreSQL: at once, and to its children too
    if (await within(1_000, ended)) return;
    signalTo(Number(pid), 'SIGKILL');
    await ended;
  };
  return { pid: Number(pid), ended, stop };
}

async function within(ms: number, event: Promise<unknown>): Promise<boolean> {
  const giveUp = new AbortController();
  const late = wait(ms, false, { signal: giveUp.signal }).catch(() => false);
  const inTime = await Promise.race([event.then(() => true), late]);
  giveUp.abort();
  return inTime;
}

/** @returns false where there is no such process any more */
export function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return false;
    if (code === 'EPERM') return true; // alive, and somebody else's
    throw error;
  }
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stream });
    lines.once('line', (line) => { resolve(line); lines.close(); });
    lines.once('close', () => resolve(''));
  });
}
