import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { MailRelay } from '#directory';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { ChannelBook } from './channel-book.js';
import { learnedCaps } from './mail-size.js';
import { pathsNow } from './paths.js';
import { endpointOf, openStory } from './testing.js';

const KIB = 1024;
let test: TestLedger;
const mails: Buffer[] = [];
const far = new SMTPServer({
  size: 300 * KIB, authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { mails.push(Buffer.concat(chunks)); done(null, '2.0.0 queued'); });
  },
});
beforeAll(async () => {
  test = await openTestLedger('mail-trouble-by-smtp');
  await new Promise<void>((done) => { far.listen(0, '127.0.0.1', done); });
}, 60_000);
afterAll(async () => {
  await new Promise<void>((done) => { far.close(done); });
  await test.stop();
}, 60_000);

/** A port nobody listens on. */
async function nobody(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => { server.once('listening', done); });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => { server.close(done); });
  return port;
}

const relayOf = (name: string, port: number): MailRelay => ({
  name, host: '127.0.0.1', port, tls: 'none', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 2_000, stallTimeoutMs: 5_000, sessions: 3, ratePerMinute: null, ratePerHour: null, region: null,
});

describe('a large mail, a first relay that is gone and a second that announces SIZE', () => {
  it('goes through the second in parts it takes; the first alone is blamed, and the size is known from then on', async () => {
    const relays = [relayOf('near', await nobody()), relayOf('far', (far.server.address() as AddressInfo).port)];
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null })], mail: { relays } });
    const book = new ChannelBook(story.journey.settings, () => undefined);
    Object.assign(story.journey, { channels: { ...story.journey.channels, email: (relay: MailRelay) => book.email(relay) } });
    try {
      const remarks = Array.from({ length: 2_500 }, (_, n) => `NTE*OTH*REMARK ${n} ${String(n * 7_919).padStart(40, '0')}`);
      const [ref = ''] = await story.take(interchange({ control: 1, to: 'USOAKNORTH', sets: [[...event(1), ...remarks]] }));
      await story.step();
      await story.after(1);
      expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
      expect(mails.length).toBeGreaterThan(1);
      for (const mail of mails) expect(mail.length).toBeLessThanOrEqual(300 * KIB);
      expect((await Promise.all(mails.map((mail) => simpleParser(mail)))).map((mail) => mail.subject?.split(' | ').at(-1))).toEqual(mails.map((_, index) => `part ${index + 1}/${mails.length}`));
      expect((await pathsNow(story.journey)).map((one) => [one.endpoint, one.verdict]).filter(([name]) => name === 'near' || name === 'far')).toEqual([['near', expect.stringMatching(/suspect|down/)], ['far', 'up']]);
      expect(await learnedCaps(story.journey)).toMatchObject({ mailboxes: [], relays: [{ of: 'far', capBytes: 300 * KIB, because: expect.stringContaining('(relay far)') }] });
    } finally {
      await book.close();
    }
  }, 60_000);
});
