import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { attachmentName } from './attachment-name.js';
import { composeMail, type MailToCompose } from './compose-mail.js';

const edi = Buffer.from('ISA*00*          *00*          *ZZ*HWSR           *ZZ*EAST           *180724*1800*U*00401*000004711*0*P*>~\u001cST*309*0001~.\n.~');

const MAIL: MailToCompose = {
  identity: { from: 'Hawser Line Fallback <fallback@mail.hawserline.example>', replyTo: 'documentation@mail.hawserline.example', domain: 'mail.hawserline.example' },
  to: ['documentation@east.example'],
  subject: 'USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v1 | HAZ | Ref HW-7F3K2Q',
  text: `Please key in this manifest.\nConsignee ÅNGSTRÖM 太平洋\n.\nFrom the start\n${'a very long line '.repeat(80)}\n`,
  html: '<!DOCTYPE html><html><body><table><tr><td>ÅNGSTRÖM</td></tr></table></body></html>',
  attachments: [{ name: '000004711-4711-0001-309.edi.txt', contentType: 'application/EDI-X12', bytes: edi }],
  messageId: 'hw-7f3k2q.1@mail.hawserline.example',
  date: new Date('2018-07-24T18:00:00Z'),
  threadRoot: '<call-42.root@mail.hawserline.example>',
  headers: { 'X-Hawser-Ref': 'HW-7F3K2Q' },
};

describe('a composed mail', () => {
  it('is read back with both texts, the X12 byte for byte, and its headers', async () => {
    const { bytes, messageId } = await composeMail(MAIL);
    const mail = await simpleParser(bytes);
    expect(messageId).toBe('<hw-7f3k2q.1@mail.hawserline.example>');
    expect(mail.messageId).toBe(messageId);
    expect(mail.subject).toBe(MAIL.subject);
    expect(mail.date?.toISOString()).toBe('2018-07-24T18:00:00.000Z');
    expect([mail.inReplyTo, mail.references].flat()).toEqual(['<call-42.root@mail.hawserline.example>', '<call-42.root@mail.hawserline.example>']);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-hawser-ref')).toBe('HW-7F3K2Q');
    expect(mail.replyTo?.value[0]?.address).toBe('documentation@mail.hawserline.example');
    expect(mail.text?.trimEnd()).toBe(MAIL.text.trimEnd());
    expect(mail.html).toContain('ÅNGSTRÖM');
    const [attachment] = mail.attachments;
    expect(attachment?.filename).toBe('000004711-4711-0001-309.edi.txt');
    expect(attachment?.contentType.toLowerCase()).toBe('application/edi-x12');
    expect(createHash('sha256').update(attachment?.content ?? '').digest('hex')).toBe(createHash('sha256').update(edi).digest('hex'));
  });

  it('is 7-bit, ends every line with CRLF and has no line over 998 bytes', async () => {
    const { bytes } = await composeMail(MAIL);
    expect(bytes.every((byte) => byte < 0x80 && byte !== 0)).toBe(true);
    const text = bytes.toString('latin1');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(text).toMatch(/Content-Type: multipart\/mixed;[^]*Content-Type: multipart\/alternative;[^]*Content-Type: text\/plain[^]*Content-Type: text\/html[^]*Content-Type: application\/EDI-X12/);
  });

  it('is the same bytes for the same input, and other bytes for another Message-ID', async () => {
    const [one, again, other] = await Promise.all([composeMail(MAIL), composeMail({ ...MAIL }), composeMail({ ...MAIL, messageId: 'hw-7f3k2q.2@mail.hawserline.example' })]);
    expect(again.bytes.equals(one.bytes)).toBe(true);
    expect(other.bytes.equals(one.bytes)).toBe(false);
  });

  it('names its thread above its subject, in one line, and only where it has one', async () => {
    const threadTopic = 'USLGB-EAST | HARBOUR LARK\r\nBcc: b@example.org | LARK-048E';
    const headers = (await composeMail({ ...MAIL, threadTopic })).bytes.toString().split('\r\n\r\n')[0]!;
    expect(headers).toMatch(/^Thread-Topic: USLGB-EAST \| HARBOUR LARK Bcc: b@example\.org \| LARK-048E\r\n(?:.*\r\n)*Subject: /m);
    expect(headers).not.toMatch(/^Bcc:/m);
    expect((await composeMail({ ...MAIL, threadTopic, threadRoot: null })).bytes.toString()).not.toContain('Thread-Topic');
  });

  it('has no thread headers when it is the root', async () => {
    const { bytes } = await composeMail({ ...MAIL, threadRoot: null });
    expect(bytes.toString()).not.toMatch(/^(In-Reply-To|References):/m);
  });

  it('lets nothing add a header of its own', async () => {
    const injected = await composeMail({ ...MAIL, subject: 'Ref\r\nBcc: other@example.org', attachments: [{ name: 'a\r\nBcc: x@example.org".txt', contentType: 'text/plain', bytes: Buffer.from('x') }] });
    expect(injected.bytes.toString()).not.toMatch(/^Bcc:/m);
    const wrongs: Partial<MailToCompose>[] = [
      { to: ['a@east.example\r\nBcc: b@example.org'] }, { to: ['a@east.example, b@example.org'] }, { to: [] }, { messageId: 'x y@mail.hawserline.example' }, { messageId: 'x@elsewhere.example' },
      { headers: { 'X-Hawser-Ref': 'a\r\nBcc: b@example.org' } }, { headers: { Bcc: 'b@example.org' } }, { threadRoot: '<a>\r\nBcc: b@example.org' },
    ];
    for (const wrong of wrongs) {
      await expect(composeMail({ ...MAIL, ...wrong })).rejects.toMatchObject({ code: 'CHANNELS.MAIL_INPUT' });
    }
  });
});

describe('the attachment\'s name', () => {
  it('is made of the numbers the terminal knows', () => {
    expect(attachmentName({ isa13: '000004711', gs06: '4711', st02: '0001', set: '309' })).toBe('000004711-4711-0001-309.edi.txt');
  });

  it('cannot name another folder or hide another extension', () => {
    expect(attachmentName({ isa13: '../../etc/passwd\u0000', gs06: 'x.exe;', st02: '', set: '309' })).toBe('etcpasswd-xexe-0-309.edi.txt');
  });
});
