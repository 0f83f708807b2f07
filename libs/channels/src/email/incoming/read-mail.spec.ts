import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.js';

const attached = ['From: gate@quay.example', 'Subject: moves', 'Content-Type: text/plain', '', 'RECEIVED HW-2222222'].join('\r\n');
const mail = (type: string) => Buffer.from(['From: clerk@quay.example', 'Subject: FW', 'MIME-Version: 1.0', `Content-Type: ${type}; boundary=b`, '', '--b', 'Content-Type: text/plain', '', 'See the mail attached.', '--b',
  'Content-Type: message/rfc822', 'Content-Disposition: attachment; filename="moves.eml"', '', attached, '--b--', ''].join('\r\n'));

describe('a whole mail within a mail', () => {
  it('is an attachment as any other, and none of its words are its sender\'s', async () => {
    const { text, attachments } = await readMail(mail('multipart/mixed'));
    expect(attachments).toMatchObject([{ number: 1, name: 'moves.eml', declaredType: 'message/rfc822', byteLength: attached.length, inline: false }]);
    expect(text.trim()).toBe('See the mail attached.');
  });

  it('is what a machine\'s report is about, and no attachment', async () => {
    const { reports, attachments } = await readMail(mail('multipart/report; report-type=delivery-status'));
    expect([reports.map(({ contentType }) => contentType), attachments]).toEqual([['message/rfc822'], []]);
  });
});
