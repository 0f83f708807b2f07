/**
 * The servers, and two tools, that no npm package ships, under the names tools.json gives them.
 *
 * `answer` is what a working one prints to `probe`: sshd before 9.3 does not know -V, and answers with its version and
 * usage all the same. `packages` are what root installs, `unpack` the packages to take apart, `at` the program in them,
 * `beside` what OpenSSH 9.8 and later starts next to sshd and has to be told the path of. `needs` lie in packages of their
 * own, seen from the program's folder. `libraries` are folders of a server's own libraries. `insteadOf`: Debian allows one
 * mail server, and installing a second removes the first; where that program is another's, ours is unpacked instead.
 */
export const SERVERS = {
  redisServer: {
    program: 'redis-server', because: 'the queues run on Redis', probe: ['--version'], answer: /Redis server v=/,
    packages: ['redis-server'], service: 'redis-server', unpack: ['redis-server', 'redis-tools'], at: 'usr/bin/redis-server',
  },
  sshd: {
    program: 'sshd', because: 'the tests deliver to a real SSH server', probe: ['-V'], answer: /OpenSSH_/,
    packages: ['openssh-server'], service: 'ssh', unpack: ['openssh-server'], at: 'usr/sbin/sshd',
    beside: { sessionPath: 'usr/lib/openssh/sshd-session', authPath: 'usr/lib/openssh/sshd-auth' },
  },
  openssl: {
    program: 'openssl', because: 'the tests let it verify what we sign', probe: ['version'], answer: /^(Open|Libre)SSL /,
    packages: ['openssl'], unpack: ['openssl'], at: 'usr/bin/openssl',
    // Even with HAWSER_TOOLS=own: half the packages of a system depend on it, so apt cannot be shown a system without it.
    alwaysTheSystems: true,
  },
  dovecot: {
    program: 'dovecot', because: 'the demo and the tests look into real mailboxes', probe: ['--version'], answer: /^\d+\.\d+\.\d+/, needs: ['../lib/dovecot/imap', '../lib/dovecot/lmtp'],
    packages: ['dovecot-core', 'dovecot-imapd', 'dovecot-lmtpd'], service: 'dovecot', unpack: ['dovecot-core', 'dovecot-imapd', 'dovecot-lmtpd'], at: 'usr/sbin/dovecot',
    libraries: ['usr/lib/dovecot'],
  },
  postfix: {
    program: 'postconf', because: 'the tests mail through a real mail server', probe: ['-d', 'mail_version'], answer: /^mail_version = 3/m, insteadOf: 'sendmail',
    packages: ['postfix'], service: 'postfix', unpack: ['postfix'], at: 'usr/sbin/postconf', libraries: ['usr/lib/postfix'],
  },
  // A script: it runs on the perl-base that every Debian has.
  swaks: {
    program: 'swaks', because: 'the tests answer mails with a client that is not ours', probe: ['--version'], answer: /^swaks version/,
    packages: ['swaks'], unpack: ['swaks'], at: 'usr/bin/swaks',
  },
};

/**
 * What the tests need here. Postfix runs for root alone, so nobody else is asked to have it; on macOS there is none of the mail's, and
 * the flows say in their titles what they run against instead.
 */
export function serversForTests(isRoot, platform = process.platform) {
  return ['redisServer', 'sshd', 'openssl', ...(platform === 'linux' ? ['dovecot', 'swaks'] : []), ...(platform === 'linux' && isRoot ? ['postfix'] : [])];
}

/** The demo's terminals answer into a real mailbox; on macOS, where none is brought, it leaves these answers out and says so. */
export function serversForDemo(platform = process.platform) {
  return ['redisServer', ...(platform === 'linux' ? ['dovecot'] : [])];
}

export function packagesOf(names) {
  return names.flatMap((name) => SERVERS[name].packages);
}

/** What a person with root may run instead, for the servers of these names. */
export function installByHand(names) {
  return `apt-get install -y --no-install-recommends ${packagesOf(names).join(' ')}`;
}
