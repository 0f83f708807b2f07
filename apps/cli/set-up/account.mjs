import { readFileSync } from 'node:fs';
import { command } from './command.mjs';
import { SetUpStop, say, tail } from './say.mjs';

/** PostgreSQL refuses to run as root, so root starts it (and the tests their sshd) as this account. */
const ACCOUNT = 'hawser';
const USERADD = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT];

export function accountMissing() {
  return process.platform !== 'linux' || !readFileSync('/etc/passwd', 'utf8').split('\n').some((line) => line.startsWith(`${ACCOUNT}:`));
}

/** Only for root; an ordinary user's servers run as that user. */
export async function ensureAccount() {
  if (!accountMissing()) return false;
  if (process.platform !== 'linux') throw new SetUpStop('as root Hawser runs on Linux only; run the same command as an ordinary user');
  if ((await command('id', ['-u', ACCOUNT])).code === 0) return false; // known to the system, though not in /etc/passwd
  say(`creating the system account "${ACCOUNT}" (useradd --system): PostgreSQL refuses to run as root`);
  const { code, output } = await command('useradd', USERADD);
  if (code !== 0) throw new SetUpStop(`the account could not be created:\n${tail(output)}\n  Run: useradd ${USERADD.join(' ')}`);
  return true;
}
