import { connectSftp, stopped, type SftpConnection } from './connect-sftp.js';
import { Dialogue } from './dialogue.js';
import type { SftpSettings } from './sftp-settings.js';

/**
 * The one kept session of an endpoint. It connects when first needed, callers who come meanwhile share the same attempt,
 * and it connects again after a loss. Channel and pick-up hold it together; it ends when both let go.
 */
export class SftpSession {
  private connection: SftpConnection | null = null;
  private connecting: Promise<SftpConnection> | null = null;
  private holders = 0;
  private readonly closing = new AbortController();

  constructor(readonly settings: SftpSettings) {}

  /** @returns lets go again; idempotent; the last one ends the connection */
  hold(): () => Promise<void> {
    this.holders += 1;
    let held = true;
    return async () => {
      if (!held) return;
      held = false;
      this.holders -= 1;
      if (this.holders === 0) await this.close();
    };
  }

  /**
   * Opens a dialogue with a first, harmless question. Where a kept connection turns out to have died unseen, one fresh
   * connection is tried: an idle line that a firewall forgot is no outage.
   * @throws SftpFault
   */
  async converse<T>(signal: AbortSignal, first: (dialogue: Dialogue) => Promise<T>): Promise<{ dialogue: Dialogue; first: T }> {
    const kept = this.connection;
    try {
      return await this.ask(signal, first);
    } catch (error) {
      const diedUnseen = kept !== null && kept.lost !== null && !signal.aborted && !this.closing.signal.aborted;
      if (!diedUnseen) throw error;
      return this.ask(signal, first);
    }
  }

  private async ask<T>(signal: AbortSignal, first: (dialogue: Dialogue) => Promise<T>): Promise<{ dialogue: Dialogue; first: T }> {
    const dialogue = new Dialogue(await this.connected(signal), signal, this.settings.stallTimeoutMs);
    try {
      return { dialogue, first: await first(dialogue) };
    } catch (error) {
      dialogue.end();
      throw error;
    }
  }

  private async connected(signal: AbortSignal): Promise<SftpConnection> {
    if (this.closing.signal.aborted || signal.aborted) throw stopped();
    if (this.connection) return this.connection;
    this.connecting ??= this.connect();
    return untilAborted(this.connecting, signal);
  }

  private async connect(): Promise<SftpConnection> {
    try {
      const connection = await connectSftp(this.settings, this.closing.signal);
      connection.whenLost(() => { if (this.connection === connection) this.connection = null; });
      this.connection = connection.lost ? null : connection;
      return connection;
    } finally {
      this.connecting = null;
    }
  }

  private async close(): Promise<void> {
    this.closing.abort();
    if (this.connecting) await Promise.allSettled([this.connecting]);
    await this.connection?.end();
  }
}

/** One caller who leaves does not end the attempt the others wait for. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(stopped());
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
