import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { tries } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { relayAt, startSmtpEnd, type SmtpEnd } from '../../../test/support/smtp-end.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { endpointOf, openStory, overSmtp } from './testing.js';

let test: TestLedger;
let far: SmtpEnd;
beforeAll(async () => {
  test = await openTestLedger('mail-forms-by-smtp');
  // A gateway whose policy lets no workbook and no PDF pass, and says so when it has seen the mail.
  far = await startSmtpEnd({ answer: (mail) => (/filename="?[^"\r\n]*\.(xlsx|pdf)/.test(mail.toString()) ? { code: 554, words: '5.7.1 attachments of this type are not accepted' } : 'taken') });
}, 60_000);
afterAll(async () => {
  await far.stop();
  await test.stop();
}, 60_000);

describe('a gateway that refuses attachments by policy (554 5.7.1)', () => {
  it('gets the document in the next forms of its terminal, until one passes: the words and the EDI copy', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: ['documents@usoak-north.example'], language: 'en', forms: ['tables', 'pdf', 'plain', 'print'], encryptTo: null } })], mail: { relays: [relayAt(far.port)] } });
    await overSmtp(story, async () => {
      const [ref = ''] = await story.take(interchange({ control: 1, to: 'USOAKNORTH', sets: [event(1)] }));
      for (let round = 0; round < 3; round += 1) await story.step();
      expect((await story.ledger.db.select().from(tries).orderBy(tries.id)).map(({ outcome, because }) => [outcome, because])).toEqual([['refused', 'refused-by-policy'], ['refused', 'refused-by-policy'], ['accepted', 'accepted']]);
      const [mail, ...more] = await Promise.all(far.mails.map((bytes) => simpleParser(bytes)));
      expect(more).toEqual([]);
      expect(mail!.attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/-315\.edi\.txt$/)]);
      expect(mail!.text).toContain('CSQU3054383');
      expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
      expect(await story.verdict('near', 'email')).toBe('up');
    });
  }, 60_000);
});
