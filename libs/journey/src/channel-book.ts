import { openSftp, EmailChannel, type Channel, type PickUp } from '#channels';
import type { Settings, SftpProfile } from '#directory';
import { HawserError } from '#common';

export class NoSuchChannelError extends HawserError {
  readonly code = 'JOURNEY.NO_SUCH_CHANNEL';
  readonly retry = 'never';
}

/**
 * The open ends of this process: one kept SFTP session per endpoint, one mail relay. An endpoint whose frozen profile
 * differs (its address changed meanwhile) has an end of its own, because a document's profile froze when it was resolved.
 */
export class ChannelBook {
  private readonly sftp = new Map<string, ReturnType<typeof openSftp>>();
  private mail: Channel | null = null;

  constructor(private readonly settings: Settings, private readonly environment: NodeJS.ProcessEnv) {}

  edi(profile: SftpProfile): { channel: Channel; pickUp: PickUp | null } {
    const key = JSON.stringify(profile);
    const known = this.sftp.get(key) ?? openSftp(this.settingsOf(profile));
    this.sftp.set(key, known);
    return known;
  }

  email(): Channel {
    this.mail ??= new EmailChannel({ ...this.settings.mail.relay, from: this.settings.mail.from, password: this.secret(this.settings.mail.relay.passwordEnv) });
    return this.mail;
  }

  private settingsOf(profile: SftpProfile) {
    return { ...profile, password: this.secret(profile.passwordEnv) };
  }

  private secret(name: string | null): string | null {
    if (!name) return null;
    const value = this.environment[name];
    if (!value) throw new NoSuchChannelError(`the environment variable ${name} is not set; the configuration names it as a password`, { name });
    return value;
  }

  async close(): Promise<void> {
    await Promise.all([...[...this.sftp.values()].map((end) => end.close()), this.mail?.close()]);
    this.sftp.clear();
    this.mail = null;
  }
}
