import { EmailChannel, openInbox, openSftp, type Channel, type Inbox, type PickUp } from '#channels';
import type { MailInbox, MailRelay, Settings, SftpProfile } from '#directory';
import type { Channels } from './journey.js';

/** Our words for TLS with the relay, in the channel's. */
const START_TLS = { required: 'required', 'when-offered': 'offered', none: 'never', implicit: 'required' } as const;

/**
 * The open ends of this process: one kept SFTP session per endpoint, a few per mail relay. An endpoint whose frozen profile
 * differs (its address changed meanwhile) has an end of its own, because a document's profile froze when it was resolved.
 */
export class ChannelBook implements Channels {
  private readonly sftp = new Map<string, { endpoint: string; end: ReturnType<typeof openSftp> }>();
  private readonly mail = new Map<string, Channel>();
  private readonly inboxes: Inbox[] = [];

  /** @param passedOver  told of files in an outbox that are left where they are, and why */
  constructor(private readonly settings: Settings, private readonly passedOver: (endpoint: string, name: string, because: string) => void) {}

  edi(endpoint: string, profile: SftpProfile): { channel: Channel; pickUp: PickUp | null } {
    const key = JSON.stringify([endpoint, profile]);
    const known = this.sftp.get(key) ?? { endpoint, end: openSftp(profile, { entries: 500, byteLength: this.settings.gateway.bodyLimitBytes, passedOver: (name, because) => { this.passedOver(endpoint, name, because); } }) };
    this.sftp.set(key, known);
    return known.end;
  }

  /** No relay is called like an endpoint: their names are small letters. */
  async cut(name: string): Promise<void> {
    const ends = [...this.sftp].filter(([, one]) => one.endpoint === name);
    for (const [key] of ends) this.sftp.delete(key);
    const relay = this.mail.get(name);
    this.mail.delete(name);
    await Promise.all([...ends.map(([, one]) => one.end.close()), relay?.close()]);
  }

  email(relay: MailRelay): Channel {
    const known = this.mail.get(relay.name);
    if (known) return known;
    const channel = new EmailChannel({
      relay: { host: relay.host, port: relay.port, secure: relay.tls === 'implicit', startTls: START_TLS[relay.tls], ...(relay.caFile ? { caFile: relay.caFile } : {}), ...(relay.user ? { user: relay.user } : {}), ...(relay.passwordEnv ? { passwordEnv: relay.passwordEnv } : {}) },
      identity: { from: this.settings.mail.from },
      pool: { maxSessions: relay.sessions },
      timeouts: { connectMs: relay.connectTimeoutMs, greetingMs: relay.connectTimeoutMs, stallMs: relay.stallTimeoutMs },
    });
    this.mail.set(relay.name, channel);
    return channel;
  }

  inbox(settings: MailInbox): Inbox {
    const inbox = openInbox({ ...settings, largestMailBytes: this.settings.mail.largestMailInBytes });
    this.inboxes.push(inbox);
    return inbox;
  }

  async close(): Promise<void> {
    await Promise.all([...[...this.sftp.values()].map((one) => one.end.close()), ...[...this.mail.values(), ...this.inboxes.splice(0)].map((one) => one.close())]);
    this.sftp.clear();
    this.mail.clear();
  }
}
