import { wordsOf } from '#common';
import type { Stats } from 'ssh2';
import type { Channel, Outcome, Outgoing, PickUp, Settlement } from '../channel.js';
import { putDocument } from './put-document.js';
import { settleDocument } from './settle-document.js';
import { sftpPickUp, type PickUpLimits } from './sftp-pick-up.js';
import { SftpSession } from './sftp-session.js';
import type { SftpSettings } from './sftp-settings.js';

/** Channel and pick-up of one endpoint over one kept session. Nothing connects before the first call. */
export function openSftp(settings: SftpSettings, limits?: PickUpLimits): { channel: Channel; pickUp: PickUp | null; close(): Promise<void> } {
  const session = new SftpSession(settings);
  const channel = sftpChannel(settings, session);
  const pickUp = settings.outbox === null ? null : sftpPickUp(settings, session, limits);
  return {
    channel,
    pickUp,
    close: async () => { await Promise.all([channel.close(), pickUp?.close()]); },
  };
}

export function sftpChannel(settings: SftpSettings, session = new SftpSession(settings)): Channel {
  return new SftpChannel(session);
}

class SftpChannel implements Channel {
  readonly kind = 'sftp';
  private readonly letGo: () => Promise<void>;
  private readonly closing = new AbortController();

  constructor(private readonly session: SftpSession) {
    this.letGo = session.hold();
  }

  send(outgoing: Outgoing, signal: AbortSignal): Promise<Outcome> {
    return putDocument(this.session, outgoing, this.orClosing(signal));
  }

  settle(outgoing: Outgoing, signal: AbortSignal): Promise<Settlement> {
    return settleDocument(this.session, outgoing, this.orClosing(signal));
  }

  async probe(signal: AbortSignal): Promise<{ ok: boolean; words: string }> {
    const { inbox } = this.session.settings;
    try {
      const { dialogue, first } = await this.session.converse(this.orClosing(signal), (talk) =>
        talk.ask<Stats>((sftp, answer) => sftp.stat(inbox, answer)));
      dialogue.end();
      return first.isDirectory() ? { ok: true, words: `${inbox} is there` } : { ok: false, words: `${inbox}: found no folder` };
    } catch (error) {
      return { ok: false, words: wordsOf(error) };
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.letGo();
  }

  private orClosing(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.closing.signal]);
  }
}
