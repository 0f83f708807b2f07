import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect as connectSocket, type Socket } from 'node:net';
import SftpClient from 'ssh2-sftp-client';
import type { SFTPWrapper } from 'ssh2';
import { wordsOf } from '#common';
import { SftpFault } from './sftp-fault.js';
import type { SftpSettings } from './sftp-settings.js';

/** Quiet lines are asked for a sign of life every 15 s; after three without an answer ssh2 gives the connection up. */
const KEEP_ALIVE = { keepaliveInterval: 15_000, keepaliveCountMax: 3 };
const GRACE_MS = 1_000;

/**
 * One authenticated connection with its SFTP subsystem open.
 *
 * The socket is ours and handed to the library, so that a connection which stands still can be cut at once: the
 * library's own `end` waits for the far side's answer.
 */
export class SftpConnection {
  /** why it is gone; null while it lives */
  lost: SftpFault | null = null;
  private readonly mourners = new Set<(fault: SftpFault) => void>();

  constructor(readonly sftp: SFTPWrapper, private readonly socket: Socket, private readonly client: SftpClient) {
    sftp.on('error', (error: unknown) => this.drop(SftpFault.from(error, 'request')));
    sftp.on('close', () => this.drop(new SftpFault('dropped', 'the far side closed the SFTP subsystem')));
    client.on('error', (error: unknown) => this.drop(SftpFault.from(error, 'request')));
    client.on('close', () => this.drop(new SftpFault('dropped', 'the connection was closed')));
  }

  whenLost(listener: (fault: SftpFault) => void): () => void {
    this.mourners.add(listener);
    return () => this.mourners.delete(listener);
  }

  /** Cuts the line now. Everyone who waits on it learns why. */
  drop(fault: SftpFault): void {
    if (this.lost) return;
    this.lost = fault;
    this.socket.destroy();
    for (const mourner of [...this.mourners]) mourner(fault);
  }

  /** Says goodbye, and cuts the line when no answer comes within a second. */
  async end(): Promise<void> {
    if (this.lost) return;
    const cut = setTimeout(() => this.drop(stopped()), GRACE_MS);
    try {
      await this.client.end();
    } catch (error) {
      this.drop(SftpFault.from(error, 'request'));
    } finally {
      clearTimeout(cut);
      this.drop(stopped());
    }
  }
}

/**
 * @param closing  ends the attempt at once
 * @throws SftpFault, always
 */
export async function connectSftp(settings: SftpSettings, closing: AbortSignal): Promise<SftpConnection> {
  const credentials = await readCredentials(settings);
  const shown: { fault: SftpFault | null; first: unknown } = { fault: null, first: null };
  const socket = connectSocket({ host: settings.host, port: settings.port, noDelay: true });
  // Told by the library's events too; here only so that an error after the library let go cannot end the process.
  socket.on('error', (error) => { shown.first ??= error; });
  const client = new SftpClient(`${settings.user}@${settings.host}`, QUIET);
  // The library's promise carries a message only; the level that tells a wrong key from a dead line is on the event.
  client.on('error', (error: unknown) => { shown.first ??= error; });
  const giveUp = (fault: SftpFault): void => {
    shown.fault ??= fault;
    socket.destroy();
  };
  const timer = setTimeout(
    () => giveUp(new SftpFault('timed-out', `no SFTP session with ${settings.host}:${settings.port} within ${settings.connectTimeoutMs} ms`)),
    settings.connectTimeoutMs,
  );
  const close = (): void => giveUp(stopped());
  closing.addEventListener('abort', close);
  try {
    const sftp = await client.connect({
      sock: socket,
      username: settings.user,
      ...credentials,
      ...KEEP_ALIVE,
      readyTimeout: settings.connectTimeoutMs,
      hostVerifier: (key: Buffer) => {
        shown.fault = hostKeyFault(key, settings.hostKey);
        return shown.fault === null;
      },
    });
    return new SftpConnection(sftp, socket, client);
  } catch (error) {
    socket.destroy();
    throw shown.fault ?? SftpFault.from(shown.first ?? error, 'connect');
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', close);
  }
}

/** The fingerprint as `ssh-keygen -l` prints it: SHA256:<base64 without padding>. */
export function fingerprintOf(publicKey: Buffer): string {
  return `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;
}

function hostKeyFault(key: Buffer, pinned: string): SftpFault | null {
  const found = fingerprintOf(key);
  if (found === pinned.replace(/=+$/, '')) return null;
  const type = key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
  return new SftpFault('host-key-changed', `host key: found ${found} (${type}), expected ${pinned}; nothing was sent`);
}

async function readCredentials(settings: SftpSettings): Promise<{ privateKey: Buffer } | { password: string }> {
  if (settings.privateKeyFile !== null) {
    try {
      return { privateKey: await readFile(settings.privateKeyFile) };
    } catch (error) {
      throw new SftpFault('credentials-unreadable', `private key of ${settings.user}@${settings.host}: ${wordsOf(error)}`);
    }
  }
  const password = settings.passwordEnv === null ? undefined : process.env[settings.passwordEnv];
  if (!password) {
    throw new SftpFault('credentials-unreadable', `password of ${settings.user}@${settings.host}: found nothing in ${settings.passwordEnv ?? 'the settings'}`);
  }
  return { password };
}

export const stopped = (): SftpFault => new SftpFault('stopped-by-us', 'stopped on our side');

/** The library prints these three to the console unless told otherwise; SftpConnection listens for itself. */
const QUIET = { error: () => undefined, end: () => undefined, close: () => undefined };
