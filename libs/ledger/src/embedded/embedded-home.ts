import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedServerError } from './embedded-error.js';

/** Root's place for what unprivileged servers must reach; apps/cli/set-up/places.mjs names the same. */
export const SYSTEM_HOME = '/var/lib/hawser';
const ACCOUNT = 'hawser';

/** The account that root's servers run as. */
export interface ServiceAccount {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Where this checkout keeps what embedded servers must reach: its own var/, or for root a folder of its own under
 * /var/lib/hawser, because a checkout may stand in a folder that only root can read.
 */
export function embeddedHome(project: string): string {
  const real = realpathSync(project);
  if (!isRoot()) return join(real, 'var');
  return join(SYSTEM_HOME, createHash('sha256').update(real).digest('hex').slice(0, 12));
}

/** Makes the home and, for root, marks it with its checkout, so that the set-up can tell when that is gone. */
export function makeEmbeddedHome(project: string): string {
  const home = embeddedHome(project);
  mkdirSync(home, { recursive: true });
  if (isRoot()) {
    for (const folder of [SYSTEM_HOME, home]) chmodSync(folder, 0o755); // whatever root's umask is
    writeFileSync(join(home, 'checkout'), `${realpathSync(project)}\n`);
  }
  return home;
}

/**
 * The account to start servers as when we are root, which PostgreSQL refuses to run as; undefined for everybody else.
 * @throws EmbeddedServerError where the set-up has not made it
 */
export function serviceAccount(): ServiceAccount | undefined {
  if (!isRoot()) return undefined;
  try {
    const id = (option: string) => Number(execFileSync('id', [option, ACCOUNT], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
    return { name: ACCOUNT, uid: id('-u'), gid: id('-g') };
  } catch (cause) {
    throw new EmbeddedServerError(`PostgreSQL refuses to run as root, and there is no account "${ACCOUNT}" to run it as; run: npm run set-up`, { cause });
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
