import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '#common';

/** A program the set-up brought or found, and the environment it needs. */
export interface Tool { path: string; env: Record<string, string> }

/** The set-up's own record first (apps/cli/set-up/servers.mjs has its names), then the system's copy. */
export function findTool(name: 'sshd' | 'dovecot' | 'postfix' | 'swaks', program: string): Tool | null {
  const list = join(projectRoot(), 'var/tools/tools.json');
  const listed = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Record<string, Tool | undefined>)[name] : undefined;
  // The record names one program of each package; others of it stand beside that one.
  const beside = listed && join(dirname(listed.path), program);
  if (beside && existsSync(beside)) return { path: beside, env: listed.env };
  const folders = ['/usr/sbin', '/usr/local/sbin', '/sbin', ...(process.env['PATH'] ?? '').split(':')];
  const path = folders.filter((folder) => folder !== '').map((folder) => join(folder, program)).find((candidate) => existsSync(candidate));
  return path === undefined ? null : { path, env: {} };
}
