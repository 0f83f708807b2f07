import { EmailChannel, openSftp, type Channel, type PickUp } from '#channels';
import type { Settings, SftpProfile } from '#directory';
import type { Channels } from './journey.js';

/** Our words for TLS with the relay, in the channel's. */
const START_TLS = { required: 'required', 'when-offered': 'offered', none: 'never' } as const;
/** RFC 8314: TLS from the first byte. */
const SUBMISSIONS = 465;

/**
 * The open ends of this process: one kept SFTP session per endpoint, one mail relay. An endpoint whose frozen profile
 * differs (its address changed meanwhile) has an end of its own, because a document's profile froze when it was resolved.
 */
export class ChannelBook implements Channels {
  private readonly sftp = new Map<string, { endpoint: string; end: ReturnType<typeof openSftp> }>();
  private mail: Channel | null = null;

  /** @param passedOver  told of files in an outbox that are left where they are, and why */
  constructor(private readonly settings: Settings, private readonly passedOver: (endpoint: string, name: string, because: string) => void) {}

  edi(endpoint: string, profile: SftpProfile): { channel: Channel; pickUp: PickUp | null } {
    const key = JSON.stringify([endpoint, profile]);
    const known = this.sftp.get(key) ?? { endpoint, end: openSftp(profile, { entries: 500, byteLength: this.settings.gateway.bodyLimitBytes, passedOver: (name, because) => { this.passedOver(endpoint, name, because); } }) };
    this.sftp.set(key, known);
    return known.end;
  }

  async cut(endpoint: string): Promise<void> {
    const ends = [...this.sftp].filter(([, one]) => one.endpoint === endpoint);
    for (const [key] of ends) this.sftp.delete(key);
    await Promise.all(ends.map(([, one]) => one.end.close()));
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
    await Promise.all([...[...this.sftp.values()].map((one) => one.end.close()), this.mail?.close()]);
    this.sftp.clear();
    this.mail = null;
  }
}
