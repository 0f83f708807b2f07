import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { newSshKeyPair } from '../../apps/terminal/src/ssh-key-pair.js';
import { accountToRunAs } from './account.js';
import { endFamily } from './end-family.js';
import { findTool, type Tool } from './find-tool.js';
import { freePort } from './free-port.js';

/** A real OpenSSH server for one spec, with a folder of its own. */
export interface Sshd {
  host: string;
  port: number;
  user: string;
  privateKeyFile: string;
  /** SHA256:<base64> */
  hostKey: string;
  /** where a session starts; holds inbox/ and outbox/ */
  root: string;
  pid(): number;
  /** who it runs as, so that a spec can put files into its folders; null: as this process */
  owner: { uid: number; gid: number } | null;
  /** Ends the server and its sessions: connections are refused. Folders, keys and port are kept for `up`. Idempotent. */
  down(): Promise<void>;
  /** Listens again, on the same port and with the same host key. */
  up(): Promise<void>;
  /** Ends the server and its sessions, and removes the folder. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts sshd with a private configuration.
 *
 * A server that is not root needs no /run/sshd and admits only its own user: as root it runs as another account, in a
 * folder of that account.
 * @param options.dir  parent of its folder; must be reachable for that account. Default: the system's temporary folder
 * @throws Error when there is no sshd, or it did not begin to listen; with its own words
 */
export async function startSshd(options: { dir?: string } = {}): Promise<Sshd> {
  const tool = findTool('sshd', 'sshd');
  if (!tool) throw new Error('sshd: found neither var/tools/tools.json naming it nor one on this machine; `npm run set-up` provides it');
  const owner = await accountToRunAs();
  const folder = await mkdtemp(join(options.dir ?? tmpdir(), 'hawser-sshd-'));
  const port = await freePort();
  const files = await writeFiles(folder, port, tool);
  if (owner) for (const path of [folder, ...files.all]) await chown(path, owner.uid, owner.gid);
  const start = async (): Promise<Running> => {
    const child = spawn(tool.path, ['-D', '-e', '-f', files.config], {
      cwd: folder,
      env: { ...tool.env, PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(owner ? { uid: owner.uid, gid: owner.gid } : {}),
    });
    const ended = new Promise<void>((done) => { child.once('close', () => done()); });
    await listening(child, port);
    return { child, ended };
  };
  let running: Running | null = await start();
  const down = async (): Promise<void> => {
    const ending = running;
    running = null;
    if (!ending) return;
    await endFamily(ending.child);
    await ending.ended;
  };
  return {
    host: '127.0.0.1',
    port,
    user: owner?.name ?? userInfo().username,
    privateKeyFile: files.userKey,
    hostKey: files.hostKey,
    root: files.root,
    pid: () => running?.child.pid ?? 0,
    owner,
    down,
    async up() { running ??= await start(); },
    async stop() {
      await down();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Running { child: ChildProcess; ended: Promise<void> }

async function writeFiles(folder: string, port: number, tool: Tool): Promise<{ config: string; userKey: string; hostKey: string; root: string; all: string[] }> {
  const at = (name: string): string => join(folder, name);
  const host = newSshKeyPair();
  const user = newSshKeyPair();
  const root = at('root');
  const folders = [root, join(root, 'inbox'), join(root, 'outbox')];
  for (const path of folders) await mkdir(path);
  await writeFile(at('host_key'), host.privateKey, { mode: 0o600 });
  await writeFile(at('user_key'), user.privateKey, { mode: 0o600 });
  await writeFile(at('authorized_keys'), `${user.publicKey}\n`, { mode: 0o600 });
  await writeFile(at('sshd_config'), [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${at('host_key')}`,
    `AuthorizedKeysFile ${at('authorized_keys')}`,
    `PidFile ${at('sshd.pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UseDNS no',
    'PermitTTY no',
    'AllowTcpForwarding no',
    'MaxStartups 100',
    'LogLevel VERBOSE',
    'Subsystem sftp internal-sftp',
    `ForceCommand internal-sftp -d ${root}`,
    ...helperPaths(tool.path),
    '',
  ].join('\n'));
  await chmod(folder, 0o700);
  return {
    config: at('sshd_config'),
    userKey: at('user_key'),
    hostKey: `SHA256:${createHash('sha256').update(host.publicBlob).digest('base64').replace(/=+$/, '')}`,
    root,
    all: [...folders, at('host_key'), at('user_key'), at('authorized_keys'), at('sshd_config')],
  };
}

/** Since 9.8 the session is a program of its own, since 10.0 the authentication too; an unpacked copy must be told where they lie. */
function helperPaths(sshd: string): string[] {
  const prefix = resolve(dirname(sshd), '../..');
  if (prefix === '/') return [];
  const found = (name: string): string | undefined =>
    ['usr/lib/openssh', 'usr/libexec/openssh', 'usr/libexec'].map((folder) => join(prefix, folder, name)).find((path) => existsSync(path));
  const session = found('sshd-session');
  const auth = found('sshd-auth');
  return [...(session ? [`SshdSessionPath ${session}`] : []), ...(auth ? [`SshdAuthPath ${auth}`] : [])];
}

function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((done, fail) => {
    let words = '';
    child.once('error', fail);
    child.once('close', (code) => fail(new Error(`sshd ended with ${code} before it listened on port ${port}: ${words.trim()}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      // Kept short: it talks on for as long as it lives, and the pipe must be read.
      words = (words + chunk.toString()).slice(-4_000);
      if (words.includes(`Server listening on 127.0.0.1 port ${port}`)) done();
    });
  });
}
