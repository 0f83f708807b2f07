import { beforeAll, describe, expect, it } from '@jest/globals';
import { withoutAttachments } from './filters.js';
import { realMail, shown, verdictsOn, type RealMail } from './real-mail.js';

let mail: RealMail;
beforeAll(async () => { mail = await realMail(); }, 60_000);

describe('a gateway that strips attachments', () => {
  it('takes the signature with them, and DKIM says that the mail was changed', async () => {
    expect(await verdictsOn(withoutAttachments(mail.bytes), mail)).toEqual({ smime: false, dkim: ['body changed'] });
    expect((await shown(withoutAttachments(mail.bytes))).attachments).toEqual([]);
  });

  it('leaves words that suffice to key the manifest in: each container, each hazard, each seal', async () => {
    const [before, after] = await Promise.all([shown(mail.bytes), shown(withoutAttachments(mail.bytes))]);
    expect(after.text).toContain(before.text?.trim());
    for (const needed of ['CSQU3054383', 'HWS000101', 'HAZARDOUS', 'HW-7F3K2Q6']) expect(after.text).toContain(needed);
  });

  it('leaves the hash and the size of what is missing, so that a copy from elsewhere can be proved the same', async () => {
    const text = (await shown(withoutAttachments(mail.bytes))).text ?? '';
    expect(text).toContain(mail.x12.name);
    expect(text.replace(/\s/g, '')).toContain(mail.x12.sha256);
  });
});
