import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { event, interchange } from '../../../test/support/interchange.js';
import { relayAt, startSmtpEnd, type SmtpEnd } from '../../../test/support/smtp-end.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { learnedCaps } from './mail-size.js';
import { pathsNow } from './paths.js';
import { endpointOf, openStory, overSmtp } from './testing.js';

const KIB = 1024;
let test: TestLedger;
let far: SmtpEnd;
beforeAll(async () => {
  test = await openTestLedger('mail-trouble-by-smtp');
  far = await startSmtpEnd({ size: 300 * KIB });
}, 60_000);
afterAll(async () => {
  await far.stop();
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

describe('a large mail, a first relay that is gone and a second that announces SIZE', () => {
  it('goes through the second in parts it takes; the first alone is blamed, and the size is known from then on', async () => {
    const relays = [relayAt(await nobody()), relayAt(far.port, 'far')];
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null })], mail: { relays } });
    await overSmtp(story, async () => {
      const remarks = Array.from({ length: 2_500 }, (_, n) => `NTE*OTH*REMARK ${n} ${String(n * 7_919).padStart(40, '0')}`);
      const [ref = ''] = await story.take(interchange({ control: 1, to: 'USOAKNORTH', sets: [[...event(1), ...remarks]] }));
      await story.step();
      await story.after(1);
      expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
      expect(far.mails.length).toBeGreaterThan(1);
      for (const mail of far.mails) expect(mail.length).toBeLessThanOrEqual(300 * KIB);
      expect((await Promise.all(far.mails.map((mail) => simpleParser(mail)))).map((mail) => mail.subject?.split(' | ').at(-1))).toEqual(far.mails.map((_, index) => `part ${index + 1}/${far.mails.length}`));
      expect((await pathsNow(story.journey)).map((one) => [one.endpoint, one.verdict]).filter(([name]) => name === 'near' || name === 'far')).toEqual([['near', expect.stringMatching(/suspect|down/)], ['far', 'up']]);
      expect(await learnedCaps(story.journey)).toMatchObject({ mailboxes: [], relays: [{ of: 'far', capBytes: 300 * KIB, because: expect.stringContaining('(relay far)') }] });
    });
  }, 60_000);
});
