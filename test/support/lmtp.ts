import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Puts mails into mailboxes of a Dovecot as a mail server does when it delivers them (RFC 2033), on one connection. */
export async function deliverByLmtp(port: number, mails: readonly { to: string; raw: string | Buffer }[]): Promise<void> {
  const connection = new SMTPConnection({ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true });
  await new Promise<void>((done, fail) => {
    connection.once('error', fail);
    connection.connect((error) => { if (error) fail(error); else done(); });
  });
  try {
    for (const { to, raw } of mails) {
      await new Promise<void>((done, fail) => { connection.send({ from: 'clerk@quay.example', to: [to] }, raw, (error) => { if (error) fail(error); else done(); }); });
    }
  } finally {
    connection.quit();
  }
}
