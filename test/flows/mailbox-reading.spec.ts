import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ImapFlow } from 'imapflow';
import { openInbox, type InboxFault, type InboxSettings } from '#channels';
import { systemClock } from '#common';
import type { MailInbox } from '#directory';
import { ChannelBook, inboxesNow, MailboxReader, type Journey } from '#journey';
import { mailIn, task } from '#ledger';
import { inboxCalled, openStory, type Story } from '../../libs/journey/src/testing.js';
import { makeCertificates, type Certificates } from '../support/certificates.js';
import { dovecotHere, startDovecot, type Dovecot } from '../support/dovecot.js';
import { deliverByLmtp } from '../support/lmtp.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { openTestLedger, type TestLedger } from '../support/test-ledger.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const PASSWORD_ENV = 'SPEC_INBOX_PASSWORD';
const ADDRESSES = ['answers', 'second', 'idle', 'poll', 'plain', 'twice', 'anew', 'large', 'back', 'tls'].map((name) => `${name}@hawser.example`);
const LARGEST = 20_000;

let test: TestLedger;
let dovecot: Dovecot;
let certificates: Certificates;
const folder = mkdtempSync(join(tmpdir(), 'hawser-inbox-'));
beforeAll(async () => {
  if (!dovecotHere()) return;
  certificates = await makeCertificates(folder);
  dovecot = await startDovecot(ADDRESSES.map((address) => ({ address })), { certificateFile: certificates.serverFile });
  process.env[PASSWORD_ENV] = dovecot.password;
  test = await openTestLedger('mailbox-reading');
});
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => { for (const end of ends.splice(0).reverse()) await end(); });
afterAll(async () => {
  await test?.stop();
  await dovecot?.stop();
  rmSync(folder, { recursive: true, force: true });
  delete process.env[PASSWORD_ENV];
});

/** The mailbox of that name in the Dovecot, as the settings would have it. */
const mailbox = (name: string, more: Partial<MailInbox> = {}): MailInbox =>
  inboxCalled(name, { host: '127.0.0.1', port: dovecot.imapPort, tls: 'none', passwordEnv: PASSWORD_ENV, pollEveryMs: 600_000, connectTimeoutMs: 2_000, stallTimeoutMs: 2_000, ...more });
const mail = (subject: string, more = '') => `From: clerk@quay.example\r\nTo: answers@hawser.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '-')}@quay.example>\r\n\r\nRECEIVED ${more}\r\n`;
const deliver = (name: string, ...subjects: string[]) => deliverByLmtp(dovecot.lmtpPort, subjects.map((subject) => ({ to: `${name}@hawser.example`, raw: mail(subject) })));

/** A ledger, and what reads real mailboxes into it. */
async function openReading(...inboxes: MailInbox[]): Promise<Story> {
  const story = await openStory(test, { mail: { inboxes, largestMailInBytes: LARGEST } });
  const book = new ChannelBook(story.journey.settings, () => undefined);
  ends.push(() => book.close());
  Object.assign(story.journey, { clock: systemClock, channels: { ...story.journey.channels, inbox: (settings: MailInbox) => book.inbox(settings) } });
  return story;
}

/** Reads round after round, as a worker does. @returns ends it, as a process that is killed: its lease is not given back */
function reads(journey: Journey, settings: MailInbox): () => Promise<void> {
  const stop = new AbortController();
  const reader = new MailboxReader(journey, settings);
  const going = (async () => { while (!stop.signal.aborted) { await reader.round(stop.signal); await pause(10); } })();
  const end = async (): Promise<void> => { stop.abort(); await going; await reader.close(); };
  ends.push(end);
  return end;
}

const subjects = async (story: Story) => (await story.ledger.db.select().from(mailIn).orderBy(mailIn.id)).map((one) => one.subject);
const taken = (story: Story, ...expected: string[]) => until(`taken: ${expected.join(', ')}`, async () => { expect(await subjects(story)).toEqual(expected); }, 8_000);
const state = async (story: Story, at = 0) => (await inboxesNow(story.journey))[at];

/** The same mailbox through a line that can be broken. */
async function through(settings: MailInbox): Promise<{ line: TcpProxy; settings: MailInbox }> {
  const line = await startTcpProxy({ host: '127.0.0.1', port: settings.port });
  ends.push(() => line.stop());
  return { line, settings: { ...settings, port: line.port } };
}

(dovecotHere() ? describe : describe.skip)('a mailbox in a real Dovecot', () => {
  it('is read, and a mail that comes while it is waited for is noticed by IDLE; nothing in it is marked', async () => {
    const { line, settings } = await through(mailbox('idle'));
    const story = await openReading(settings);
    await deliver('idle', 'lay there');
    reads(story.journey, settings);
    await taken(story, 'lay there');
    await until('it idles', () => { expect(line.heard()).toContain('IDLE'); }, 5_000);
    await deliver('idle', 'came', 'came too');
    await taken(story, 'lay there', 'came', 'came too');
    expect(line.heard()).toContain('EXAMINE');
    expect(line.heard()).toContain('BODY.PEEK[]');
    expect(line.heard()).not.toMatch(/SELECT|STORE|EXPUNGE|DELETE|MOVE|COPY|APPEND| BODY\[/);
    const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.imapPort, secure: false, doSTARTTLS: false, auth: { user: 'idle@hawser.example', pass: dovecot.password }, logger: false });
    await client.connect();
    ends.push(() => client.logout());
    await client.mailboxOpen('INBOX', { readOnly: true });
    expect((await client.fetchAll('1:*', { flags: true })).map(({ flags }) => [...flags ?? []].filter((flag) => flag !== '\\Recent'))).toEqual([[], [], []]);
  });

  it('whose line falls silent while it idles is asked on a new one when its time to be looked at has come', async () => {
    const { line, settings } = await through(mailbox('poll', { pollEveryMs: 700, connectTimeoutMs: 500, stallTimeoutMs: 30_000 }));
    const story = await openReading(settings);
    reads(story.journey, settings);
    await until('it idles', () => { expect(line.heard()).toContain('IDLE'); }, 5_000);
    // The server says that something came, and the word is lost with the line.
    line.insteadOfAnswer((word) => word.includes('EXISTS'), 'stall');
    await deliver('poll', 'came unheard');
    await until('a new line is tried', () => { expect(line.connections()).toBeGreaterThan(1); }, 5_000);
    expect(await subjects(story)).toEqual([]);
    line.become('pass');
    await taken(story, 'came unheard');
  });

  it('whose server has no IDLE is looked at in its time', async () => {
    const { line, settings } = await through(mailbox('plain', { pollEveryMs: 300 }));
    line.tell((word) => Buffer.from(word.toString('latin1').replaceAll(' IDLE', ''), 'latin1'));
    const story = await openReading(settings);
    await deliver('plain', 'lay there');
    reads(story.journey, settings);
    await taken(story, 'lay there');
    await deliver('plain', 'came later');
    await taken(story, 'lay there', 'came later');
    expect(line.heard()).not.toContain('IDLE');
  });

  it('that cannot be reached is an alarm, and is read on from its place when it can', async () => {
    const { line, settings } = await through(mailbox('back'));
    const story = await openReading(settings);
    reads(story.journey, settings);
    await deliver('back', 'before');
    await taken(story, 'before');
    line.become('drop');
    await until('an alarm', async () => { expect(await state(story)).toMatchObject({ trouble: 'inbox-unreachable', words: expect.stringMatching(/^mailbox back \(127\.0\.0\.1:\d+\): found .*; expected an IMAP server there; it is tried again$/) }); }, 8_000);
    await deliver('back', 'meanwhile');
    line.become('pass');
    await taken(story, 'before', 'meanwhile');
    await until('all is well', async () => { expect(await state(story)).toMatchObject({ trouble: null, words: null }); }, 5_000);
  });

  it('has one of two processes reading it; when that one dies the other reads on from the committed place', async () => {
    const settings = mailbox('twice');
    const story = await openReading(settings);
    const leaseMs = 1_000;
    const as = (holder: string): Journey => ({ ...story.journey, holder, settings: { ...story.journey.settings, pickUp: { ...story.journey.settings.pickUp, leaseMs } } });
    const dies = reads(as('worker-1'), settings);
    await deliver('twice', 'one');
    await taken(story, 'one');
    reads(as('worker-2'), settings);
    await deliver('twice', 'two');
    await taken(story, 'one', 'two');
    expect(await state(story)).toMatchObject({ reader: 'worker-1' });
    await dies();
    await deliver('twice', 'three');
    await taken(story, 'one', 'two', 'three');
    expect(await state(story)).toMatchObject({ reader: 'worker-2', cursor: expect.stringMatching(/:3$/) });
  });

  it('that was deleted and made anew is read from its beginning: what was taken before moves nothing, what is new is taken', async () => {
    const settings = mailbox('anew', { folder: 'Answers' });
    const story = await openReading(settings);
    const fill = async (...raws: string[]) => {
      const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.imapPort, secure: false, doSTARTTLS: false, auth: { user: 'anew@hawser.example', pass: dovecot.password }, logger: false });
      await client.connect();
      if ((await client.list()).some(({ path }) => path === 'Answers')) await client.mailboxDelete('Answers');
      await client.mailboxCreate('Answers');
      for (const raw of raws) await client.append('Answers', raw);
      await client.logout();
    };
    await fill(mail('one'), mail('two'));
    const end = reads(story.journey, settings);
    await taken(story, 'one', 'two');
    const before = (await state(story))!.cursor!;
    await end();
    await pause(1_100); // Dovecot counts its validity in seconds
    await fill(mail('two'), mail('three'));
    reads(story.journey, settings);
    await taken(story, 'one', 'two', 'two', 'three');
    expect((await story.ledger.db.select().from(mailIn).orderBy(mailIn.id)).map((one) => one.outcome)).toEqual(['refused', 'refused', 'repeated', 'refused']);
    const now = (await state(story))!.cursor!;
    expect([before, now]).toEqual([expect.stringMatching(/:2$/), expect.stringMatching(/:2$/)]);
    expect(now).not.toBe(before);
  });

  it('with a mail that is too large: it is not fetched, a person is told of whom it is, and those behind it are read', async () => {
    const { line, settings } = await through(mailbox('large'));
    const story = await openReading(settings);
    await deliverByLmtp(dovecot.lmtpPort, [{ to: 'large@hawser.example', raw: mail('large', `${'x'.repeat(70)}\r\n`.repeat(2_000)) }]);
    await deliver('large', 'small');
    reads(story.journey, settings);
    await taken(story, 'large', 'small');
    expect(await story.ledger.db.select().from(mailIn).orderBy(mailIn.id)).toMatchObject([{ kind: 'unreadable', outcome: 'held', fromAddress: 'clerk@quay.example', sha256: '' }, { kind: 'answer' }]);
    expect(await story.ledger.db.select().from(task)).toMatchObject([{ kind: 'unread-mail', what: expect.stringMatching(/UID 1\): it has 14\d{4} bytes/) }]);
    expect(line.heard()).not.toMatch(/FETCH 1 .*BODY\.PEEK\[\]<0\.2/);
  });

  it('several of them are read side by side', async () => {
    const [first, second] = [mailbox('answers'), mailbox('second')];
    const story = await openReading(first, second);
    for (const one of [first, second]) reads(story.journey, one);
    await deliver('answers', 'to the first');
    await taken(story, 'to the first');
    await deliver('second', 'to the second');
    await taken(story, 'to the first', 'to the second');
    expect((await inboxesNow(story.journey)).map(({ name, cursor }) => `${name} ${cursor?.split(':')[1]}`)).toEqual(['answers 1', 'second 1']);
  });
});

(dovecotHere() ? describe : describe.skip)('the way into a mailbox', () => {
  const never = new AbortController().signal;
  const settings = (more: Partial<InboxSettings>): InboxSettings => ({ ...mailbox('tls'), largestMailBytes: LARGEST, ...more });
  const fault = async (more: Partial<InboxSettings>): Promise<string> => {
    const inbox = openInbox(settings(more));
    ends.push(() => inbox.close());
    return inbox.open(never).then(() => 'open', (error: InboxFault) => `${error.because}: ${error.message.replace(/\d{4,5}/g, 'PORT')}`);
  };

  it('is TLS from the first byte or by STARTTLS, with the authority the settings name', async () => {
    expect(await fault({ tls: 'implicit', port: dovecot.imapsPort, caFile: certificates.caFile })).toBe('open');
    const line = await startTcpProxy({ host: '127.0.0.1', port: dovecot.imapPort });
    ends.push(() => line.stop());
    expect(await fault({ tls: 'required', port: line.port, caFile: certificates.caFile })).toBe('open');
    expect(line.heard()).toContain('STARTTLS');
    expect(line.heard()).not.toContain('tls@hawser.example');
  });

  it('is refused in words that say what to mend', async () => {
    expect(await fault({ tls: 'implicit', port: dovecot.imapsPort })).toMatch(/^inbox-certificate: mailbox tls \(127\.0\.0\.1:PORT\): found .*; expected a certificate for 127\.0\.0\.1, signed by an authority this machine trusts; caFile names another\. Nothing was said to it$/);
    expect(await fault({ tls: 'required' })).toMatch(/^inbox-certificate: /);
    expect(await fault({ tls: 'implicit', port: dovecot.imapPort, caFile: certificates.caFile })).toMatch(/^inbox-no-tls: .*nothing was said to it, no password either$/);
    expect(await fault({ passwordEnv: 'SPEC_NO_SUCH' })).toMatch(/^inbox-credentials: .*found nothing in the environment variable SPEC_NO_SUCH/);
    expect(await fault({ folder: 'Elsewhere' })).toMatch(/^inbox-not-found: .*expected the folder Elsewhere$/);
    expect(await fault({ port: 1 })).toMatch(/^inbox-unreachable: .*ECONNREFUSED/);
    expect(await fault({ host: 'imap.example' })).toMatch(/^inbox-no-tls: .*found tls: none/);
    expect(await fault({ tls: 'implicit', caFile: '/nowhere.pem' })).toMatch(/^inbox-certificate: .*caFile/);
    // Last: after a wrong password Dovecot lets everybody from here wait.
    expect(await fault({ stallTimeoutMs: 15_000, user: 'nobody@hawser.example' })).toMatch(/^inbox-login-refused: .*expected it to take nobody@hawser\.example with the password in SPEC_INBOX_PASSWORD$/);
  });
});
