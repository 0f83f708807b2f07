import { dirname, resolve } from 'node:path';
import type { Account } from './account.js';
import type { Tool } from './find-tool.js';

export interface DovecotPlace {
  folder: string;
  user: Account;
  ports: Record<'imap' | 'imaps' | 'lmtp' | 'auth' | 'quota', number>;
  /** key and certificate in one file; null: no TLS */
  certificateFile: string | null;
  tool: Tool;
}

/** The text for the version at hand: 2.4 (Debian 13) reads another language than 2.3. Whatever they would look for in the system is said. */
export function dovecotConfig(version: string, place: DovecotPlace): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 2 || minor >= 4 ? asOf24(place) : asOf23(place);
}

const FULL = '552 5.2.2 Mailbox is full';

/** Common to both. One user for all of it, no chroot: it listens on this machine alone. */
function base({ folder, user, tool, certificateFile }: DovecotPlace): string {
  const prefix = resolve(dirname(tool.path), '../..');
  return `
base_dir = ${folder}/base
state_dir = ${folder}/state
log_path = ${folder}/log
${prefix === '/' ? '' : `libexec_dir = ${prefix}/usr/lib/dovecot\nmail_plugin_dir = ${prefix}/usr/lib/dovecot/modules`}
listen = 127.0.0.1
default_internal_user = ${user.name}
default_internal_group = ${user.group}
default_login_user = ${user.name}
first_valid_uid = 1
first_valid_gid = 1
mail_uid = ${user.name}
mail_gid = ${user.group}
mail_fsync = never
ssl = ${certificateFile === null ? 'no' : 'yes'}
`;
}

/** @param address  what 2.3 calls the host of a listener; 2.4 calls it listen */
function services({ ports, certificateFile }: DovecotPlace, address: 'address' | 'listen'): string {
  const listener = (name: string, port: number, more = ''): string => `inet_listener ${name} {\n    ${address} = 127.0.0.1\n    port = ${port}\n    ${more}\n  }`;
  return `
service anvil {
  chroot =
}
service imap-login {
  chroot =
  ${listener('imap', ports.imap)}
  ${certificateFile === null ? 'inet_listener imaps {\n    port = 0\n  }' : listener('imaps', ports.imaps, 'ssl = yes')}
}
service lmtp {
  ${listener('lmtp', ports.lmtp)}
}
service auth {
  ${listener('sasl', ports.auth)}
}
service quota-status {
  executable = quota-status -p postfix
  ${listener('policy', ports.quota)}
}
`;
}

function asOf23(place: DovecotPlace): string {
  const { folder, user, tool } = place;
  return `${base(place)}
import_environment = TZ${libraries(tool, ' LD_LIBRARY_PATH=')}
protocols = imap lmtp
disable_plaintext_auth = no
auth_mechanisms = plain
mail_location = maildir:${folder}/mail/%u
mail_plugins = quota
${place.certificateFile === null ? '' : `ssl_cert = <${place.certificateFile}\nssl_key = <${place.certificateFile}`}
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/mailboxes
}
userdb {
  driver = passwd-file
  args = username_format=%u ${folder}/mailboxes
  default_fields = uid=${user.uid} gid=${user.gid} home=${folder}/mail/%u
}
plugin {
  quota = maildir:User quota
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "${FULL}"
}
${services(place, 'address')}`;
}

function asOf24(place: DovecotPlace): string {
  const { folder, user, tool } = place;
  return `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
${base(place)}
${libraries(tool, 'import_environment {\n  LD_LIBRARY_PATH = ', '\n}')}
protocols {
  imap = yes
  lmtp = yes
}
auth_allow_cleartext = yes
auth_mechanisms {
  plain = yes
}
mail_driver = maildir
mail_path = ${folder}/mail/%{user}
mail_plugins {
  quota = yes
}
${place.certificateFile === null ? '' : `ssl_server_cert_file = ${place.certificateFile}\nssl_server_key_file = ${place.certificateFile}`}
passdb passwd-file {
  passwd_file_path = ${folder}/mailboxes
}
userdb passwd-file {
  passwd_file_path = ${folder}/mailboxes
  fields {
    uid:default = ${user.uid}
    gid:default = ${user.gid}
    home:default = ${folder}/mail/%{user}
  }
}
quota "User quota" {
  storage_grace = 0
}
quota_status_success = DUNNO
quota_status_nouser = DUNNO
quota_status_overquota = ${FULL}
quota_status_toolarge = ${FULL}
${services(place, 'listen')}`;
}

/** Where an unpacked copy finds its libraries: Dovecot clears the environment of its children. */
function libraries({ env }: Tool, before: string, after = ''): string {
  return env['LD_LIBRARY_PATH'] ? `${before}${env['LD_LIBRARY_PATH']}${after}` : '';
}
