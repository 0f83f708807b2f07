import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.mjs';
import { SetUpStop, say, tail } from './say.mjs';

/** What dist/ is made from, as far as anything there is run: jest compiles the specs itself. */
const SOURCES = ['apps', 'libs', 'test/bench', 'test/drills', 'test/fuzz', 'test/support', 'tsconfig.json', 'nest-cli.json', 'package-lock.json'];

export function buildMissing(project) {
  const stamp = join(project, 'dist/.hawser-built');
  if (!existsSync(stamp)) return 'dist is missing';
  return readFileSync(stamp, 'utf8') === sourcesOf(project) ? undefined : 'the sources have changed since the last build';
}

export async function ensureBuild(project) {
  const because = buildMissing(project);
  if (!because) return false;
  say(`building (nest build): ${because}`);
  const stamp = join(project, 'dist/.hawser-built');
  rmSync(stamp, { force: true });
  // Taken before the build: a file changed while it runs makes the next set-up build again.
  const sources = sourcesOf(project);
  const { code, output } = await command(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build'], { cwd: project });
  if (code !== 0) throw new SetUpStop(`the build failed (exit ${code}):\n${tail(output, 40)}\n  To see it again: npm run build`);
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(stamp, sources);
  return true;
}

/** One hash over path, size and time of change of every source: a look at all of them takes a few milliseconds. */
export function sourcesOf(project) {
  const hash = createHash('sha256');
  const look = (path) => {
    const found = statSync(join(project, path), { throwIfNoEntry: false });
    if (found?.isDirectory()) for (const name of readdirSync(join(project, path)).sort()) look(`${path}/${name}`);
    else if (found) hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
  };
  SOURCES.forEach(look);
  return `${hash.digest('hex')}\n`;
}
