import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedServerError } from './embedded-error.js';
import { signalTo } from './supervise.js';

export interface Leftover {
  /** The file a server writes its pid into, on its first line. */
  pidFile: string;
  /** The folder it runs in. */
  dataDir: string;
  /** postgres, redis-server */
  program: string;
  /** Holds the pid of the process that started it. */
  ownerFile: string;
  /** Good order first, then at once. */
  signals: readonly NodeJS.Signals[];
}

const PATIENCE_MS = 10_000;
const GRACE_MS = 2_000;

/**
 * Ends the server of a parent that crashed, if one is still running on these data; normally its supervisor has done
 * so, or is about to. A server whose parent lives is somebody's running Hawser and is left alone.
 *
 * @throws EmbeddedServerError where its parent lives, or where it does not end
 */
export async function endLeftover(leftover: Leftover): Promise<void> {
  const pid = pidIn(leftover.pidFile);
  if (pid === undefined) return;
  if (!(await isServer(pid, leftover))) return forget(pid, leftover);
  const owner = pidIn(leftover.ownerFile);
  // Just killed, or stopping because its parent has ended: then it is gone in a moment.
  if (await isGone(pid, leftover, GRACE_MS)) return;
  if (owner !== undefined && signalTo(owner, 0)) {
    throw new EmbeddedServerError(`${leftover.program} runs on ${leftover.dataDir} already (process ${pid}), started by process ${owner}; stop that one first, or wait until it has ended`);
  }
  for (const signal of leftover.signals) {
    signalTo(pid, signal);
    if (await isGone(pid, leftover, PATIENCE_MS)) return;
  }
  throw new EmbeddedServerError(`${leftover.program} (process ${pid}) of an earlier run holds ${leftover.dataDir} and did not end on ${leftover.signals.join(', ')}; end it, and start again`);
}

/** Says that this process has started the server, so that another start knows whether its parent lives. */
export function writeOwner(ownerFile: string): void {
  writeFileSync(ownerFile, `${process.pid}\n`);
}

/**
 * After a reboot (or in a container, where pids begin anew) the pid in the file may be another living process, and the
 * server would refuse to start. Where we can see that nothing runs in the folder, the file is no more than a leftover.
 */
function forget(pid: number, { pidFile, dataDir }: Leftover): void {
  if (signalTo(pid, 0) && existsSync('/proc/self/cwd') && !anythingRunsIn(dataDir)) rmSync(pidFile, { force: true });
}

async function isGone(pid: number, leftover: Leftover, within: number): Promise<boolean> {
  for (const giveUp = performance.now() + within; performance.now() < giveUp; await wait(50)) {
    if (!(await isServer(pid, leftover))) return true;
  }
  return false;
}

async function isServer(pid: number, { dataDir, program }: Leftover): Promise<boolean> {
  if (!signalTo(pid, 0)) return false;
  if (existsSync('/proc/self/cwd')) return folderOf(pid) === realpathSync(dataDir);
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' })); // ps fails where there is no such pid
  return stdout.includes(program);
}

function anythingRunsIn(dataDir: string): boolean {
  const folder = realpathSync(dataDir);
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && folderOf(Number(name)) === folder);
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // ended (a zombie has no folder), or of another user and so not ours
  }
}

function pidIn(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}
