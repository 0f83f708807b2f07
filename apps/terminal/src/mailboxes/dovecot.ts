import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accountNamed, accountToRunAs } from './account.js';
import { dovecotConfig } from './dovecot-config.js';
import { endInOrder } from './end-family.js';
import { findTool, type Tool } from './find-tool.js';
import { freePort } from './free-port.js';
import { listening } from './listening.js';

/** A mailbox; its name is its address. */
export interface Mailbox { address: string; quotaKiB?: number }

/** A real Dovecot of one spec or demo: LMTP in, IMAP out, and what Postfix asks it. All on 127.0.0.1. */
export interface Dovecot {
  imapPort: number;
  /** TLS from the first byte, where a certificate was given; STARTTLS then is offered on the other */
  imapsPort: number;
  lmtpPort: number;
  /** SASL, as Postfix speaks it */
  authPort: number;
  /** a policy service that refuses a mailbox over quota before anything is taken for it */
  quotaPort: number;
  /** every mailbox's */
  password: string;
  log(): string;
  /** Ends it and all it started, and removes its folder. Idempotent. */
  stop(): Promise<void>;
}

const PASSWORD = 'knots-and-hawsers';

/** Null: there is no Dovecot on this machine. */
export const dovecotHere = (): Tool | null => findTool('dovecot', 'dovecot');

/**
 * Starts Dovecot without root (as root: as another account), every part of it as one user and without chroot.
 * @throws Error with its log when it does not begin to listen
 */
export async function startDovecot(mailboxes: readonly Mailbox[], options: { certificateFile?: string } = {}): Promise<Dovecot> {
  const tool = dovecotHere();
  if (!tool) throw new Error('dovecot: found neither var/tools/tools.json naming it nor one on this machine; `npm run set-up` provides it');
  const account = await accountToRunAs();
  const user = account ?? await accountNamed();
  if (!user) throw new Error('dovecot: this process has no name of its own in the system');
  const folder = await mkdtemp(join(tmpdir(), 'hawser-dovecot-'));
  const at = (name: string): string => join(folder, name);
  const ports = { imap: await freePort(), imaps: await freePort(), lmtp: await freePort(), auth: await freePort(), quota: await freePort() };
  const folders = ['base', 'state', 'mail'].map(at);
  for (const path of folders) await mkdir(path);
  const certificateFile = options.certificateFile === undefined ? null : at('server.pem');
  if (options.certificateFile !== undefined) await copyFile(options.certificateFile, at('server.pem'));
  const { stdout } = await promisify(execFile)(tool.path, ['--version'], { env: { ...process.env, ...tool.env } });
  // One word for 2.3 and one for 2.4; each passes over the other's.
  await writeFile(at('mailboxes'), mailboxes.map((box) => `${box.address}:{PLAIN}${PASSWORD}::::::${box.quotaKiB === undefined ? '' : `userdb_quota_rule=*:storage=${box.quotaKiB}K userdb_quota_storage_size=${box.quotaKiB}K`}\n`).join(''));
  await writeFile(at('dovecot.conf'), dovecotConfig(stdout, { folder, user, ports, tool, certificateFile }));
  await chmod(folder, 0o700);
  if (account) for (const path of [folder, ...folders, at('mailboxes'), at('dovecot.conf'), ...(certificateFile === null ? [] : [certificateFile])]) await chown(path, account.uid, account.gid);
  const child = spawn(tool.path, ['-F', '-c', at('dovecot.conf')], {
    cwd: folder, env: { ...tool.env, PATH: '/usr/sbin:/usr/bin:/bin' }, stdio: ['ignore', 'ignore', 'pipe'], ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  const ended = new Promise<void>((done) => { child.once('close', () => done()); });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString(); });
  const log = (): string => complaint + (existsSync(at('log')) ? readFileSync(at('log'), 'utf8') : '');
  const stop = async (): Promise<void> => {
    await endInOrder(child);
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening('dovecot', child, Object.values({ ...ports, imaps: certificateFile === null ? ports.imap : ports.imaps }), log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { imapPort: ports.imap, imapsPort: ports.imaps, lmtpPort: ports.lmtp, authPort: ports.auth, quotaPort: ports.quota, password: PASSWORD, log, stop };
}
