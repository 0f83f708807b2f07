import { beforeAll, describe, expect, it } from '@jest/globals';
import { FOOTER, footerBehindTheMail, footerInTheWords } from './filters.js';
import { hashOf, realMail, shown, verdictsOn, type RealMail } from './real-mail.js';

let mail: RealMail;
beforeAll(async () => { mail = await realMail(); }, 60_000);

describe('a gateway that puts a footer into the words', () => {
  it('breaks both signatures: the mail as a whole is no longer what we signed, and both say so', async () => {
    expect(await verdictsOn(footerInTheWords(mail.bytes), mail)).toEqual({ smime: false, dkim: ['body changed'] });
  });

  it('leaves every word that a clerk needs, before its footer', async () => {
    const text = (await shown(footerInTheWords(mail.bytes))).text ?? '';
    expect(text.indexOf('HARBOUR LARK')).toBeLessThan(text.indexOf(FOOTER));
    for (const needed of ['HW-7F3K2Q6', 'HAZARDOUS', 'CSQU3054383', '+1 555 010 0199']) expect(text.slice(0, text.indexOf(FOOTER))).toContain(needed);
  });

  it('leaves the document as it is, so that its hash can be read out by phone', async () => {
    const { attachments, text } = await shown(footerInTheWords(mail.bytes));
    expect(attachments.map(({ content }) => hashOf(content))).toContain(mail.x12.sha256);
    expect(text?.replace(/\s/g, '')).toContain(mail.x12.sha256);
  });
});

describe('a mailing list that puts its footer behind the mail', () => {
  it('breaks DKIM, and not the S/MIME signature, which ends before it', async () => {
    expect(await verdictsOn(footerBehindTheMail(mail.bytes), mail)).toEqual({ smime: true, dkim: ['body changed'] });
  });
});
