import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeMail } from '#channels';
import { HOUR } from '#common';
import { DESK, makeIdentity, open } from '../../../../test/support/mail-identity.js';
import { STORY_BEGINS } from './scene.js';
import { verifyMails, type Given } from './verify-mails.js';

const AT = new Date(STORY_BEGINS.getTime() + HOUR / 2);
const folders: string[] = [];
let given: Given;
let mail: Buffer;

beforeAll(async () => {
  const at = new Date(STORY_BEGINS.getTime() - HOUR);
  const { made, folder, files } = await makeIdentity({ at });
  folders.push(folder);
  given = { certificate: files.current.certificate, dkim: made.dkim.record };
  const { trust } = await open(files, AT);
  const identity = { from: `Hawser Line documents <${DESK}>`, replyTo: DESK, domain: 'fallback.hawserline.example' };
  ({ bytes: mail } = await composeMail({ identity, to: ['desk@quay.example'], subject: 'MANIFEST 309', text: 'Please key in this manifest.', html: '<p>Please key in this manifest.</p>', attachments: [], messageId: '<HW-7F3K2Q.1@fallback.hawserline.example>', date: AT, threadRoot: null, headers: {} }, { trust }));
}, 30_000);
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true }); });

/** As if a terminal had got this mail. */
async function arrived(change: (mail: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-arrived-'));
  folders.push(folder);
  writeFileSync(join(folder, '1.eml'), change(mail.toString('latin1')), 'latin1');
  const { openssl: _, ...found } = await verifyMails(folder, given);
  return found;
}

describe('a mail that arrived', () => {
  it('passes when openssl, mailauth and the letter of the RFCs say yes', async () => {
    expect(await arrived((one) => one)).toEqual({ mails: 1, lists: 0, passed: 1, faults: [] });
  }, 30_000);

  it('does not when its subject was marked on the way: DKIM says so', async () => {
    expect(await arrived((one) => one.replace('Subject: ', 'Subject: [EXT] '))).toEqual({ mails: 1, lists: 0, passed: 0, faults: ['1.eml: DKIM: fail, bad signature'] });
  }, 30_000);

  it('does not when a word of it is another: both signatures say so', async () => {
    expect((await arrived((one) => one.replace('this manifest', 'that manifest'))).faults).toEqual(['1.eml: S/MIME: CMS Verification failure', '1.eml: DKIM: neutral, body hash did not verify']);
  }, 30_000);

  it('does not when a line end is none, whatever the signatures say', async () => {
    expect((await arrived((one) => one.replace('\r\n', '\n'))).faults).toContain('1.eml: bytes: found a CR or LF by itself; expected CRLF');
  }, 30_000);
});
