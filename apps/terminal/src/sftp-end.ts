import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type Server } from 'ssh2';
import type { SiteBehaviour } from './behaviour.js';
import { listenBelowEphemeral } from './listen-below-ephemeral.js';
import { serveSftp } from './sftp-requests.js';
import type { SshKeyPair } from './ssh-key-pair.js';

export interface SftpEndSettings {
  port: number;
  user: string;
  authorizedKey: string;
  root: string;
  hostKey: Pick<SshKeyPair, 'privateKey'>;
}

/**
 * The SFTP end of one site. The listening socket is ours, and connections are handed to the SSH server one by one, so
 * that it can refuse on the level of TCP and stand still before the first byte.
 */
export class SftpEnd {
  readonly hostKey: string;
  port = 0;
  private behaviour: SiteBehaviour['sftp'] = 'normal';
  private readonly sockets = new Set<Socket>();
  private readonly ssh: Server;
  private readonly listener = createServer((socket) => this.take(socket));

  constructor(private readonly settings: SftpEndSettings) {
    this.hostKey = fingerprintOf(settings.hostKey.privateKey);
    this.ssh = new ssh2.Server({ hostKeys: [settings.hostKey.privateKey] }, (connection, { port }) => this.greet(connection, port));
  }

  async open(): Promise<void> {
    this.port = await listenBelowEphemeral(this.listener, this.settings.port);
  }

  async become(behaviour: SiteBehaviour['sftp']): Promise<void> {
    const before = this.behaviour;
    this.behaviour = behaviour;
    if (before === behaviour) return;
    if (behaviour === 'refuse') await this.close();
    // Whoever was left hanging would hang for ever: unanswered requests are not taken up again.
    if (before === 'stall') this.cutAll();
    if (before === 'refuse') await listenBelowEphemeral(this.listener, this.port);
  }

  async close(): Promise<void> {
    this.cutAll();
    if (!this.listener.listening) return;
    await new Promise<void>((done) => { this.listener.close(() => done()); });
  }

  private take(socket: Socket): void {
    this.sockets.add(socket);
    // A client that cuts the line is what happens here all day.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    if (this.behaviour !== 'stall') this.ssh.injectSocket(socket);
  }

  private greet(connection: Connection, remotePort: number): void {
    // The library's own view of the same broken lines; the connection is gone then.
    connection.on('error', () => connection.end());
    connection.on('authentication', (attempt) => this.admit(attempt));
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serveSftp(acceptSftp(), {
        root: this.settings.root,
        answers: () => this.behaviour !== 'stall',
        mayWrite: () => this.behaviour !== 'reject-writes',
        cutsAfterRename: () => this.behaviour === 'drop-after-rename',
        cut: () => this.cut(remotePort),
      }));
    });
  }

  private admit(attempt: AuthContext): void {
    const allowed = ssh2.utils.parseKey(this.settings.authorizedKey);
    if (allowed instanceof Error || Array.isArray(allowed)) throw new Error(`authorizedKey of ${this.settings.user}: expected one OpenSSH public key`);
    const known = attempt.method === 'publickey' && attempt.username === this.settings.user
      && attempt.key.algo === allowed.type && attempt.key.data.equals(allowed.getPublicSSH());
    if (!known) return attempt.reject(['publickey']);
    const proven = attempt.signature === undefined || attempt.blob === undefined
      || allowed.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true;
    if (proven) attempt.accept();
    else attempt.reject();
  }

  private cut(remotePort: number): void {
    for (const socket of this.sockets) if (socket.remotePort === remotePort) socket.destroy();
  }

  private cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

function fingerprintOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error || Array.isArray(key)) throw new Error('host key: expected one OpenSSH private key');
  return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
}
