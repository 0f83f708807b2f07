import { execFile, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Ends a server and all it has started, by their ids: sessions of sshd and daemons of a mail server outlive their parent.
 * All are stopped before any is ended, or one that forks at this moment would escape and keep a pipe open for ever.
 */
export async function endFamily(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const family = new Set<number>();
  for (let found = [child.pid]; found.length > 0;) {
    for (const pid of found) { signal(pid, 'SIGSTOP'); family.add(pid); }
    found = (await descendantsOf(child.pid)).filter((pid) => !family.has(pid));
  }
  for (const pid of family) signal(pid, 'SIGKILL');
}

/** A server that was asked to end has so long before it is ended. */
const PATIENCE_MS = 2_000;

/**
 * The same for a server that starts nothing new once it is asked to end: its daemons are ended under it, and it buries them
 * itself. Left to the machine's first process, which may take its time, they would still be listed when the spec is over.
 */
export async function endInOrder(child: ChildProcess): Promise<void> {
  const running = (): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  child.kill('SIGTERM');
  for (const giveUp = performance.now() + PATIENCE_MS; running() && performance.now() < giveUp; await wait(20)) {
    for (const pid of await descendantsOf(child.pid!)) signal(pid, 'SIGKILL');
  }
  await endFamily(child);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function descendantsOf(pid: number): Promise<number[]> {
  const all = await parents();
  const below = (parent: number): number[] => all.filter(([, of]) => of === parent).flatMap(([own]) => [own, ...below(own)]);
  return below(pid);
}

/** Every process with its parent. From /proc where there is one, since small images carry no `ps`. */
async function parents(): Promise<[number, number][]> {
  if (!existsSync('/proc/self/stat')) {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
    return stdout.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(pids.map(async (pid): Promise<[number, number][]> => {
    // A process that ended since the folder was read has no file any more. The name in brackets may hold blanks.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const parent = / \S (\d+)/.exec(stat.slice(stat.lastIndexOf(')') + 1))?.[1];
    return parent === undefined ? [] : [[Number(pid), Number(parent)]];
  }));
  return pairs.flat();
}
