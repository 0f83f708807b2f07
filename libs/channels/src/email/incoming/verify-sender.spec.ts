import { describe, expect, it } from '@jest/globals';
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { dkimRecord } from '../trust/dkim-record.js';
import { signDkim } from '../trust/sign-dkim.js';
import type { TxtResolver } from './answer-records.js';
import { readMail } from './read-mail.js';
import { verifySender } from './verify-sender.js';

const AT = new Date('2026-07-24T18:00:00Z');
const rsaOf = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const KEY = rsaOf(2048);
const WEAK = rsaOf(768);
const keyAt = (domain: string, key: KeyObject = KEY) => ({ domain, selector: 'k1', key });

const FIELDS = ['From: Gate desk <gate@quay.example>', 'To: desk@hawser.example', 'Subject: Re: HW-7F3K2Q6', 'Date: Fri, 24 Jul 2026 17:59:00 +0000', 'Message-ID: <a1@quay.example>'];
const BODY = 'RECEIVED\r\n';
const mailOf = (fields: readonly string[], body = BODY, above: readonly string[] = []) => Buffer.from([...above, ...fields, '', body].join('\r\n'), 'latin1');
const signed = (domain = 'quay.example', { fields = FIELDS, key = KEY, above = [] as string[] } = {}) => mailOf([signDkim(fields, Buffer.from(BODY), keyAt(domain, key), AT), ...fields], BODY, above);

/** A signature of these very tags and fields, where `signDkim` would make a better one. */
function signedWith(tags: string, names: readonly string[], algorithm = 'sha256', body = BODY): Buffer {
  const bh = createHash(algorithm).update(BODY).digest('base64');
  const field = `DKIM-Signature: v=1; a=rsa-${algorithm}; c=relaxed/relaxed; d=quay.example; s=k1;${tags} h=${names.join(':')}; bh=${bh}; b=`;
  const relaxed = (line: string) => `${line.slice(0, line.indexOf(':')).toLowerCase()}:${line.slice(line.indexOf(':') + 1).replace(/[ \t]+/g, ' ').trim()}`;
  const covered = names.flatMap((name) => FIELDS.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)));
  return mailOf([field + sign(algorithm, Buffer.from([...covered, field].map(relaxed).join('\r\n')), KEY).toString('base64'), ...FIELDS], body);
}

const dnsOf = (records: Record<string, string | Error>): TxtResolver => (name) => {
  const found = records[name];
  if (found === undefined) return Promise.reject(Object.assign(new Error(`no TXT for ${name}`), { code: 'ENOTFOUND' }));
  return found instanceof Error ? Promise.reject(found) : Promise.resolve([found]);
};
const DNS = { 'k1._domainkey.quay.example': dkimRecord(keyAt('quay.example')).value, 'k1._domainkey.mail.quay.example': dkimRecord(keyAt('mail.quay.example')).value, 'k1._domainkey.elsewhere.example': dkimRecord(keyAt('elsewhere.example')).value };
const timeout = Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' });

const judge = async (raw: Buffer, { dns = DNS, verdictFrom = null, hops = [] }: { dns?: Record<string, string | Error>; verdictFrom?: string | null; hops?: string[] } = {}) => verifySender(raw, await readMail(raw), { verdictFrom, hops, resolver: dnsOf(dns), at: AT });

describe('a signature that is checked here', () => {
  it('proves the domain of From, also from a name of the same organisation', async () => {
    expect(await judge(signed())).toEqual({ verified: true, by: 'dkim', because: 'DKIM of quay.example (selector k1) passes', domain: 'quay.example', covers: ['from', 'to', 'subject', 'date', 'message-id'] });
    expect(await judge(signed('mail.quay.example'))).toMatchObject({ verified: true, domain: 'mail.quay.example' });
  });

  it('of another name of the organisation proves nothing where DMARC asks for the very name', async () => {
    expect(await judge(signed('mail.quay.example'), { dns: { ...DNS, '_dmarc.quay.example': 'v=DMARC1; p=none; adkim=s' } })).toMatchObject({ verified: false, because: expect.stringContaining('adkim=s') });
    expect(await judge(signed(), { dns: { ...DNS, '_dmarc.quay.example': 'v=DMARC1; p=none; adkim=s' } })).toMatchObject({ verified: true });
  });

  it.each<[string, () => Buffer, Record<string, string | Error>, string]>([
    ['no signature', () => mailOf(FIELDS), DNS, 'it carries no DKIM signature'],
    ['one of somebody else', () => signed('elsewhere.example'), DNS, 'it is signed by elsewhere.example, not by quay.example'],
    ['other words than were signed', () => Buffer.from(signed().toString('latin1').replace('RECEIVED', 'REJECTED'), 'latin1'), DNS, 'body hash did not verify'],
    ['another subject than was signed', () => Buffer.from(signed().toString('latin1').replace('HW-7F3K2Q6', 'HW-2222222'), 'latin1'), DNS, 'bad signature'],
    ['a second From on top', () => signed('quay.example', { above: ['From: duty@elsewhere.example'] }), DNS, 'it has 2 From fields'],
    ['a second To on top, that names another document', () => signed('quay.example', { above: ['To: desk+HW-2222222@hawser.example'] }), DNS, 'it has more than one to'],
    ['a second In-Reply-To on top', () => signed('quay.example', { fields: [...FIELDS, 'In-Reply-To: <HW-7F3K2Q6.1@hawser.example>'], above: ['In-Reply-To: <HW-2222222.1@hawser.example>'] }), DNS, 'it has more than one in-reply-to'],
    ['a second Content-Type on top', () => signed('quay.example', { fields: [...FIELDS, 'Content-Type: text/plain'], above: ['Content-Type: text/html'] }), DNS, 'it has more than one content-type'],
    ['two addresses in From', () => mailOf(['From: a@quay.example, b@elsewhere.example', ...FIELDS.slice(1)]), DNS, 'no From with one address'],
    ['no From', () => mailOf(FIELDS.slice(1)), DNS, 'no From with one address'],
    ['a key of 768 bits', () => signed('quay.example', { key: WEAK }), { 'k1._domainkey.quay.example': dkimRecord(keyAt('quay.example', WEAK)).value }, 'weak-key'],
    ['a key that was revoked', () => signed(), { 'k1._domainkey.quay.example': 'v=DKIM1; k=rsa; p=' }, 'invalid public key'],
    ['a key in test', () => signed(), { 'k1._domainkey.quay.example': `${DNS['k1._domainkey.quay.example']}; t=y` }, 'in test'],
    ['no key in DNS', () => signed(), {}, 'no key'],
    ['From left out of what is signed', () => signedWith('', ['Subject', 'Date']), DNS, 'does not cover From'],
    ['words behind the length that was signed', () => signedWith(` l=${BODY.length};`, ['From', 'Subject'], 'sha256', `${BODY}KEYED\r\n`), DNS, 'a part of the words alone'],
    ['an end that is over', () => signedWith(` t=1700000000; x=1700000600;`, ['From', 'Subject']), DNS, 'expired'],
    ['SHA-1', () => signedWith('', ['From', 'Subject'], 'sha1'), DNS, 'rsa-sha1'],
  ])('counts for nothing with %s', async (_title, raw, dns, because) => {
    expect(await judge(raw(), { dns })).toMatchObject({ verified: false, by: 'none', because: expect.stringContaining(because), domain: null });
  });

  it('passes with exactly the fields that the cases above leave out or add', async () => {
    expect(await judge(signedWith('', ['From', 'Subject']))).toMatchObject({ verified: true });
  });

  it('that DNS could not be asked for is not checked, which is no pass and no fail', async () => {
    expect(await judge(signed(), { dns: { 'k1._domainkey.quay.example': timeout } })).toMatchObject({ verified: false, by: 'unchecked', because: expect.stringContaining('could not be checked') });
  });

  it('that is broken is a forgery where the domain asks that such mail is refused, and only there', async () => {
    const broken = Buffer.from(signed().toString('latin1').replace('RECEIVED', 'REJECTED'), 'latin1');
    expect(await judge(broken, { dns: { ...DNS, '_dmarc.quay.example': 'v=DMARC1; p=reject' } })).toMatchObject({ by: 'forged', because: expect.stringContaining('p=reject') });
    expect(await judge(broken, { dns: { ...DNS, '_dmarc.quay.example': 'v=DMARC1; p=quarantine' } })).toMatchObject({ by: 'none' });
    expect(await judge(mailOf(FIELDS), { dns: { ...DNS, '_dmarc.quay.example': 'v=DMARC1; p=reject' } })).toMatchObject({ by: 'none', because: expect.stringContaining('p=reject') });
  });

  it('is asked of DNS ten times at most, however many a mail carries', async () => {
    const asked: string[] = [];
    const many = mailOf([...Array.from({ length: 40 }, (_, n) => signDkim(FIELDS, Buffer.from(BODY), { ...keyAt('quay.example'), selector: `s${n}` }, AT)), ...FIELDS]);
    const proof = await verifySender(many, await readMail(many), { verdictFrom: null, hops: [], at: AT, resolver: (name) => { asked.push(name); return dnsOf({})(name); } });
    expect([proof.by, asked.length]).toEqual(['unchecked', 10]);
  });

  it('waits for a DNS that does not answer once in a mail', async () => {
    const asked: string[] = [];
    const two = mailOf([...['a', 'b'].map((selector) => signDkim(FIELDS, Buffer.from(BODY), { ...keyAt('quay.example'), selector }, AT)), ...FIELDS]);
    await verifySender(two, await readMail(two), { verdictFrom: null, hops: [], at: AT, resolver: (name) => { asked.push(name); return Promise.reject(timeout); } });
    expect(asked).toEqual(['a._domainkey.quay.example']);
  });
});

describe('the word of our receiving server', () => {
  const OURS = 'Received: from mta.quay.example by mx.hawser.example with ESMTPS; Fri, 24 Jul 2026 17:59:30 +0000';
  const THEIRS = 'Received: from pc by mta.quay.example; Fri, 24 Jul 2026 17:59:00 +0000';
  const said = (value: string) => `Authentication-Results: ${value}`;
  const DELIVERED = 'Received: from mx.hawser.example by mailboxes.hawser.example with LMTP id 1 for <documents@hawser.example>; Fri, 24 Jul 2026 17:59:31 +0000';
  const FILTERED = 'Received: from mx.hawser.example by scanner.hawser.example with ESMTP; Fri, 24 Jul 2026 17:59:30 +0000';
  const PASS = said('mx.hawser.example; dkim=pass header.d=quay.example');
  const asked = (above: readonly string[], verdictFrom: string | null = 'mx.hawser.example', hops: string[] = []) => judge(mailOf(FIELDS, BODY, above), { verdictFrom, hops });

  it.each<[string, string[], string[]?]>([
    ['dmarc=pass for the domain of From', [said('mx.hawser.example; dmarc=pass (p=reject) header.from=quay.example'), OURS, THEIRS]],
    ['dkim=pass of an aligned domain, below our own Received', [OURS, said('mx.hawser.example 1;\r\n dkim=pass reason="good" header.d=mail.quay.example header.s=k1; spf=fail smtp.mailfrom=x@y.example'), THEIRS]],
    ['dkim=pass by header.i', [said('MX.Hawser.example; dkim=pass header.i=@quay.example'), OURS]],
    ['below a delivery into the mailbox by LMTP', [DELIVERED, PASS, OURS, THEIRS]],
    ['below a host of ours that the settings name', [FILTERED, PASS, OURS, THEIRS], ['Scanner.hawser.example']],
    ['below both', [DELIVERED, FILTERED, OURS, PASS, THEIRS], ['scanner.hawser.example']],
  ])('is believed: %s', async (_title, above, ...[hops]) => {
    expect(await asked(above, undefined, hops)).toMatchObject({ verified: true, by: 'trusted-header', domain: 'quay.example' });
  });

  it.each<[string, string[], (string | null)?]>([
    ['under the Received of another server, where its sender may have written it', [OURS, THEIRS, said('mx.hawser.example; dkim=pass header.d=quay.example')]],
    ['that went through no server of ours', [PASS]],
    ['below a host that the settings do not name', [FILTERED, PASS, OURS]],
    ['below a delivery by LMTP that does not stand first, so that its sender may have written it', [OURS, DELIVERED, PASS]],
    ['below a delivery by LMTP and another server', [DELIVERED, THEIRS, PASS]],
    ['below a server whose words name LMTP', ['Received: from pc by mta.quay.example (not with LMTPX) with ESMTP; Fri, 24 Jul 2026 17:59:00 +0000', PASS]],
    ['under our own word, which says otherwise', [said('mx.hawser.example; dkim=fail header.d=quay.example'), said('mx.hawser.example; dkim=pass header.d=quay.example'), OURS]],
    ['from another server', [said('mta.quay.example; dmarc=pass header.from=quay.example'), OURS]],
    ['where the settings name no server', [said('mx.hawser.example; dmarc=pass header.from=quay.example'), OURS], null],
    ['for another domain', [said('mx.hawser.example; dmarc=pass header.from=elsewhere.example; dkim=pass header.d=elsewhere.example'), OURS]],
    ['of SPF alone', [said('mx.hawser.example; spf=pass smtp.mailfrom=gate@quay.example'), OURS]],
    ['in a comment', [said('mx.hawser.example; dkim=fail (x; dkim=pass header.d=quay.example) header.d=quay.example'), OURS]],
    ['in quotes', [said('mx.hawser.example; spf=fail smtp.mailfrom="; dkim=pass header.d=quay.example"'), OURS]],
    ['that says nothing', [said('mx.hawser.example; none'), OURS]],
    ['that cannot be read', [said('mx.hawser.example; dkim=pass (header.d=quay.example'), OURS]],
  ])('counts for nothing %s', async (_title, above, ...[verdictFrom]) => {
    expect(await asked(above, verdictFrom)).toMatchObject({ verified: false, by: 'none' });
  });

  it('that is missing leaves the signature to be checked here', async () => {
    expect(await judge(signed('quay.example', { above: [OURS] }), { verdictFrom: 'mx.hawser.example' })).toMatchObject({ verified: true, by: 'dkim' });
  });
});
