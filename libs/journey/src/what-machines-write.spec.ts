import { describe, expect, it } from '@jest/globals';
import { kindOfMail, readReadReceipt, readReport } from '#acknowledgements';
import { readMail } from '#channels';
import { eximReport, exchangeReport, gmailReport, outOfOffice, postfixReport, qmailReport, readReceipt, sendmailReport } from '../../../test/support/reports.js';

const OURS = { messageId: 'HW-7F3K2Q6.1@hawser.example', recipient: 'Clerks@Quay.example', ref: 'HW-7F3K2Q6' };
const read = async (raw: Buffer) => { const mail = await readMail(raw); return { kind: kindOfMail(mail), ...readReport(mail) }; };
const plain = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

describe('a delivery report', () => {
  it.each([
    ['Postfix', postfixReport(OURS), 'failed 5.1.1', /Recipient address rejected/],
    ['Exchange Online', exchangeReport(OURS), 'failed 5.1.10', /RecipientNotFound/],
    ['Gmail', gmailReport(OURS), 'failed 5.2.2', /out of storage space.*mx\.quay\.example/],
    ['Exim, in words', eximReport(OURS), 'failed 5.1.1', /No such user here/],
    ['qmail, in words', qmailReport(OURS), 'failed 5.1.1', /no mailbox here by that name/],
    ['sendmail, a warning', sendmailReport(OURS), 'delayed 4.4.1', /connection timed out/],
  ])('of %s: which mail, for whom, what became of it', async (_of, raw, seen, words) => {
    const { kind, recipients, originals, because } = await read(raw);
    expect(kind).toBe('report');
    expect(recipients.map((one) => `${one.action} ${one.status}`)).toEqual([seen]);
    expect(recipients[0]).toMatchObject({ finalRecipient: 'clerks@quay.example', words: expect.stringMatching(words) });
    expect(originals).toContain(OURS.messageId);
    expect(because).toBeNull();
  });

  it('takes the more exact of two codes, and the remote one\'s words', async () => {
    const { recipients } = await read(postfixReport({ ...OURS, status: '5.0.0', diagnostic: 'smtp; 550 5.7.1 blocked by our gateway' }));
    expect(recipients[0]).toMatchObject({ status: '5.7.1', words: '550 5.7.1 blocked by our gateway' });
    expect((await read(postfixReport({ ...OURS, status: '5.0.0', diagnostic: 'smtp; 450 4.7.1 later' }))).recipients[0]!.status).toBe('5.0.0');
    expect((await read(postfixReport({ ...OURS, status: '5.0.0', diagnostic: 'smtp; refused by 10.5.1.1.9' }))).recipients[0]!.status).toBe('5.0.0');
  });

  it('knows until when its server goes on, and the name it left under', async () => {
    expect((await read(sendmailReport(OURS))).recipients[0]!.willRetryUntil).toEqual(new Date('2018-07-31T01:00:00Z'));
    const mail = await readMail(Buffer.from(postfixReport(OURS).toString().replace('Reporting-MTA: dns; relay.example', 'Reporting-MTA: dns; relay.example\r\nOriginal-Envelope-Id: other@hawser.example')));
    expect(readReport(mail)).toMatchObject({ originals: ['other@hawser.example', OURS.messageId], refs: [OURS.ref], reportingMta: 'relay.example' });
  });

  it.each([
    ['words without a code', plain('Return-Path: <>', 'From: postmaster@quay.example', 'Subject: Undeliverable: x', '', 'Your mail to clerks@quay.example failed.', ''), /no delivery status/],
    ['a delivery status of nobody', Buffer.from(postfixReport(OURS).toString().replace(/^(Final|Original)-Recipient.*\r\n/gm, '').replace(/^Action.*\r\n/m, '')), /names no recipient/],
  ])('that says nothing of anybody says why: %s', async (_what, raw, because) => {
    expect(await read(raw)).toMatchObject({ kind: 'report', recipients: [], because: expect.stringMatching(because) });
  });

  it('takes no word of the returned mail for an answer of anybody', async () => {
    expect((await readMail(postfixReport(OURS))).text).not.toContain('RECEIVED');
  });
});

describe('a read receipt', () => {
  it('says for which mail, and what a mail program did', async () => {
    const mail = await readMail(readReceipt(OURS));
    expect(kindOfMail(mail)).toBe('read-receipt');
    expect(readReadReceipt(mail)).toEqual({ original: OURS.messageId, recipient: 'clerks@quay.example', disposition: 'displayed', by: 'person' });
    expect(readReadReceipt(await readMail(readReceipt(OURS, 'automatic-action/MDN-sent-automatically; deleted')))).toMatchObject({ disposition: 'deleted', by: 'machine' });
  });
});

describe('what kind a mail is', () => {
  const mail = (...headers: string[]) => plain(...headers, 'Content-Type: text/plain', '', 'RECEIVED', '');
  it.each([
    ['a clerk\'s answer', mail('Return-Path: <clerk@quay.example>', 'From: clerk@quay.example', 'Subject: RE: MANIFEST'), 'answer'],
    ['an answer under a subject that a machine might write', mail('Return-Path: <clerk@quay.example>', 'From: clerk@quay.example', 'Subject: Out of office supplies'), 'answer'],
    ['a postmaster who writes himself', mail('Return-Path: <postmaster@quay.example>', 'From: postmaster@quay.example', 'Subject: your mails'), 'answer'],
    ['Outlook\'s automatic reply', outOfOffice(OURS, 'RECEIVED. I am away until 3 August.'), 'auto-reply'],
    ['RFC 3834', mail('From: clerk@quay.example', 'Subject: x', 'Auto-Submitted: auto-replied'), 'auto-reply'],
    ['X-Autoreply', mail('From: clerk@quay.example', 'Subject: x', 'X-Autoreply: yes'), 'auto-reply'],
    ['Precedence', mail('From: clerk@quay.example', 'Subject: x', 'Precedence: auto_reply'), 'auto-reply'],
    ['a Spanish one by its subject', mail('Return-Path: <>', 'From: clerk@quay.example', 'Subject: Respuesta automática: MANIFEST'), 'auto-reply'],
    ['a Portuguese one by its subject', mail('Return-Path: <>', 'From: clerk@quay.example', 'Subject: Resposta automática: MANIFEST'), 'auto-reply'],
    ['a French one by its subject', mail('Return-Path: <>', 'From: clerk@quay.example', 'Subject: Réponse automatique : MANIFEST'), 'auto-reply'],
    ['a ticket system\'s own mail', mail('From: desk@quay.example', 'Subject: [#12] MANIFEST', 'Auto-Submitted: no'), 'answer'],
  ])('%s', async (_what, raw, kind) => {
    const read = await readMail(raw);
    expect(kindOfMail(read)).toBe(kind);
  });
});
