import { beforeAll, describe, expect, it } from '@jest/globals';
import { mailFaults } from '../../apps/terminal/src/mail-faults.js';
import { hashOf, realMail, shown, verdictsOn, type RealMail } from './real-mail.js';
import { keptInAMailbox } from './filters.js';

let mail: RealMail;
beforeAll(async () => { mail = await realMail(); }, 60_000);

describe('a mail that nobody touched on its way', () => {
  it('is verified by both, and keeps to RFC 5322 and RFC 2045', async () => {
    expect(await verdictsOn(mail.bytes, mail)).toEqual({ smime: true, dkim: ['pass'] });
    expect(mailFaults(mail.bytes)).toEqual([]);
  });

  it('carries the X12 as application/EDI-X12 under a name that gateways let pass, with the hash that its words say', async () => {
    const { attachments, text } = await shown(mail.bytes);
    const x12 = attachments.find(({ contentType }) => contentType.toLowerCase() === 'application/edi-x12');
    expect(x12?.filename).toMatch(/^[0-9]+-[0-9]+-[0-9]+-309\.edi\.txt$/);
    expect(hashOf(x12?.content ?? Buffer.alloc(0))).toBe(mail.x12.sha256);
    expect(text?.replace(/\s/g, '')).toContain(mail.x12.sha256);
  });

  it('is still verified as S/MIME when a mailbox kept it with other line ends', async () => {
    expect(await verdictsOn(keptInAMailbox(mail.bytes), mail)).toMatchObject({ smime: true });
  });
});
