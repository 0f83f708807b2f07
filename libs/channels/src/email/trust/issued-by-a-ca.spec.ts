import { beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../../../../../test/support/mail-identity.js';
import { cmsVerify, openssl } from '../../../../../test/support/openssl.js';
import { composeMail, type MailToCompose } from '../compose-mail.js';

const DESK = 'documents@fallback.hawserline.example';
const MAIL: Omit<MailToCompose, 'date'> = {
  identity: { from: DESK, replyTo: DESK, domain: 'fallback.hawserline.example' }, to: ['a@east.example'], subject: 'Ref HW-7F3K2Q6', text: 'words\n', html: '<p>words</p>', attachments: [],
  messageId: 'HW-7F3K2Q6.1@fallback.hawserline.example', threadRoot: null, headers: {},
};

let folder: string;
/** after the certificates were issued by the wall's clock, which openssl keeps */
let now: Date;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hawser-ca-'));
  writeFileSync(at('ca.ext'), 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n');
  writeFileSync(at('mail.ext'), `basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectAltName=email:${DESK}\n`);
  const run = (...given: string[]) => { const { ok, said } = openssl({}, ...given); if (!ok) throw new Error(said); };
  const ask = (name: string, key: string[]) => { run('req', '-new', '-newkey', ...key, '-nodes', '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`), '-subj', `/CN=${name}`); };
  const issue = (name: string, by: string, ext: string) => { run('x509', '-req', '-in', at(`${name}.csr`), '-CA', at(`${by}.pem`), '-CAkey', at(`${by}.key`), '-CAcreateserial', '-days', '90', '-extfile', at(ext), '-out', at(`${name}.pem`)); };
  run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', at('root.key'), '-out', at('root.pem'), '-subj', '/CN=root', '-days', '90', '-addext', 'keyUsage=critical,keyCertSign');
  ask('intermediate', ['rsa:2048']);
  issue('intermediate', 'root', 'ca.ext');
  ask('mail', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']);
  issue('mail', 'intermediate', 'mail.ext');
  chmodSync(at('mail.key'), 0o600);
  now = new Date();
});

describe('a certificate that a CA issued', () => {
  it('travels with its chain: a reader who only knows the root verifies the mail', async () => {
    const { trust, faults, warnings } = await open({ current: { certificate: at('mail.pem'), key: at('mail.key'), chain: at('intermediate.pem') }, next: null, dkim: [] }, now);
    expect([faults, warnings]).toEqual([[], []]);
    const { bytes } = await composeMail({ ...MAIL, date: now }, { trust });
    expect(cmsVerify(bytes, readFileSync(at('root.pem'), 'utf8'), now)).toMatchObject({ ok: true });
  });

  it('may stand with its chain in one file', async () => {
    writeFileSync(at('both.pem'), readFileSync(at('mail.pem'), 'utf8') + readFileSync(at('intermediate.pem'), 'utf8'));
    const { trust, warnings } = await open({ current: { certificate: at('both.pem'), key: at('mail.key'), chain: null }, next: null, dkim: [] }, now);
    expect(warnings).toEqual([]);
    expect(cmsVerify((await composeMail({ ...MAIL, date: now }, { trust })).bytes, readFileSync(at('root.pem'), 'utf8'), now).ok).toBe(true);
  });

  it('is warned of without its chain, and is then not verified by such a reader', async () => {
    const { trust, warnings } = await open({ current: { certificate: at('mail.pem'), key: at('mail.key'), chain: null }, next: null, dkim: [] }, now);
    expect(warnings).toEqual([expect.stringMatching(/^mail\.identity\.chain: found no certificate of its issuer \(CN=intermediate\)/)]);
    expect(cmsVerify((await composeMail({ ...MAIL, date: now }, { trust })).bytes, readFileSync(at('root.pem'), 'utf8'), now).ok).toBe(false);
  });
});
