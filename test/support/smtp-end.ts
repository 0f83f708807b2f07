import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { MailRelay } from '#directory';

/** What it says to a mail that has come whole: it takes it, refuses it, or hangs up, so that whoever sent does not know. */
export type Answer = 'taken' | 'nothing' | { code: number; words: string };

/** The far end of SMTP in this process: on loopback, without TLS and without a login. */
export interface SmtpEnd {
  port: number;
  /** bytes of each mail that came whole and was not refused */
  mails: Buffer[];
  stop(): Promise<void>;
}

/** @param size announced at EHLO; @param answer asked of each mail; left out: all are taken */
export async function startSmtpEnd({ size, answer = () => 'taken' }: { size?: number; answer?: (mail: Buffer) => Answer } = {}): Promise<SmtpEnd> {
  const mails: Buffer[] = [];
  const server = new SMTPServer({
    ...(size === undefined ? {} : { size }), authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const mail = Buffer.concat(chunks);
        const said = answer(mail);
        if (typeof said === 'object') { done(Object.assign(new Error(said.words), { responseCode: said.code })); return; }
        mails.push(mail);
        if (said === 'taken') done(null, '2.0.0 queued');
        else [...server.connections].find((one) => (one as { session?: { id: string } }).session?.id === session.id)?.close();
      });
    },
  });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  return { port: (server.server.address() as AddressInfo).port, mails, stop: () => new Promise((done) => { server.close(done); }) };
}

/** A relay of the settings that leads there, with no limits of its own. */
export const relayAt = (port: number, name = 'near'): MailRelay => ({
  name, host: '127.0.0.1', port, tls: 'none', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 2_000, stallTimeoutMs: 5_000, sessions: 3, ratePerMinute: null, ratePerHour: null, region: null,
});
