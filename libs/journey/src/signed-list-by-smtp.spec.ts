import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { HOUR } from '#common';
import { newIdentity, openMailTrust, type MailTrust } from '#channels';
import type { MailRelay } from '#directory';
import { event, interchange } from '../../../test/support/interchange.js';
import { verifyDkim } from '../../../apps/terminal/src/verify-dkim.js';
import { makeIdentity, type MadeIdentity } from '../../../test/support/mail-identity.js';
import { cmsVerify, openssl } from '../../../test/support/openssl.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { ChannelBook } from './channel-book.js';
import { recentLists } from './list-book.js';
import { endpointOf, openStory, type Story } from './testing.js';

const FROM = 'desk@hawser.example';
const BEFORE = new Date('2018-07-01T00:00:00Z');
const mails: Buffer[] = [];
/** Says nothing to the final dot when it is told to: whoever sent does not know. */
let silent = false;
const far = new SMTPServer({
  authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      mails.push(Buffer.concat(chunks));
      if (silent) [...far.connections].find((one) => (one as { session?: { id: string } }).session?.id === session.id)?.close();
      else done(null, '2.0.0 queued');
    });
  },
});

let test: TestLedger;
let identity: MadeIdentity;
let trust: MailTrust;
beforeAll(async () => {
  test = await openTestLedger('signed-list-by-smtp');
  identity = await makeIdentity({ address: FROM, at: BEFORE });
  ({ trust } = await openMailTrust(identity.files, { from: FROM, at: BEFORE }));
  await new Promise<void>((done) => { far.listen(0, '127.0.0.1', done); });
}, 60_000);
afterAll(async () => {
  await new Promise<void>((done) => { far.close(done); });
  await test.stop();
}, 60_000);

/** A terminal with mail alone, behind a real SMTP end; one document was mailed to it. */
async function mailed(encryptTo: string | null, then: (story: Story) => Promise<void>): Promise<void> {
  mails.length = 0;
  silent = false;
  const relay: MailRelay = { name: 'far', host: '127.0.0.1', port: (far.server.address() as AddressInfo).port, tls: 'none', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 2_000, stallTimeoutMs: 5_000, ratePerMinute: null, ratePerHour: null, sessions: 3, region: null };
  const story = await openStory(test, { trust, also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: ['documents@usoak-north.example'], language: 'en', forms: ['all'], encryptTo } })], mail: { relays: [relay] } });
  const book = new ChannelBook(story.journey.settings, () => undefined);
  Object.assign(story.journey.channels, { email: (one: MailRelay) => book.email(one) });
  try {
    await story.take(interchange({ control: 1, to: 'USOAKNORTH', sets: [event(1)] }));
    await story.step();
    expect(mails).toHaveLength(1);
    story.clock.advance(HOUR);
    await then(story);
  } finally {
    await book.close();
  }
}

describe('a list of mails over SMTP', () => {
  it('is signed as documents are, S/MIME and DKIM, its own fields with it', async () => {
    await mailed(null, async (story) => {
      await story.lists();
      const [document, list] = mails as [Buffer, Buffer];
      expect(cmsVerify(list, identity.made.certificate, story.clock.now())).toMatchObject({ ok: true });
      expect(await verifyDkim(list, [identity.made.dkim.record], story.clock.now())).toEqual([{ result: 'pass', comment: undefined }]);
      expect(/h=([^;]+);/.exec(list.toString('latin1'))?.[1]?.replace(/\s/g, '')).toContain(':X-Hawser-List:');
      const changed = Buffer.from(list.toString('latin1').replace('X-Hawser-List: 1', 'X-Hawser-List: 2'), 'latin1');
      expect((await verifyDkim(changed, [identity.made.dkim.record], story.clock.now()))[0]?.result).toBe('fail');
      const { messageId } = await simpleParser(document);
      expect((await simpleParser(list)).text).toContain(messageId);
    });
  }, 60_000);

  it('is encrypted for a terminal that gave its certificate', async () => {
    const theirs = await newIdentity({ address: 'documents@usoak-north.example', name: 'North', at: BEFORE, days: 900, algorithm: 'rsa', selector: 'x' });
    const file = join(identity.folder, 'north.pem');
    writeFileSync(file, theirs.certificate);
    await mailed(file, async (story) => {
      await story.lists();
      expect(mails[1]!.toString('latin1')).not.toContain('is not listed');
      const inside = openssl({ 'mail.eml': mails[1]!, 'north.pem': theirs.certificate, 'north.key': theirs.key }, 'cms', '-decrypt', '-in', 'mail.eml', '-recip', 'north.pem', '-inkey', 'north.key');
      expect(cmsVerify(inside.out, identity.made.certificate, story.clock.now())).toMatchObject({ ok: true });
      expect(inside.out.toString('latin1')).toContain('LIST-1.csv');
    });
  }, 60_000);

  it('whose last word is lost is not repeated at once; after its doubt the very same bytes come again', async () => {
    await mailed(null, async (story) => {
      silent = true;
      await story.lists();
      expect(await recentLists(story.journey, 1)).toMatchObject([{ state: 'in doubt' }]);
      silent = false;
      await story.lists();
      expect(mails).toHaveLength(2);
      story.clock.advance(story.journey.settings.tries.doubtMs);
      await story.lists();
      expect(mails).toHaveLength(3);
      expect(mails[2]!.equals(mails[1]!)).toBe(true);
      expect(await recentLists(story.journey, 1)).toMatchObject([{ state: 'handed over', words: expect.stringMatching(/^250 /) }]);
    });
  }, 60_000);
});
