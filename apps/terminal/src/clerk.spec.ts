import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';
import { FakeClock } from '#common';
import { Clerk } from './clerk.js';
import type { ClerkAnswer } from './clerk-words.js';
import { listenBelowEphemeral } from './listen-below-ephemeral.js';
import { verifyDkim } from './verify-dkim.js';

const OURS = 'documents@fallback.example';
const DESK = 'desk@quay.example';
const ASKED = Buffer.from(`From: Line <${OURS}>\r\nTo: ${DESK}\r\nSubject: Ref HW-AAAAAA2 + 1\r\nMessage-ID: <one@fallback.example>\r\nDate: Tue, 24 Jul 2018 18:00:00 +0000\r\nX-Hawser-Ref: HW-AAAAAA2, HW-BBBBBB3\r\n\r\nPlease answer RECEIVED or REJECT.\r\n`);
const AT = new Date('2018-07-24T18:10:00Z');
const REFS = ['HW-AAAAAA2', 'HW-BBBBBB3'];

let mailbox: SMTPServer;
let clerk: Clerk;
let arrived: (mail: Buffer) => void;
const faults: string[] = [];

beforeEach(async () => {
  mailbox = new SMTPServer({ lmtp: true, authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, onData: (stream, _session, done) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
      done();
      arrived(Buffer.concat(chunks));
    })();
  } });
  clerk = new Clerk({ lmtpPort: await listenBelowEphemeral(mailbox.server, 0), to: OURS }, [DESK], new FakeClock(AT), (line) => faults.push(line));
});
afterEach(async () => {
  await clerk.close();
  await new Promise<void>((done) => { mailbox.close(() => done()); });
  expect(faults.splice(0)).toEqual([]);
});

describe('a clerk', () => {
  it('answers above what is quoted, in the thread of the mail, signed by the domain it writes from', async () => {
    const raw = await answered('received');
    const mail = await simpleParser(raw);
    expect([mail.from?.text, mail.subject, mail.inReplyTo, mail.references]).toEqual([DESK, 'RE: Ref HW-AAAAAA2 + 1', '<one@fallback.example>', '<one@fallback.example>']);
    expect(mail.text?.split('\n').slice(0, 3)).toEqual(['RECEIVED HW-AAAAAA2 HW-BBBBBB3', '', '-----Original Message-----']);
    expect(mail.text).toContain('Please answer RECEIVED or REJECT.');
    expect(await dkim(raw)).toEqual(['pass']);
  });

  it('refuses the first document of several, in its own book as in its mail', async () => {
    expect((await simpleParser(await answered('reject'))).text).toMatch(/^REJECT HW-AAAAAA2 the booking is not known here\n/);
    await clerk.close();
    expect(clerk.list()).toMatchObject({ pending: 0, answers: [{ site: 'QUAY', answer: 'reject', refs: ['HW-AAAAAA2'], at: AT.toISOString() }] });
  });

  it.each<[Exclude<ClerkAnswer, 'none'>, string, string[]]>([['recibido', DESK, ['pass']], ['keyed', DESK, ['pass']], ['spoofed', DESK, ['none']], ['stranger', 'somebody@elsewhere.example', ['pass']]])('writes %s as %s, DKIM %s', async (answer, from, results) => {
    const raw = await answered(answer);
    expect([(await simpleParser(raw)).from?.text, await dkim(raw)]).toEqual([from, results]);
  });

  it('says that a program answered when it is away, and quotes nothing', async () => {
    const mail = await simpleParser(await answered('out-of-office'));
    expect([mail.headers.get('auto-submitted'), mail.subject, mail.text?.trim()]).toEqual(['auto-replied', 'Automatic reply: Ref HW-AAAAAA2 + 1', 'I am out of the office until 30 July 2018.']);
  });
});

function answered(answer: Exclude<ClerkAnswer, 'none'>): Promise<Buffer> {
  const mail = new Promise<Buffer>((done) => { arrived = done; });
  clerk.read('QUAY', { mailbox: DESK, file: '', interchanges: [], raw: ASKED, refs: REFS }, answer, 0);
  return mail;
}

async function dkim(raw: Buffer): Promise<string[]> {
  const records = Object.entries(clerk.records()).map(([name, value]) => ({ name, type: 'TXT', value }));
  return (await verifyDkim(raw, records, AT)).map(({ result }) => result);
}
