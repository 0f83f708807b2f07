import { beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyDkim } from '../../../../../apps/terminal/src/verify-dkim.js';
import { cmsVerify, openssl } from '../../../../../test/support/openssl.js';
import { mailFaults } from '../../../../../apps/terminal/src/mail-faults.js';
import { composeMail, type MailToCompose } from '../compose-mail.js';
import { newIdentity, type NewIdentity } from './new-identity.js';
import { openMailTrust, type OpenedTrust } from './open-mail-trust.js';
import { openReader } from './open-reader.js';

const AT = new Date('2026-07-24T18:00:00Z');
const FROM = 'Hawser Line documents <documents@fallback.hawserline.example>';
const MAIL: MailToCompose = {
  identity: { from: FROM, replyTo: FROM, domain: 'fallback.hawserline.example' }, to: ['documentation@east.example'],
  subject: 'USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v1 | HAZ | Ref HW-7F3K2Q6',
  text: `Please key in this manifest. \nFrom the quay\n.\n..dots\nÅNGSTRÖM 太平洋   \n${'From a line that is as long as a line may be, and then some, and goes on .'.repeat(3)}\n${'.'.repeat(300)}\n`,
  html: '<!DOCTYPE html><html><body>\nFrom here\n.\n<p>ÅNGSTRÖM</p></body></html>',
  attachments: [{ name: '000004711-4711-0001-309.edi.txt', contentType: 'application/EDI-X12', bytes: Buffer.from('ISA*00*~\x1c\x00ST*309~\n.\nFrom ~') }],
  messageId: 'HW-7F3K2Q6.1@fallback.hawserline.example', date: AT, threadRoot: null, headers: { 'X-Hawser-Ref': 'HW-7F3K2Q6' },
};

async function identityOf(algorithm: 'rsa' | 'ec'): Promise<{ made: NewIdentity; opened: OpenedTrust }> {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-identity-'));
  const made = await newIdentity({ address: 'documents@fallback.hawserline.example', name: 'Hawser Line documents', at: AT, days: 730, algorithm, selector: 'hw2026a' });
  const put = (name: string, text: string) => { writeFileSync(join(folder, name), text, { mode: 0o600 }); return join(folder, name); };
  const opened = await openMailTrust({ current: { certificate: put('mail.pem', made.certificate), key: put('mail.key', made.key), chain: null }, next: null, dkim: [{ selector: 'hw2026a', key: put('dkim.key', made.dkim.key) }] }, { from: FROM, at: AT });
  return { made, opened };
}

describe.each(['rsa', 'ec'] as const)('a mail signed with a certificate of the kind %s', (algorithm) => {
  let made: NewIdentity;
  let opened: OpenedTrust;
  let bytes: Buffer;
  beforeAll(async () => {
    ({ made, opened } = await identityOf(algorithm));
    ({ bytes } = await composeMail(MAIL, { trust: opened.trust }));
  });

  it('comes of an identity without faults', () => { expect([opened.faults, opened.warnings]).toEqual([[], []]); });

  it('is verified by openssl against the certificate that was given beforehand, and gives back what was composed', async () => {
    const verified = cmsVerify(bytes, made.certificate, AT);
    expect(verified).toMatchObject({ ok: true, said: expect.stringMatching(/success/i) });
    const unsigned = (await composeMail(MAIL)).bytes.toString('latin1');
    expect(`${verified.out.toString('latin1')}\r\n`).toBe(unsigned.slice(unsigned.indexOf('Content-Type: multipart/mixed')));
  });

  it('is not verified by openssl against another one', async () => {
    const other = await newIdentity({ address: 'documents@fallback.hawserline.example', name: 'Hawser Line documents', at: AT, days: 1, algorithm: 'ec', selector: 'x' });
    expect(cmsVerify(bytes, other.certificate, AT).ok).toBe(false);
  });

  it('says when it was signed, by the clock it was given, with SHA-256 and the certificate inside', () => {
    const printed = openssl({ 'mail.eml': bytes }, 'cms', '-cmsout', '-print', '-in', 'mail.eml').out.toString();
    expect(printed).toContain('Jul 24 18:00:00 2026 GMT');
    expect(printed).toMatch(/digestAlgorithm:\s+algorithm: sha256/);
    expect(printed).toContain('eContent: <ABSENT>');
    expect(printed).toMatch(/certificates:\s+d.certificate/);
    expect(bytes.toString('latin1')).toContain('protocol="application/pkcs7-signature";\r\n micalg="sha-256"');
  });

  it('carries a DKIM signature that another verifier passes, with From and Subject signed once more than they are there', async () => {
    const [result, ...more] = await verifyDkim(bytes, [made.dkim.record], AT);
    expect(more).toEqual([]);
    expect(result).toMatchObject({ result: 'pass' });
    expect(bytes.toString('latin1')).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed;/);
    expect(/h=([^;]+);/.exec(bytes.toString('latin1'))?.[1]?.replace(/\s/g, '')).toBe('From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Reply-To:Auto-Submitted:X-Hawser-Ref:From:Subject');
  });

  it('keeps to RFC 5322 and RFC 2045 to the letter', () => { expect(mailFaults(bytes)).toEqual([]); });

  it('can be encrypted for a reader, signature and all: openssl opens it with their key, and verifies what was inside', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hawser-reader-'));
    const theirs = join(folder, 'east.pem');
    const ends = openssl({}, 'req', '-x509', '-newkey', ...(algorithm === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']), '-nodes', '-keyout', join(folder, 'east.key'), '-out', theirs, '-subj', '/CN=East Basin', '-days', '30');
    expect(ends.ok).toBe(true);
    const sealed = await composeMail(MAIL, { trust: opened.trust, reader: openReader(theirs, new Date()) });
    expect(mailFaults(sealed.bytes)).toEqual([]);
    expect(sealed.bytes.toString('latin1')).not.toContain('multipart');
    const inside = openssl({ 'mail.eml': sealed.bytes }, 'cms', '-decrypt', '-in', 'mail.eml', '-recip', theirs, '-inkey', join(folder, 'east.key'));
    expect(inside).toMatchObject({ ok: true });
    expect(cmsVerify(inside.out, made.certificate, AT).ok).toBe(true);
    expect((await verifyDkim(sealed.bytes, [made.dkim.record], AT)).map(({ result }) => result)).toEqual(['pass']);
  });
});

describe('the certificate of a new identity', () => {
  it('is for signing mail of that address alone', async () => {
    const { certificate } = await newIdentity({ address: 'documents@fallback.hawserline.example', name: 'Hawser Line documents', at: AT, days: 730, algorithm: 'rsa', selector: 'a' });
    const read = new X509Certificate(certificate);
    expect([read.ca, read.subjectAltName, read.keyUsage, read.publicKey.asymmetricKeyDetails?.modulusLength]).toEqual([false, 'email:documents@fallback.hawserline.example', ['1.3.6.1.5.5.7.3.4'], 3072]);
    expect(new Date(read.validFrom)).toEqual(AT);
    expect(new Date(read.validTo)).toEqual(new Date('2028-07-23T18:00:00Z'));
  });
});

describe('an unsigned mail', () => {
  it('keeps to RFC 5322 and RFC 2045 to the letter all the same, and reads as it was meant', async () => {
    const { bytes } = await composeMail(MAIL);
    expect(mailFaults(bytes)).toEqual([]);
    expect(bytes.toString('latin1')).not.toMatch(/DKIM-Signature|multipart\/signed/);
  });
});
