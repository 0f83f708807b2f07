import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { simpleParser } from 'mailparser';
import { newIdentity, openMailTrust, type NewIdentity } from '#channels';
import { readTransmissionBytes, transmission } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { makeIdentity } from '../../../test/support/mail-identity.js';
import { cmsVerify, openssl } from '../../../test/support/openssl.js';
import { verifyDkim } from '../../../apps/terminal/src/verify-dkim.js';
import { sha256, shaOfSet } from '../../../test/support/samples.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { endpointOf, openStory, type Story, type StoryOptions } from './testing.js';

const DESK = 'desk@hawser.example';
const BEFORE = new Date('2018-07-01T00:00:00Z');

let test: TestLedger;
let made: NewIdentity;
let options: StoryOptions;
let folder: string;
beforeAll(async () => {
  test = await openTestLedger('signed-mail');
  const identity = await makeIdentity({ address: DESK, at: BEFORE });
  ({ made, folder } = identity);
  options = { trust: (await openMailTrust(identity.files, { from: DESK, at: BEFORE })).trust };
}, 60_000);
afterAll(() => test.stop(), 60_000);

async function mailed(story: Story, control: number): Promise<{ sent: Buffer; stored: Buffer }> {
  story.edi().always = { outcome: 'refused', because: 'name-taken', words: 'found 3 bytes under this name already', forGood: true };
  const [ref = ''] = await story.take(interchange({ control, to: 'USLGBEAST', sets: [event(control)] }));
  await story.through(1, 1);
  const [sent] = story.mailsOf(ref);
  const [row] = await story.ledger.db.select().from(transmission).where(eq(transmission.wireIdentity, sent?.identity ?? ''));
  const chunks: Uint8Array[] = [];
  for await (const chunk of readTransmissionBytes(story.ledger.db, row?.id ?? 0)) chunks.push(chunk);
  return { sent: sent?.bytes ?? Buffer.alloc(0), stored: Buffer.concat(chunks) };
}

describe('a document that goes by mail where there is an identity', () => {
  it('is signed once, at the clock\'s hour, stored so, and sent as it is stored', async () => {
    const story = await openStory(test, options);
    const { sent, stored } = await mailed(story, 1);
    expect(stored.length).toBeGreaterThan(0);
    expect(sent.equals(stored)).toBe(true);
    expect(cmsVerify(sent, made.certificate, story.clock.now())).toMatchObject({ ok: true });
    expect(await verifyDkim(sent, [made.dkim.record], story.clock.now())).toEqual([{ result: 'pass', comment: undefined }]);
  }, 60_000);

  it('is encrypted for a terminal that gave its certificate, the signature inside', async () => {
    const theirs = await newIdentity({ address: 'documents@uslgb-east.example', name: 'East', at: BEFORE, days: 900, algorithm: 'rsa', selector: 'x' });
    const file = join(folder, 'east.pem');
    writeFileSync(file, theirs.certificate);
    const story = await openStory(test, { ...options, quay: { mail: { to: ['documents@uslgb-east.example'], language: 'en', forms: ['all', 'print'], encryptTo: file } } });
    const { sent } = await mailed(story, 2);
    expect(sent.toString('latin1')).not.toContain('ISA*');
    const inside = openssl({ 'mail.eml': sent, 'east.pem': theirs.certificate, 'east.key': theirs.key }, 'cms', '-decrypt', '-in', 'mail.eml', '-recip', 'east.pem', '-inkey', 'east.key');
    expect(cmsVerify(inside.out, made.certificate, story.clock.now()).ok).toBe(true);
    expect(new X509Certificate(made.certificate).subjectAltName).toBe(`email:${DESK}`);
  }, 60_000);

  it('too large for one mail goes in parts, each of them signed, encrypted and sealed by itself; opened and joined they are the EDI copy', async () => {
    const theirs = await newIdentity({ address: 'documents@usoak-north.example', name: 'North', at: BEFORE, days: 900, algorithm: 'rsa', selector: 'x' });
    const file = join(folder, 'north.pem');
    writeFileSync(file, theirs.certificate);
    const story = await openStory(test, {
      ...options, also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: ['documents@usoak-north.example'], language: 'en', forms: ['all'], encryptTo: file } })],
      mail: { mailbox: { ratePerMinute: null, ratePerHour: null, capBytes: 320 * 1024, forgetCapAfterMs: 1 } },
    });
    const x12 = interchange({ control: 4, to: 'USOAKNORTH', sets: [[...event(4), ...Array.from({ length: 9_000 }, (_, n) => `NTE*OTH*REMARK ${n} ${sha256(Buffer.from(String(n))).slice(0, 40)}`)]] });
    const [ref = ''] = await story.take(x12);
    await story.step();
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', because: expect.stringMatching(/^handed over by mail: all \d+ parts/) });
    const slices: Buffer[] = [];
    let said = '';
    for (const { bytes } of story.sentTo('mail')) {
      expect(await verifyDkim(bytes, [made.dkim.record], story.clock.now())).toEqual([{ result: 'pass', comment: undefined }]);
      expect(bytes.toString('latin1')).not.toMatch(/slice|SHA-256|\.pdf/);
      const inside = openssl({ 'mail.eml': bytes, 'north.pem': theirs.certificate, 'north.key': theirs.key }, 'cms', '-decrypt', '-in', 'mail.eml', '-recip', 'north.pem', '-inkey', 'north.key');
      const opened = cmsVerify(inside.out, made.certificate, story.clock.now());
      expect(opened.ok).toBe(true);
      const mail = await simpleParser(opened.out);
      slices.push(...mail.attachments.filter((one) => one.filename?.includes('-315.edi.txt')).map((one) => one.content));
      said += mail.text?.replace(/\s+/g, '') ?? '';
    }
    expect(slices.length).toBeGreaterThan(1);
    expect(shaOfSet(Buffer.concat(slices))).toBe(shaOfSet(x12));
    expect(said).toContain(`SHA-256${sha256(Buffer.concat(slices))}`);
  }, 60_000);

  it('is held, and never sent in the clear, while that certificate cannot be read', async () => {
    const story = await openStory(test, { ...options, quay: { mail: { to: ['documents@uslgb-east.example'], language: 'en', forms: ['all', 'print'], encryptTo: join(folder, 'gone.pem') } } });
    story.edi().always = { outcome: 'refused', because: 'name-taken', words: 'found 3 bytes under this name already', forGood: true };
    const [ref = ''] = await story.take(interchange({ control: 3, to: 'USLGBEAST', sets: [event(3)] }));
    await story.through(1, 1);
    expect(story.mailsOf(ref)).toEqual([]);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'trouble', because: expect.stringMatching(/mail\.encryptTo: .*gone\.pem cannot be read/) });
  }, 60_000);
});
