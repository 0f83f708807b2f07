import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { openMailTrust } from '#channels';
import { readEdi } from '#x12';
import { verifyDkim } from '../../../apps/terminal/src/verify-dkim.js';
import { event, interchange } from '../../../test/support/interchange.js';
import { makeIdentity } from '../../../test/support/mail-identity.js';
import { cmsVerify } from '../../../test/support/openssl.js';
import { relayAt, startSmtpEnd, type SmtpEnd } from '../../../test/support/smtp-end.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { endpointOf, openStory, overSmtp } from './testing.js';

const DESK = 'desk@hawser.example';
const BEFORE = new Date('2018-07-01T00:00:00Z');
let test: TestLedger;
let far: SmtpEnd;
beforeAll(async () => {
  test = await openTestLedger('digest-by-smtp');
  far = await startSmtpEnd();
}, 60_000);
afterAll(async () => {
  await far.stop();
  await test.stop();
}, 60_000);

describe('a digest over SMTP', () => {
  it('comes as one signed mail that holds every document\'s EDI copy, byte for byte what the ledger knows it by', async () => {
    const { made, files } = await makeIdentity({ address: DESK, at: BEFORE });
    const { trust } = await openMailTrust(files, { from: DESK, at: BEFORE });
    const story = await openStory(test, { trust, also: [endpointOf('USOAK-NORTH', { edi: null })], mail: { relays: [relayAt(far.port)], digest: { amberEveryMs: 900_000, greenEveryMs: 3_600_000 } } });
    await overSmtp(story, async () => {
      const refs: string[] = [];
      for (let control = 1; control <= 5; control += 1) refs.push(...await story.take(interchange({ control, to: 'USOAKNORTH', sets: [event(control)] })));
      await story.step();
      expect(far.mails).toEqual([]);
      await story.after(60);
      expect(far.mails).toHaveLength(1);
      expect(await story.statesOf(refs)).toEqual(refs.map(() => 'accepted'));
      const [bytes] = far.mails;
      expect(cmsVerify(bytes!, made.certificate, story.clock.now())).toMatchObject({ ok: true });
      expect(await verifyDkim(bytes!, [made.dkim.record], story.clock.now())).toEqual([{ result: 'pass', comment: undefined }]);
      const mail = await simpleParser(bytes!);
      const copies = mail.attachments.filter((one) => one.contentType === 'application/edi-x12');
      const hashes = await Promise.all(copies.map(async ({ filename, content }) => {
        const [read] = (await readEdi([content])).interchanges;
        return [filename?.slice(0, refs[0]!.length), read?.groups[0]?.sets[0]?.sha256, createHash('sha256').update(content).digest('hex')] as const;
      }));
      for (const ref of refs) {
        const [, set, whole] = hashes.find(([of]) => of === ref) ?? [];
        expect(set).toBe((await story.document(ref)).sha256);
        expect(mail.text?.replace(/\s+/g, ' ')).toContain(`SHA-256 ${whole}`);
      }
    });
  }, 60_000);
});
