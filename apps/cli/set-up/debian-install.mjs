import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { command } from './command.mjs';
import { SetUpStop, say, tail } from './say.mjs';
import { installByHand, packagesOf, SERVERS } from './servers.mjs';

/** Debian asks this file whether a package may start its service while it is installed; 101 is no. */
const POLICY = '/usr/sbin/policy-rc.d';
const OUR_POLICY = '#!/bin/sh\n# Made by the set-up of Hawser for the length of one apt-get install; remove it if you find it.\nexit 101\n';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** As root: the system's own packages, without their services, which nobody asked for. */
export async function debianInstall(missing) {
  const packages = packagesOf(missing);
  say(`installing ${packages.join(', ')} (apt-get install): ${missing.map((name) => SERVERS[name].because).join('; ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Nothing of the machine's own goes for a test's sake.
  const install = () => command('apt-get', ['install', '-y', '--no-install-recommends', '--no-remove', ...packages], { env });
  const { code, output } = await withServicesHeld(async () => {
    const first = await install();
    if (first.code === 0) return first;
    await command('apt-get', ['update'], { env }); // the lists may be old or absent; the install that follows is the judge
    return install();
  });
  if (code !== 0) throw new SetUpStop(`apt-get could not install ${packages.join(', ')}:\n${tail(output)}\n  Run: apt-get update && ${installByHand(missing)}`);
  await leaveServicesOff(missing.flatMap((name) => SERVERS[name].service ?? []));
}

async function withServicesHeld(work) {
  if (existsSync(POLICY) && readFileSync(POLICY, 'utf8') !== OUR_POLICY) return work(); // the machine has a policy of its own
  const remove = () => rmSync(POLICY, { force: true });
  const removeAndEnd = () => { remove(); process.exit(1); };
  writeFileSync(POLICY, OUR_POLICY, { mode: 0o755 });
  for (const signal of SIGNALS) process.once(signal, removeAndEnd);
  try {
    return await work();
  } finally {
    remove();
    for (const signal of SIGNALS) process.off(signal, removeAndEnd);
  }
}

/** Held back now, they would start at the next boot: an sshd for the tests must not open a machine's port 22. */
async function leaveServicesOff(services) {
  if (services.length === 0 || !existsSync('/run/systemd/system')) return;
  const { code } = await command('systemctl', ['disable', ...services]);
  say(code === 0
    ? `left the system's own services off: ${services.join(', ')} (systemctl enable --now NAME turns one on)`
    : `the system may start ${services.join(' and ')} at the next boot; to prevent it: systemctl disable ${services.join(' ')}`);
}
