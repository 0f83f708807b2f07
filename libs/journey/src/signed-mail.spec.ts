import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { newIdentity, openMailTrust, type NewIdentity } from '#channels';
import { readTransmissionBytes, transmission } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { makeIdentity } from '../../../test/support/mail-identity.js';
import { cmsVerify, openssl } from '../../../test/support/openssl.js';
import { verifyDkim } from '../../../test/support/dkim.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { openStory, type Story, type StoryOptions } from './testing.js';

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

  it('is held, and never sent in the clear, while that certificate cannot be read', async () => {
    const story = await openStory(test, { ...options, quay: { mail: { to: ['documents@uslgb-east.example'], language: 'en', forms: ['all', 'print'], encryptTo: join(folder, 'gone.pem') } } });
    story.edi().always = { outcome: 'refused', because: 'name-taken', words: 'found 3 bytes under this name already', forGood: true };
    const [ref = ''] = await story.take(interchange({ control: 3, to: 'USLGBEAST', sets: [event(3)] }));
    await story.through(1, 1);
    expect(story.mailsOf(ref)).toEqual([]);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'trouble', because: expect.stringMatching(/mail\.encryptTo: .*gone\.pem cannot be read/) });
  }, 60_000);
});
