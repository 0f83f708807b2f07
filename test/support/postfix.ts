import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { accountNamed, type Account } from './account.js';
import type { MailServer, MailServerOptions } from './mail-server.js';
import { endFamily } from './end-family.js';
import { findTool, type Tool } from './find-tool.js';
import { freePort } from './free-port.js';
import { listening } from './listening.js';

/** Null: there is none, or this process may not run it: Postfix's master gives up its rights itself and so must have them. */
export const postfixHere = (): Tool | null => (process.getuid?.() === 0 ? findTool('postfix', 'postconf') : null);

/**
 * Starts a real Postfix with a configuration, a queue and data of its own; nothing of /etc/postfix is read. It takes mail
 * on the ports of MailServer, and hands what is for the mailboxes' domains to Dovecot by LMTP.
 * @throws Error with its log when it does not begin to listen
 */
export async function startPostfix(options: MailServerOptions): Promise<MailServer> {
  const tool = postfixHere();
  if (!tool) throw new Error('postfix: found none that may be run here; as root `npm run set-up` provides it');
  const { owner, drop } = await accounts();
  const folder = await mkdtemp(join(tmpdir(), 'hawser-postfix-'));
  const at = (name: string): string => join(folder, name);
  const queue = ['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private', 'saved', 'trace'].map((name) => at(`queue/${name}`));
  for (const path of ['config', 'queue', 'queue/pid', 'data', 'queue/public', 'queue/maildrop']) await mkdir(at(path));
  for (const path of queue) await mkdir(path, { mode: 0o700 });
  for (const path of [...queue, at('data'), at('queue/maildrop'), at('queue/public')]) await chown(path, owner.uid, drop.gid);
  await chmod(folder, 0o755); // its daemons are other accounts
  const ports = { plain: await freePort(), unsized: await freePort(), submission: await freePort(), wrongCertificate: await freePort() };
  const prefix = resolve(dirname(tool.path), '../..');
  const daemons = join(prefix, 'usr/lib/postfix/sbin');
  await writeFile(at('config/main.cf'), mainCf({ ...options, folder, daemons, owner: owner.name, drop: drop.group, libraries: tool.env['LD_LIBRARY_PATH'] }));
  await writeFile(at('config/master.cf'), masterCf(options, ports));
  // It takes a file of this second for half-written, and would wait until it is older.
  await utimes(at('config/main.cf'), new Date(0), new Date(0));
  const child = spawn(join(daemons, 'master'), ['-c', at('config'), '-d'], { cwd: folder, env: { ...tool.env, PATH: '/usr/sbin:/usr/bin:/bin' }, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((done) => { child.once('close', () => done()); });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString(); });
  const log = (): string => complaint + (existsSync(at('log')) ? readFileSync(at('log'), 'utf8') : '');
  const stop = async (): Promise<void> => {
    await endFamily(child);
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening('postfix', child, Object.values(ports), log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports, log, stop };
}

/** Those of the package where it is installed. Unpacked it borrows two, which must be other ones than `nobody` and root. */
async function accounts(): Promise<{ owner: Account; drop: Account }> {
  const [postfix, hawser, mail] = await Promise.all([accountNamed('postfix'), accountNamed('hawser'), accountNamed('mail')]);
  const owner = postfix ?? hawser;
  if (!owner || !mail) throw new Error('postfix: found neither the account postfix nor hawser beside mail to run it as');
  return { owner, drop: mail };
}

function mainCf(given: MailServerOptions & { folder: string; daemons: string; owner: string; drop: string; libraries: string | undefined }): string {
  const { folder, daemons } = given;
  return `
compatibility_level = 2
queue_directory = ${folder}/queue
data_directory = ${folder}/data
daemon_directory = ${daemons}
command_directory = ${resolve(daemons, '../../../sbin')}
shlib_directory = ${resolve(daemons, '..')}
mail_owner = ${given.owner}
setgid_group = ${given.drop}
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C POSTLOG_SERVICE POSTLOG_HOSTNAME${given.libraries === undefined ? '' : ` LD_LIBRARY_PATH=${given.libraries}`}

myhostname = relay.hawserline.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:5.1.1 nobody lives on this host
default_transport = error:5.4.4 this test has no way out
relay_domains =
# Every address of these domains is taken; Dovecot knows which of them there are. So one that is not comes back as a bounce.
virtual_mailbox_domains = ${given.domains.join(' ')}
virtual_transport = lmtp:inet:127.0.0.1:${given.dovecot.lmtpPort}
message_size_limit = ${given.sizeLimit}
mailbox_size_limit = 0
virtual_mailbox_limit = 0

smtpd_relay_before_recipient_restrictions = yes
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:${given.policyPort}, check_policy_service inet:127.0.0.1:${given.dovecot.quotaPort}
smtpd_tls_session_cache_database =
# A test is no attacker: none of its errors is answered slowly, and nothing that waits rests for minutes.
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
in_flow_delay = 0
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
`;
}

/** service, type, private, unprivileged, chroot (none), wakeup, maxproc, command */
function masterCf({ dovecot, certificates }: MailServerOptions, ports: MailServer['ports']): string {
  const submission = (certificate: string) => `smtpd
  -o smtpd_tls_security_level=encrypt -o smtpd_tls_chain_files=${certificate}
  -o smtpd_sasl_auth_enable=yes -o smtpd_sasl_type=dovecot -o smtpd_sasl_path=inet:127.0.0.1:${dovecot.authPort}
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject`;
  return `
127.0.0.1:${ports.plain} inet n - n - - smtpd
127.0.0.1:${ports.unsized} inet n - n - - smtpd
  -o smtpd_discard_ehlo_keywords=size
127.0.0.1:${ports.submission} inet n - n - - ${submission(certificates.serverFile)}
127.0.0.1:${ports.wrongCertificate} inet n - n - - ${submission(certificates.strangerFile)}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
