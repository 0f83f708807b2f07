import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { tries } from '#ledger';
import type { MailRelay } from '#directory';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { ChannelBook } from './channel-book.js';
import { endpointOf, openStory } from './testing.js';

let test: TestLedger;
const taken: Buffer[] = [];
/** A gateway whose policy lets no workbook and no PDF pass, and says so when it has seen the mail. */
const gateway = new SMTPServer({
  authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const mail = Buffer.concat(chunks);
      if (/filename="?[^"\r\n]*\.(xlsx|pdf)/.test(mail.toString())) { done(Object.assign(new Error('5.7.1 attachments of this type are not accepted'), { responseCode: 554 })); return; }
      taken.push(mail);
      done(null, '2.0.0 queued');
    });
  },
});
beforeAll(async () => {
  test = await openTestLedger('mail-forms-by-smtp');
  await new Promise<void>((done) => { gateway.listen(0, '127.0.0.1', done); });
}, 60_000);
afterAll(async () => {
  await new Promise<void>((done) => { gateway.close(done); });
  await test.stop();
}, 60_000);

describe('a gateway that refuses attachments by policy (554 5.7.1)', () => {
  it('gets the document in the next forms of its terminal, until one passes: the words and the EDI copy', async () => {
    const relay: MailRelay = { name: 'near', host: '127.0.0.1', port: (gateway.server.address() as AddressInfo).port, tls: 'none', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 2_000, stallTimeoutMs: 5_000, ratePerMinute: null, ratePerHour: null, sessions: 3, region: null };
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: ['documents@usoak-north.example'], language: 'en', forms: ['tables', 'pdf', 'plain', 'print'], encryptTo: null } })], mail: { relays: [relay] } });
    const book = new ChannelBook(story.journey.settings, () => undefined);
    Object.assign(story.journey, { channels: { ...story.journey.channels, email: (one: MailRelay) => book.email(one) } });
    try {
      const [ref = ''] = await story.take(interchange({ control: 1, to: 'USOAKNORTH', sets: [event(1)] }));
      for (let round = 0; round < 3; round += 1) await story.step();
      expect((await story.ledger.db.select().from(tries).orderBy(tries.id)).map(({ outcome, because }) => [outcome, because])).toEqual([['refused', 'refused-by-policy'], ['refused', 'refused-by-policy'], ['accepted', 'accepted']]);
      const [mail, ...more] = await Promise.all(taken.map((bytes) => simpleParser(bytes)));
      expect(more).toEqual([]);
      expect(mail!.attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/-315\.edi\.txt$/)]);
      expect(mail!.text).toContain('CSQU3054383');
      expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
      expect(await story.verdict('near', 'email')).toBe('up');
    } finally {
      await book.close();
    }
  }, 60_000);
});
