import { connect } from 'node:net';
import { ImapFlow } from 'imapflow';

/** A mail as it lies in a mailbox: raw bytes, the envelope and trace headers of its way included. */
export interface Stored { uid: number; source: Buffer }

/**
 * Everything in an address's inbox, the oldest first, read over IMAP as a mail program would. By imapflow, of nodemailer's
 * makers: maintained, with types of its own, and it gives the bytes as the server has them.
 */
export async function readMailbox(end: { port: number; address: string; password: string }): Promise<Stored[]> {
  const client = new ImapFlow({ host: '127.0.0.1', port: end.port, secure: false, doSTARTTLS: false, auth: { user: end.address, pass: end.password }, logger: false });
  await client.connect();
  try {
    const box = await client.mailboxOpen('INBOX', { readOnly: true });
    if (box.exists === 0) return [];
    const all = await client.fetchAll('1:*', { uid: true, source: true });
    return all.map(({ uid, source }) => ({ uid, source: source ?? Buffer.alloc(0) }));
  } finally {
    await client.logout();
  }
}

/** Header fields that the way adds in front of a mail (RFC 5321 4.4), or a mailbox when it stores it. */
const TRACE = /^(?:(?:Return-Path|Delivered-To|Received|X-Original-To):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*)+/i;

/** The mail as it was handed to the first server: what stands in front of it taken off, and nothing else touched. */
export function withoutTrace(source: Buffer): Buffer {
  const text = source.toString('latin1');
  return Buffer.from(text.replace(TRACE, ''), 'latin1');
}

/** How many mails stand together, thread by thread, as the server itself sorts an inbox (RFC 5256, by references). imapflow has no verb for it. */
export async function readThreads(end: { port: number; address: string; password: string }): Promise<number[]> {
  const lines = [`a LOGIN "${end.address}" "${end.password}"`, 'b EXAMINE INBOX', 'c UID THREAD REFERENCES UTF-8 ALL', 'd LOGOUT', ''];
  const said = await new Promise<string>((done, fail) => {
    let heard = '';
    const socket = connect({ host: '127.0.0.1', port: end.port }, () => { socket.write(lines.join('\r\n')); });
    socket.on('data', (chunk) => { heard += chunk.toString(); }).once('error', fail).once('close', () => { done(heard); });
  });
  const threads: string[] = [];
  let depth = 0;
  for (const sign of /^\* THREAD (.*)\r$/m.exec(said)?.[1] ?? '') {
    if (sign === '(' && depth === 0) threads.push('');
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    threads[threads.length - 1] += sign;
  }
  return threads.map((thread) => thread.match(/\d+/g)?.length ?? 0);
}
