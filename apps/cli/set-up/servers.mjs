/**
 * The servers, and one tool, that no npm package ships, under the names tools.json gives them.
 *
 * `answer` is what a working one prints to `probe`: sshd before 9.3 does not know -V, and answers with its version and
 * usage all the same. `unpack` are the packages to take apart, `at` the program in them, `beside` what OpenSSH 9.8 and
 * later starts next to sshd and has to be told the path of.
 */
export const SERVERS = {
  redisServer: {
    program: 'redis-server', because: 'the queues run on Redis', probe: '--version', answer: /Redis server v=/,
    install: 'redis-server', service: 'redis-server', unpack: ['redis-server', 'redis-tools'], at: 'usr/bin/redis-server', beside: {},
  },
  sshd: {
    program: 'sshd', because: 'the tests deliver to a real SSH server', probe: '-V', answer: /OpenSSH_/,
    install: 'openssh-server', service: 'ssh', unpack: ['openssh-server'], at: 'usr/sbin/sshd',
    beside: { sessionPath: 'usr/lib/openssh/sshd-session', authPath: 'usr/lib/openssh/sshd-auth' },
  },
  openssl: {
    program: 'openssl', because: 'the tests let it verify what we sign', probe: 'version', answer: /^(Open|Libre)SSL /,
    install: 'openssl', service: null, unpack: ['openssl'], at: 'usr/bin/openssl', beside: {},
    // Even with HAWSER_TOOLS=own: half the packages of a system depend on it, so apt cannot be shown a system without it.
    alwaysTheSystems: true,
  },
};

/** What a person with root may run instead, for the servers of these names. */
export function installByHand(names) {
  return `apt-get install -y --no-install-recommends ${names.map((name) => SERVERS[name].install).join(' ')}`;
}
