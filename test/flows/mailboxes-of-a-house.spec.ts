import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { projectRoot } from '#common';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { deliverByLmtp } from '../support/lmtp.js';
import { MAILBOXES, RELAY, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { sendBySwaks, swaksHere } from '../support/swaks.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const PASSWORD_ENV = 'FLOW_INBOX_PASSWORD';
const ANSWERS = 'documents@fallback.hawserline.example';
const SECOND = 'second@fallback.hawserline.example';
interface MailIn { id: number; mailbox: string; fromAddress: string; subject: string; kind: string; outcome: string; sha256: string }
interface Inbox { mailboxes: { name: string; cursor: string | null; trouble: string | null }[]; mails: MailIn[] }

let mail: MailHouse;
let flow: Flow;
beforeAll(async () => {
  if (!MAILBOXES) return;
  mail = await startMailHouse({ domains: ['fallback.hawserline.example', 'quay.example'], mailboxes: [ANSWERS, SECOND].map((address) => ({ address })) });
  // The worker is started with it, as an installation's would be.
  process.env[PASSWORD_ENV] = mail.dovecot.password;
  const inbox = (name: string, user: string) => ({ name, host: '127.0.0.1', port: mail.dovecot.imapPort, tls: 'none', user, passwordEnv: PASSWORD_ENV, pollEvery: '30s' });
  flow = await openFlow({
    name: 'test-mailboxes', sites: [longBeach({ end: 'none' }), carrierDesk({ end: 'pretend' })],
    settings: { pickUp: { lease: '2s' }, mail: { relay: { host: '127.0.0.1', port: mail.line.port, tls: 'none' }, from: ANSWERS, replyTo: ANSWERS, inboxes: [inbox('answers', ANSWERS), inbox('second', SECOND)] } },
  });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await mail?.stop();
  delete process.env[PASSWORD_ENV];
}, 60_000);

/** What a person typed, and was shown. */
async function inbox(): Promise<Inbox> {
  const said = await flow.hawser('inbox', '--json');
  expect(said).toMatchObject({ code: 0, err: '' });
  return JSON.parse(said.out) as Inbox;
}
const came = (...subjects: string[]) => until(`came: ${subjects.join(', ')}`, async () => {
  const { mails } = await inbox();
  expect(mails.map((one) => `${one.mailbox}: ${one.subject}`).sort()).toEqual([...subjects].sort());
  return mails;
}, 15_000);
const raw = (subject: string) => `From: clerk@quay.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '-')}@quay.example>\r\n\r\nRECEIVED\r\n`;

(MAILBOXES ? describe : describe.skip)('the mailboxes of a house', () => {
  (swaksHere() ? it : it.skip)(`take in what a client that is not ours answers through ${RELAY}, whole, and show it to whoever asks`, async () => {
    await sendBySwaks(mail.relay.ports.plain, { from: 'clerk@quay.example', to: ANSWERS, subject: 'Re: your manifest', words: 'RECEIVED', messageId: 'swaks-1@quay.example' });
    const [one] = await came('answers: Re: your manifest');
    expect(one).toMatchObject({ fromAddress: 'clerk@quay.example', kind: 'answer' });
    const [stored] = await mail.read(ANSWERS);
    expect((await flow.hawser('inbox', String(one!.id), '--raw')).out).toBe(stored!.source.toString());
    const table = await flow.hawser('inbox');
    expect(table.out).toMatch(/answers +\d+:1 /);
    expect(table.out).toMatch(/clerk@quay\.example +Re: your manifest/);
    expect((await flow.hawser('inbox', String(one!.id))).out).toContain(`Mail ${one!.id} from clerk@quay.example`);
    expect(await flow.hawser('inbox', '4711')).toMatchObject({ code: 1, err: expect.stringContaining('no mail that came in has the id 4711') });
    expect(await mail.read(ANSWERS)).toHaveLength(1);
  });

  it('are read on where a killed worker left them, each mail once', async () => {
    const before = (await inbox()).mails.map((one) => `${one.mailbox}: ${one.subject}`);
    await flow.killWorker();
    await deliverByLmtp(mail.dovecot.lmtpPort, [{ to: ANSWERS, raw: raw('while nobody read') }, { to: SECOND, raw: raw('to the second') }]);
    const next = await flow.startWorker();
    await came(...before, 'answers: while nobody read', 'second: to the second');
    const health = await (await fetch(new URL('/health', next.url))).json() as { mailboxes: unknown[] };
    expect(health.mailboxes).toEqual([]);
    expect((await inbox()).mailboxes).toMatchObject([{ name: 'answers', trouble: null }, { name: 'second', trouble: null }]);
  });

  it('leave nothing of a mail in the logs but ids', () => {
    expect(flow.log('worker')).toContain('a mail was taken');
    expect(flow.log('worker')).not.toMatch(/clerk@quay|your manifest|while nobody read/);
  });

  it('must have their passwords when a worker starts: else it says what to set, and begins nothing', () => {
    const { [PASSWORD_ENV]: _, ...without } = process.env;
    const said = spawnSync(process.execPath, [join(projectRoot(), 'dist/apps/worker/src/main.js')], {
      env: { ...without, DATABASE_URL: flow.house.databaseUrl, REDIS_URL: flow.house.redisUrl, HAWSER_CONFIG: join(flow.folder, 'config') }, encoding: 'utf8',
    });
    expect(said.status).toBe(1);
    expect(said.stderr).toContain(`mail.inboxes, answers: found nothing in the environment variable ${PASSWORD_ENV}; expected the password of ${ANSWERS}. Set it where the worker is started`);
  });
});
