import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file stands in. */
export const PROJECT = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '../../..'));

export const isRoot = process.getuid?.() === 0;

/** Folders that root's unprivileged servers can reach: a checkout may stand in a folder only root can read. */
export const SYSTEM_HOME = '/var/lib/hawser';

/**
 * Where this checkout keeps what its unprivileged servers must reach: root's own folder for it, or var/.
 * libs/ledger/src/embedded-home.ts computes the same path; embedded-home.spec.ts holds the two together.
 */
export function homeOf(project, asRoot) {
  if (!asRoot) return join(project, 'var');
  return join(SYSTEM_HOME, createHash('sha256').update(project).digest('hex').slice(0, 12));
}

/** The record of which redis-server and sshd to start, read by the TypeScript side. */
export function toolsFileOf(project) {
  return join(project, 'var/tools/tools.json');
}
