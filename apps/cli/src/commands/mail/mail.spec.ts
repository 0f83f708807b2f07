import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { verifyDkim } from '../../../../terminal/src/verify-dkim.js';
import { cmsVerify } from '../../../../../test/support/openssl.js';
import { mailFaults } from '../../../../terminal/src/mail-faults.js';
import { previewFile } from '../preview.js';
import { showIdentity, type IdentityOptions } from './identity.js';
import type { IdentitySheet } from './identity-sheet.js';
import { NEVER_ATTACHED, NEVER_SAID } from './never-used.js';
import { writeIdentity, type NewIdentityOptions } from './new-identity.js';

const AT = new Date('2026-07-24T18:00:00Z');
const FROM = 'Hawser Line documents <documents@fallback.hawserline.example>';
const MANIFEST = 'test/fixtures/x12/309/original-hazmat.edi';

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'hawser-mail-')); env = { HAWSER_CONFIG: folder }; });
afterAll(() => rm(folder, { recursive: true }));

async function run(command: (face: Parameters<typeof showIdentity>[1]) => Promise<number>) {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (lines: string[]) => (text: string | Uint8Array): Promise<void> => { lines.push(Buffer.from(text).toString()); return Promise.resolve(); };
  const code = await command({ out: into(out), err: into(err), at: AT, env });
  return { code, out: out.join(''), err: err.join('') };
}
const identity = (options: IdentityOptions = {}) => run((face) => showIdentity(options, face));
const newIdentity = (options: Partial<NewIdentityOptions> = {}) => run((face) => writeIdentity({ out: join(folder, 'keys'), algorithm: 'ec', ...options }, face));
const settings = (more: string) => writeFile(join(folder, 'settings.yaml'), `mail:\n  from: ${FROM}\n  replyTo: ${FROM}\n  domain: fallback.hawserline.example\n  phone: +1 555 010 0199\n${more}`);
const CONFIGURED = '  identity: { certificate: keys/mail.pem, key: keys/mail.key, dkim: { selector: hw202607, key: keys/dkim-hw202607.key } }\n';

describe('hawser mail new-identity', () => {
  it('does not make one for the placeholder of a fresh checkout', async () => {
    expect(await newIdentity()).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/mail\.from is still desk@hawser\.example/) });
  });

  it('makes keys that only their owner reads, a certificate and a record for DNS, and says what a CA adds', async () => {
    await settings('');
    const { code, out } = await newIdentity();
    expect(code).toBe(0);
    for (const key of ['mail.key', 'dkim-hw202607.key']) expect((await stat(join(folder, 'keys', key))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'keys/dkim-hw202607.txt'), 'utf8')).toMatch(/^hw202607\._domainkey\.fallback\.hawserline\.example\. IN TXT \( "v=DKIM1; k=rsa; p=[^"]+" "[^"]+" \)\n$/);
    expect(out).toMatch(/One that a CA issued/);
  });

  it('overwrites nothing', async () => {
    const before = await readFile(join(folder, 'keys/mail.key'), 'utf8');
    expect(await newIdentity()).toMatchObject({ code: 1, err: expect.stringMatching(/holds mail\.pem, mail\.key, dkim-hw202607\.key, dkim-hw202607\.txt already, and nothing is overwritten/) });
    expect(await readFile(join(folder, 'keys/mail.key'), 'utf8')).toBe(before);
  });
});

describe('hawser mail identity', () => {
  it('prints who we are, and that mails are unsigned, where no identity is named', async () => {
    expect(await identity()).toMatchObject({ code: 0, out: expect.stringMatching(/Phone +\+1 555 010 0199[^]*mails leave unsigned/) });
    expect(await identity({ sample: join(folder, 'none.eml') })).toMatchObject({ code: 1, err: expect.stringMatching(/nothing to sign a sample with/) });
  });

  it('gives fingerprint, validity and DNS record, for machines too', async () => {
    await settings(CONFIGURED);
    const sheet = JSON.parse((await identity({ json: true })).out) as IdentitySheet;
    expect(sheet).toMatchObject({
      from: FROM, domain: 'fallback.hawserline.example', phone: '+1 555 010 0199', next: null,
      certificate: { sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/), validFrom: '2026-07-24T18:00:00.000Z', validTo: '2028-07-23T18:00:00.000Z', selfSigned: true },
      dkim: [{ name: 'hw202607._domainkey.fallback.hawserline.example', type: 'TXT' }],
    });
    expect(sheet.neverSaid).toContain('click here');
  });

  it('names where confirm links lead, the one exception, once the house has them', async () => {
    await settings(CONFIGURED);
    expect((await identity()).out).not.toContain('confirm');
    await settings(`${CONFIGURED}\n  confirm: { url: https://confirm.hawserline.example/, secretEnv: CONFIRM_SECRET, validFor: 7d }`);
    expect((await identity()).out).toMatch(/One exception[^\n]*\n {2}https:\/\/confirm\.hawserline\.example\/confirm\/$/m);
    await settings(CONFIGURED);
  });

  it('writes a sample that openssl and a DKIM verifier pass, and that nobody can take for live', async () => {
    const file = join(folder, 'sample.eml');
    expect(await identity({ sample: file })).toMatchObject({ code: 0 });
    const [mail, certificate, sheet] = [await readFile(file), await readFile(join(folder, 'keys/mail.pem'), 'utf8'), JSON.parse((await identity({ json: true })).out) as IdentitySheet];
    expect(mailFaults(mail)).toEqual([]);
    expect(cmsVerify(mail, certificate, AT).ok).toBe(true);
    expect((await verifyDkim(mail, sheet.dkim, AT)).map(({ result }) => result)).toEqual(['pass']);
    const { subject, text, attachments } = await simpleParser(mail);
    expect(subject).toMatch(/^TEST \| .*Ref SAMPLE$/);
    expect(text).toMatch(/There is nothing to key in/);
    expect(attachments.map(({ filename }) => filename)).toEqual(['SAMPLE.pdf', 'SAMPLE.xlsx', '000000001-1-0001-309.edi.txt', 'smime.p7s']);
  });

  it('announces the next certificate beside the one in use, with its day', async () => {
    expect((await newIdentity({ out: join(folder, 'next'), selector: 'hw202807' })).code).toBe(0);
    await settings(CONFIGURED.replace(', dkim', ", next: { certificate: next/mail.pem, key: next/mail.key, from: '2027-07-01T00:00:00Z' }, dkim"));
    const { out } = await identity();
    expect(out.match(/SHA-256/g)).toHaveLength(3);
    expect(out).toContain('signs from 2027-07-01T00:00:00.000Z on');
  });

  it('says every fault of an identity, and answers no', async () => {
    await settings(CONFIGURED.replace('key: keys/mail.key', 'key: next/mail.key').replace('keys/dkim-hw202607.key', 'keys/gone.key'));
    const { code, err } = await identity();
    expect(code).toBe(1);
    expect(err).toMatch(/2 faults:\n {2}mail\.identity\.key: found a key that does not belong[^\n]*\n {2}mail\.identity\.dkim\.key: .*gone\.key cannot be read/);
    expect(await run((face) => previewFile(MANIFEST, { format: 'eml' }, face))).toMatchObject({ code: 2, err: expect.stringMatching(/does not belong/) });
  });
});

describe('hawser preview --format eml', () => {
  it('writes what would leave: signed, strict, its ST to SE byte for byte', async () => {
    await settings(CONFIGURED);
    const file = join(folder, 'm.eml');
    expect(await run((face) => previewFile(MANIFEST, { format: 'eml', out: file }, face))).toMatchObject({ code: 0, err: expect.stringMatching(/m\.eml: 1 document, \d+ bytes\n$/) });
    const mail = await readFile(file);
    expect(mailFaults(mail)).toEqual([]);
    expect(cmsVerify(mail, await readFile(join(folder, 'keys/mail.pem'), 'utf8'), AT).ok).toBe(true);
    const x12 = (await simpleParser(mail)).attachments.find(({ contentType }) => contentType.toLowerCase() === 'application/edi-x12');
    const [set = 'none'] = /(?<=\n)ST\*[^]*SE\*33\*0001~/.exec(await readFile(MANIFEST, 'utf8')) ?? [];
    expect(x12?.content.toString()).toContain(set);
  });

  it('is unsigned without an identity, and says so', async () => {
    await settings('');
    const { code, out, err } = await run((face) => previewFile(MANIFEST, { format: 'eml' }, face));
    expect([code, err]).toEqual([0, 'hawser: unsigned: settings.yaml names no mail.identity\n']);
    expect(mailFaults(Buffer.from(out))).toEqual([]);
    expect(out).not.toMatch(/DKIM-Signature|multipart\/signed/);
  });

  it('makes a mail of each document, in numbered files', async () => {
    const two = 'test/fixtures/x12/309/two-manifests.edi';
    expect(await run((face) => previewFile(two, { format: 'eml' }, face))).toMatchObject({ code: 2, err: expect.stringMatching(/each a mail of its own/) });
    expect(await run((face) => previewFile(two, { format: 'eml', out: join(folder, 'two.eml') }, face))).toMatchObject({ code: 0 });
    const mails = await Promise.all([1, 2].map(async (n) => simpleParser(await readFile(join(folder, `two-${n}.eml`)))));
    expect(mails.map(({ messageId }) => messageId)).toEqual(['<PREVIEW-1.1@fallback.hawserline.example>', '<PREVIEW-2.1@fallback.hawserline.example>']);
  });

  it.each(['en', 'es', 'pt', 'fr'])('never says in %s what terminals are told we never say, and attaches nothing of that kind', async (language) => {
    const { out } = await run((face) => previewFile(MANIFEST, { format: 'eml', language }, face));
    const { text = '', html, attachments } = await simpleParser(Buffer.from(out));
    for (const never of NEVER_SAID) expect([never, `${text}${String(html)}`.toLowerCase().includes(never)]).toEqual([never, false]);
    for (const { filename } of attachments) expect(NEVER_ATTACHED.some((ending) => filename?.endsWith(ending))).toBe(false);
  });
});
