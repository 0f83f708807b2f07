import { beforeAll, describe, expect, it } from '@jest/globals';
import { onTop, subjectMarked } from './filters.js';
import { realMail, shown, verdictsOn, type RealMail } from './real-mail.js';

let mail: RealMail;
beforeAll(async () => { mail = await realMail(); }, 60_000);

describe('a gateway that marks the subject', () => {
  it('breaks DKIM, which signs the subject, and not S/MIME, which signs the content', async () => {
    expect(await verdictsOn(subjectMarked(mail.bytes), mail)).toEqual({ smime: true, dkim: ['fail'] });
  });

  it('leaves the ref in the subject, for mail rules and answers', async () => {
    expect((await shown(subjectMarked(mail.bytes))).subject).toMatch(/^\[EXTERNAL\] .*Ref HW-7F3K2Q6$/);
  });
});

describe('somebody who puts a second field on top', () => {
  it.each(['Subject: Change of bank details', 'From: Documents <documents@elsewhere.example>'])('is found out by DKIM: %s', async (field) => {
    expect((await verdictsOn(onTop(mail.bytes, field), mail)).dkim).toEqual(['fail']);
  });
});
