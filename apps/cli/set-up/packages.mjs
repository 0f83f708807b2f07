import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.mjs';
import { lockfileDrift } from './lockfile-drift.mjs';
import { linkPostgres, postgresIsLinked } from './postgres-links.mjs';
import { SetUpStop, say, tail } from './say.mjs';

/**
 * `npm install` and not `npm ci`: the lock lacks platform packages that the registry it was written against did not
 * carry, and `npm ci` refuses such a lock, while `npm install` keeps to it and adds this system's own.
 * Install scripts stay off: one dependency needs one (postgres-links.mjs runs it); the others would compile optional
 * native code that nothing here uses. `allowScripts` in package.json says the same to a plain `npm install`.
 */
const INSTALL = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit-lockfile-registry-resolved'];

export function packagesMissing(project) {
  if (!existsSync(join(project, 'node_modules'))) return 'node_modules is missing';
  if (!existsSync(stampFile(project))) return 'node_modules was not installed by the set-up, or not to its end';
  if (readFileSync(stampFile(project), 'utf8') !== stampFor(project)) return 'package-lock.json, Node or the system has changed since they were installed';
  return postgresIsLinked(project) ? undefined : 'the embedded PostgreSQL lacks its symbolic links';
}

export async function ensurePackages(project) {
  const because = packagesMissing(project);
  if (!because) return false;
  say(`installing packages (npm install): ${because}`);
  rmSync(stampFile(project), { force: true });
  const lockFile = join(project, 'package-lock.json');
  const lockBefore = readFileSync(lockFile, 'utf8');
  const [npm, ...first] = npmCommand();
  const { code, output } = await command(npm, [...first, ...INSTALL], { cwd: project });
  const lockAfter = readFileSync(lockFile, 'utf8');
  if (lockAfter !== lockBefore) {
    // The checkout stays as it was committed, whatever this system's npm would have written.
    writeFileSync(lockFile, lockBefore);
    say(`npm changed package-lock.json (${lockfileDrift(lockBefore, lockAfter)}); the file was put back as it was`);
  }
  if (code !== 0) {
    throw new SetUpStop(`npm install failed (exit ${code}); its last words:\n${tail(output)}\n  When the cause is mended, run: npm install --no-audit --no-fund`);
  }
  await linkPostgres(project);
  writeFileSync(stampFile(project), stampFor(project));
  return true;
}

/** What the installed packages depend on: the lock, Node's major version, the system. */
export function stampFor(project) {
  const lock = createHash('sha256').update(readFileSync(join(project, 'package-lock.json'))).digest('hex');
  return `${lock} node-${process.versions.node.split('.')[0]} ${process.platform}-${process.arch}\n`;
}

function stampFile(project) {
  return join(project, 'node_modules/.hawser-installed');
}

/** The npm that started us, or the one on the PATH. */
function npmCommand() {
  const running = process.env.npm_execpath;
  return running?.endsWith('npm-cli.js') ? [process.execPath, running] : ['npm'];
}
