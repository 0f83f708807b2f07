import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MARK } from './abandoned.mjs';
import { command } from './command.mjs';
import { statusWithout } from './dpkg-status.mjs';
import { homeOf, isRoot } from './places.mjs';
import { SetUpStop, say, tail } from './say.mjs';
import { installByHand, packagesOf, SERVERS } from './servers.mjs';

/**
 * Without root: lets apt resolve and download the system's own packages (signed lists, this machine's sources) into
 * private folders, and takes them apart there. Nothing outside the checkout's own folder changes.
 *
 * @returns {Promise<Record<string, {path: string, env: Record<string, string>, from: 'unpacked'}>>}
 */
export async function debianUnpack(project, missing) {
  const home = homeOf(project, isRoot);
  const tools = join(home, 'tools');
  say(`unpacking ${packagesOf(missing).join(', ')} into ${tools} (apt-get download, dpkg-deb -x): ${whyUnpacked()}`);
  mkdirSync(tools, { recursive: true });
  if (isRoot) writeFileSync(join(home, MARK), `${project}\n`);
  const work = mkdtempSync(join(tools, 'unpack-')); // a half-finished one is never looked at
  try {
    const root = join(work, 'root');
    const archives = await download(work, missing);
    mkdirSync(root);
    for (const archive of archives) await orStop('dpkg-deb', ['-x', archive, root], missing);
    if (isRoot) for (const folder of [home, tools, root]) chmodSync(folder, 0o755); // the unprivileged account starts sshd from here
    const place = join(tools, `root-${missing.join('-')}`);
    rmSync(place, { recursive: true, force: true });
    renameSync(root, place);
    return Object.fromEntries(await Promise.all(missing.map(async (name) => [name, await tried(name, place)])));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function whyUnpacked() {
  if (!isRoot) return 'not installed, and only root can install';
  return process.env.HAWSER_TOOLS === 'own' ? 'HAWSER_TOOLS=own' : 'installing would remove the mail server of this machine';
}

async function download(work, missing) {
  const packages = missing.flatMap((name) => SERVERS[name].unpack);
  for (const folder of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(join(work, folder), { recursive: true });
  const status = join(work, 'status');
  // An installed package would not be downloaded again, so apt is shown a system that lacks it.
  writeFileSync(status, statusWithout(readFileSync('/var/lib/dpkg/status', 'utf8'), packages));
  const folders = {
    'Dir::State': join(work, 'state'), 'Dir::State::lists': join(work, 'state/lists'), 'Dir::State::status': status,
    'Dir::Cache': join(work, 'cache'), 'Dir::Cache::archives': join(work, 'cache/archives'),
    'Debug::NoLocking': '1', // the locks are root's, and nothing of root's is written
    'Acquire::http::Timeout': '30', // seconds, of apt's 120
    'APT::Sandbox::User': 'root', // root would hand the download to an account that cannot write here
  };
  const options = Object.entries(folders).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  // Hooks of the system (a desktop's package list, say) may fail without root; the download that follows is the judge.
  const update = await command('apt-get', [...options, 'update']);
  await orStop('apt-get', [...options, 'install', '-y', '--no-install-recommends', '--download-only', ...packages], missing, update.output);
  return readdirSync(join(work, 'cache/archives')).filter((name) => name.endsWith('.deb')).map((name) => join(work, 'cache/archives', name));
}

async function tried(name, place) {
  const { at, probe, answer, beside = {}, libraries = [] } = SERVERS[name];
  const path = join(place, at);
  const env = { LD_LIBRARY_PATH: [...libraryFolders(place), ...libraries.map((folder) => join(place, folder))].join(':') };
  const { output } = await command(path, probe, { env: { ...process.env, ...env } });
  if (!answer.test(output)) throw new SetUpStop(`the unpacked ${path} does not run:\n${tail(output)}\n  As root, run: ${installByHand([name])}`);
  const others = Object.entries(beside).filter(([, file]) => existsSync(join(place, file))).map(([key, file]) => [key, join(place, file)]);
  return { path, env, from: 'unpacked', ...Object.fromEntries(others) };
}

/** lib, usr/lib and the folder of the machine's architecture in each. */
function libraryFolders(place) {
  return ['lib', 'usr/lib'].map((folder) => join(place, folder)).filter((folder) => existsSync(folder)).flatMap((folder) => [
    folder, ...readdirSync(folder).filter((name) => name.includes('-linux-')).map((name) => join(folder, name)),
  ]);
}

async function orStop(program, args, missing, saidBefore = '') {
  const { code, output } = await command(program, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (code === 0) return;
  throw new SetUpStop(`${program} failed (exit ${code}):\n${tail(`${complaints(saidBefore)}${output}`)}\n  As root, run: ${installByHand(missing)}`);
}

/** apt-get update ends well with every list unreached; what it complained of is then the cause of what follows. */
function complaints(output) {
  return output.split('\n').filter((line) => /^(Err|E|W):/.test(line)).map((line) => `${line}\n`).join('');
}
