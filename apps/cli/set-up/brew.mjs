import { command } from './command.mjs';
import { SetUpStop, say, tail } from './say.mjs';

/** macOS comes with /usr/sbin/sshd, so only Redis can be missing. Written from brew's manual; untested, no Mac was at hand. */
export async function brewInstall(missing) {
  if (!missing.includes('redisServer')) return;
  say('installing redis (brew install redis): redis-server is missing, and the queues need it');
  const { code, output } = await command('brew', ['install', 'redis'], { env: { ...process.env, HOMEBREW_NO_AUTO_UPDATE: '1' } });
  if (code !== 0) throw new SetUpStop(`brew could not install it:\n${tail(output)}\n  Run: brew install redis`);
}
