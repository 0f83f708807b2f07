import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { HOUR } from '#common';
import { newIdentity, openMailTrust, type MailTrust } from '#channels';
import { event, interchange } from '../../../test/support/interchange.js';
import { verifyDkim } from '../../../apps/terminal/src/verify-dkim.js';
import { makeIdentity, type MadeIdentity } from '../../../test/support/mail-identity.js';
import { cmsVerify, openssl } from '../../../test/support/openssl.js';
import { relayAt, startSmtpEnd, type SmtpEnd } from '../../../test/support/smtp-end.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { recentLists } from './list-book.js';
import { endpointOf, openStory, overSmtp, type Story } from './testing.js';

const FROM = 'desk@hawser.example';
const BEFORE = new Date('2018-07-01T00:00:00Z');
/** Says nothing to the final dot when it is told to: whoever sent does not know. */
let silent = false;
let far: SmtpEnd;

let test: TestLedger;
let identity: MadeIdentity;
let trust: MailTrust;
beforeAll(async () => {
  test = await openTestLedger('signed-list-by-smtp');
  identity = await makeIdentity({ address: FROM, at: BEFORE });
  ({ trust } = await openMailTrust(identity.files, { from: FROM, at: BEFORE }));
  far = await startSmtpEnd({ answer: () => (silent ? 'nothing' : 'taken') });
}, 60_000);
afterAll(async () => {
  await far.stop();
  await test.stop();
}, 60_000);

/** A terminal with mail alone, behind a real SMTP end; one document was mailed to it. */
async function mailed(encryptTo: string | null, then: (story: Story) => Promise<void>): Promise<void> {
  far.mails.length = 0;
  silent = false;
  const story = await openStory(test, { trust, also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: ['documents@usoak-north.example'], language: 'en', forms: ['all'], encryptTo } })], mail: { relays: [relayAt(far.port)] } });
  await overSmtp(story, async () => {
    await story.take(interchange({ control: 1, to: 'USOAKNORTH', sets: [event(1)] }));
    await story.step();
    expect(far.mails).toHaveLength(1);
    story.clock.advance(HOUR);
    await then(story);
  });
}

describe('a list of mails over SMTP', () => {
  it('is signed as documents are, S/MIME and DKIM, its own fields with it', async () => {
    await mailed(null, async (story) => {
      await story.lists();
      const [document, list] = far.mails as [Buffer, Buffer];
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
      expect(far.mails[1]!.toString('latin1')).not.toContain('is not listed');
      const inside = openssl({ 'mail.eml': far.mails[1]!, 'north.pem': theirs.certificate, 'north.key': theirs.key }, 'cms', '-decrypt', '-in', 'mail.eml', '-recip', 'north.pem', '-inkey', 'north.key');
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
      expect(far.mails).toHaveLength(2);
      story.clock.advance(story.journey.settings.tries.doubtMs);
      await story.lists();
      expect(far.mails).toHaveLength(3);
      expect(far.mails[2]!.equals(far.mails[1]!)).toBe(true);
      expect(await recentLists(story.journey, 1)).toMatchObject([{ state: 'handed over', words: expect.stringMatching(/^250 /) }]);
    });
  }, 60_000);
});
