import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { verifyDkim } from '../../../../../apps/terminal/src/verify-dkim.js';
import { mailFaults } from '../../../../../apps/terminal/src/mail-faults.js';
import { composeMail, type MailToCompose } from '../compose-mail.js';
import { dkimRecord } from './dkim-record.js';
import { UNSIGNED } from './mail-trust.js';

const AT = new Date('2026-07-24T18:00:00Z');
const DESK = 'documents@fallback.hawserline.example';
const MAIL: MailToCompose = {
  identity: { from: DESK, replyTo: DESK, domain: 'fallback.hawserline.example' }, to: ['a@east.example'], subject: 'Ref HW-7F3K2Q6', text: 'a  b\t c\n\n\n', html: '<p>words</p>', attachments: [],
  messageId: 'HW-7F3K2Q6.1@fallback.hawserline.example', date: AT, threadRoot: 'call.1.EAST@fallback.hawserline.example', threadTopic: 'USLGB-EAST | HARBOUR LARK | LARK-048E', headers: { 'X-Hawser-Ref': 'HW-7F3K2Q6' },
};
const rsa = { domain: 'fallback.hawserline.example', selector: 'r', key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey };
const ed = { domain: 'fallback.hawserline.example', selector: 'e', key: generateKeyPairSync('ed25519').privateKey };
const results = async (bytes: Buffer) => (await verifyDkim(bytes, [dkimRecord(rsa), dkimRecord(ed)], AT)).map(({ result }) => result);

describe('a DKIM signature', () => {
  it.each([['RSA', [rsa], ['pass']], ['Ed25519', [ed], ['pass']], ['both', [rsa, ed], ['pass', 'pass']]] as const)('by %s is passed by another verifier', async (_kind, dkim, expected) => {
    const { bytes } = await composeMail(MAIL, { trust: { ...UNSIGNED, dkim } });
    expect(await results(bytes)).toEqual(expected);
    expect(mailFaults(bytes)).toEqual([]);
  });

  it('by RSA is the same for the same mail', async () => {
    const [one, again] = await Promise.all([1, 2].map(() => composeMail(MAIL, { trust: { ...UNSIGNED, dkim: [rsa] } })));
    expect(one?.bytes.equals(again?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  it.each(['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Reply-To', 'In-Reply-To', 'References', 'Thread-Topic', 'Auto-Submitted', 'X-Hawser-Ref'])('covers %s', async (name) => {
    const { bytes } = await composeMail(MAIL, { trust: { ...UNSIGNED, dkim: [rsa] } });
    const changed = bytes.toString('latin1').replace(new RegExp(`^(${name}: ?)`, 'm'), '$1x');
    expect(changed).not.toBe(bytes.toString('latin1'));
    expect(await results(Buffer.from(changed, 'latin1'))).toEqual(['fail']);
  });

  it('covers each byte of the body', async () => {
    const { bytes } = await composeMail(MAIL, { trust: { ...UNSIGNED, dkim: [rsa] } });
    expect(await results(Buffer.from(bytes.toString('latin1').replace('words', 'wards'), 'latin1'))).toEqual(['neutral']);
  });
});
