import { SetUpStop } from './say.mjs';

/** The oldest Node that Nest 12 and the ESM test runner work with (package.json, "engines"). */
const OLDEST = [20, 19];

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new SetUpStop(`Hawser needs Node ${OLDEST.join('.')} or later and this is ${version}; install a newer one from https://nodejs.org and run the same command again`);
}
