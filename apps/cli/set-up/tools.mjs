import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { brewInstall } from './brew.mjs';
import { command } from './command.mjs';
import { debianInstall } from './debian-install.mjs';
import { debianUnpack } from './debian-unpack.mjs';
import { isRoot, toolsFileOf } from './places.mjs';
import { SetUpStop } from './say.mjs';
import { installByHand, SERVERS } from './servers.mjs';

/** Debian keeps servers out of an ordinary user's PATH; the last two are brew's. */
const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/homebrew/opt/redis/bin'];

/** HAWSER_TOOLS=own leaves the system's copies alone, so that the way of a machine without them can be shown anywhere. */
const ownOnly = process.env.HAWSER_TOOLS === 'own';

export function toolsMissing(project, names) {
  const known = knownTools(project);
  return names.filter((name) => !usable(known[name]));
}

export async function ensureTools(project, names) {
  let missing = toolsMissing(project, names);
  if (missing.length === 0) return false;
  missing = await recordSystemCopies(project, missing);
  if (missing.length === 0) return false; // found on the system: nothing done worth a line
  const apt = find('apt-get') && find('dpkg-deb');
  if (apt) {
    const unpacked = missing.filter((name) => ownOnly || !isRoot || wouldOust(name));
    const installed = missing.filter((name) => !unpacked.includes(name));
    if (installed.length > 0) await debianInstall(installed);
    if (unpacked.length > 0) await record(project, await debianUnpack(project, unpacked));
  }
  else if (find('brew') && !ownOnly) await brewInstall(missing);
  missing = await recordSystemCopies(project, toolsMissing(project, names));
  if (missing.length > 0) throw new SetUpStop(nothingMore(missing));
  return true;
}

/** @returns the names that the system does not have, or that do not answer */
async function recordSystemCopies(project, names) {
  const found = {};
  for (const name of ownOnly ? names.filter((one) => SERVERS[one].alwaysTheSystems) : names) {
    const path = find(SERVERS[name].program);
    if (!path || !(SERVERS[name].needs ?? []).every((file) => existsSync(join(dirname(path), file)))) continue;
    const { output } = await command(path, SERVERS[name].probe);
    if (SERVERS[name].answer.test(output)) found[name] = { path, env: {}, from: 'system' };
  }
  await record(project, found);
  return names.filter((name) => !found[name]);
}

/** Written beside and renamed: a reader sees the old record or the new one. */
async function record(project, found) {
  if (Object.keys(found).length === 0) return;
  const file = toolsFileOf(project);
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ ...knownTools(project), ...found }, null, 2)}\n`);
  renameSync(next, file);
}

function knownTools(project) {
  const file = toolsFileOf(project);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function usable(tool) {
  return tool !== undefined && isProgram(tool.path) && (!ownOnly || tool.from === 'unpacked');
}

/** Installing it would remove a server of the machine's own. */
function wouldOust(name) {
  const other = SERVERS[name].insteadOf;
  return other !== undefined && find(other) !== undefined;
}

function find(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...FOLDERS];
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not for us: either way not usable
  }
}

function nothingMore(missing) {
  const programs = missing.map((name) => SERVERS[name].program).join(' and ');
  return find('apt-get')
    ? `${programs} cannot be found or installed here. As root, run: ${installByHand(missing)}`
    : `${programs} cannot be found, and there is neither apt-get nor brew. Install ${programs} by this system's own means (on macOS get brew from https://brew.sh, then: brew install redis), and run the same command again`;
}
