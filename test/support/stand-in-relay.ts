import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { wordsOf } from '#common';
import type { MailServer, MailServerOptions } from './mail-server.js';

/**
 * What takes the mail where Postfix may not run: the same ports, policy and limit, and the same Dovecot behind it by LMTP.
 * What Dovecot will not have comes back to its sender as a report (RFC 3464), as a relay's does.
 */
export async function startStandIn(options: MailServerOptions): Promise<MailServer> {
  const lines: string[] = [];
  const servers: SMTPServer[] = [];
  const start = async (own: SMTPServerOptions): Promise<number> => {
    const server = new SMTPServer({
      disableReverseLookup: true, authOptional: true, closeTimeout: 100, size: options.sizeLimit, disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, session, done) => {
        const { args } = session.envelope.mailFrom || { args: {} };
        void refusalOf(options, address, Number((args as { SIZE?: string } | null)?.SIZE ?? 0)).then((refusal) => {
          lines.push(`RCPT ${address}: ${refusal ?? 'taken'}`);
          done(refusal === null ? null : reply(refusal));
        });
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (stream.sizeExceeded) return done(reply('552 5.3.4 Error: message file too big'));
          const id = randomBytes(5).toString('hex').toUpperCase();
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          done(null, `2.0.0 Ok: queued as ${id}`); // which empties the envelope
          const received = Buffer.from(`Received: from ${session.clientHostname} ([${session.remoteAddress}])\r\n\tby stand-in.hawserline.example with ESMTP id ${id};\r\n\t${new Date().toUTCString()}\r\n`);
          for (const to of recipients) void handOver(options, { from, to, bytes: Buffer.concat([received, ...chunks]) }, lines);
        });
      },
      ...own,
    });
    servers.push(server);
    server.on('error', (error) => { lines.push(wordsOf(error)); });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    return (server.server.address() as { port: number }).port;
  };
  const submission = (pem: string): SMTPServerOptions => {
    const text = readFileSync(pem, 'utf8');
    return {
      key: text, cert: text, authOptional: false, allowInsecureAuth: false, disabledCommands: [],
      onAuth: ({ username, password }, _session, done) => { done(password === options.dovecot.password ? null : reply('535 5.7.8 Error: authentication failed'), { user: username }); },
    };
  };
  const { certificates } = options;
  const ports = { plain: await start({}), unsized: await start({ hideSize: true }), submission: await start(submission(certificates.serverFile)), wrongCertificate: await start(submission(certificates.strangerFile)) };
  return {
    ports, log: () => lines.join('\n'),
    stop: async () => { await Promise.all(servers.map((server) => new Promise<void>((done) => { server.close(() => done()); }))); },
  };
}

/** The test's own word first, then Dovecot's about the quota; null: nobody minds. */
async function refusalOf({ policy, dovecot, domains }: MailServerOptions, address: string, size: number): Promise<string | null> {
  if (!domains.includes(address.split('@')[1] ?? '')) return '550 5.4.4 this test has no way out';
  const own = policy.answerTo(address);
  if (own === 'OK') return null;
  if (own !== 'DUNNO') return own;
  const word = await new Promise<string>((done) => {
    const socket = connect({ host: '127.0.0.1', port: dovecot.quotaPort });
    socket.once('data', (chunk) => { socket.destroy(); done(/^action=(.*)$/m.exec(chunk.toString())?.[1] ?? ''); });
    socket.once('error', () => done(''));
    socket.write(`request=smtpd_access_policy\nprotocol_state=RCPT\nrecipient=${address}\nsize=${size}\n\n`);
  });
  return /^[45]\d\d /.test(word) ? word : null;
}

function reply(words: string): Error {
  return Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) });
}

async function handOver(options: MailServerOptions, mail: { from: string; to: string; bytes: Buffer }, lines: string[]): Promise<void> {
  const words = await lmtp(options.dovecot.lmtpPort, mail);
  lines.push(`LMTP ${mail.to}: ${words}`);
  if (/^5/.test(words) && mail.from) await lmtp(options.dovecot.lmtpPort, { from: '', to: mail.from, bytes: reportOf(mail, words) });
}

/** @returns the far side's last words */
function lmtp(port: number, { from, to, bytes }: { from: string; to: string; bytes: Buffer }): Promise<string> {
  return new Promise((done) => {
    const connection = new SMTPConnection({ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true });
    const end = (words: string): void => { connection.quit(); done(words); };
    connection.once('error', (error: Error & { response?: string }) => end(error.response ?? error.message));
    connection.connect(() => {
      connection.send({ from, to: [to] }, bytes, (error, info) => end((error as { response?: string } | null)?.response ?? error?.message ?? info?.response ?? ''));
    });
  });
}

function reportOf({ to, from, bytes }: { from: string; to: string; bytes: Buffer }, words: string): Buffer {
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(words)?.[0] ?? '5.0.0';
  const boundary = 'report-of-the-stand-in';
  const head = bytes.subarray(0, bytes.indexOf('\r\n\r\n') + 4).toString('latin1');
  return Buffer.from([
    'From: MAILER-DAEMON@stand-in.hawserline.example', `To: ${from}`, 'Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`, '',
    `--${boundary}`, 'Content-Type: text/plain', '', `<${to}>: ${words}`, '',
    `--${boundary}`, 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; stand-in.hawserline.example', '', `Final-Recipient: rfc822; ${to}`, 'Action: failed', `Status: ${status}`, `Diagnostic-Code: smtp; ${words}`, '',
    `--${boundary}`, 'Content-Type: text/rfc822-headers', '', head, `--${boundary}--`, '',
  ].join('\r\n'), 'latin1');
}
