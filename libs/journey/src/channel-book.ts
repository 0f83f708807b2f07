import { EmailChannel, openSftp, type Channel, type PickUp } from '#channels';
import type { Settings, SftpProfile } from '#directory';

/** Our words for TLS with the relay, in the channel's. */
const START_TLS = { required: 'required', 'when-offered': 'offered', none: 'never' } as const;
/** RFC 8314: TLS from the first byte. */
const SUBMISSIONS = 465;

/**
 * The open ends of this process: one kept SFTP session per endpoint, one mail relay. An endpoint whose frozen profile
 * differs (its address changed meanwhile) has an end of its own, because a document's profile froze when it was resolved.
 */
export class ChannelBook {
  private readonly sftp = new Map<string, ReturnType<typeof openSftp>>();
  private mail: Channel | null = null;

  constructor(private readonly settings: Settings) {}

  edi(profile: SftpProfile): { channel: Channel; pickUp: PickUp | null } {
    const key = JSON.stringify(profile);
    const known = this.sftp.get(key) ?? openSftp(profile);
    this.sftp.set(key, known);
    return known;
  }

  email(): Channel {
    if (this.mail) return this.mail;
    const { relay, from } = this.settings.mail;
    this.mail = new EmailChannel({
      relay: { host: relay.host, port: relay.port, secure: relay.port === SUBMISSIONS, startTls: START_TLS[relay.tls], ...(relay.user ? { user: relay.user } : {}), ...(relay.passwordEnv ? { passwordEnv: relay.passwordEnv } : {}) },
      identity: { from },
      timeouts: { connectMs: relay.connectTimeoutMs, greetingMs: relay.connectTimeoutMs, stallMs: relay.stallTimeoutMs },
    });
    return this.mail;
  }

  async close(): Promise<void> {
    await Promise.all([...[...this.sftp.values()].map((end) => end.close()), this.mail?.close()]);
    this.sftp.clear();
    this.mail = null;
  }
}
