import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESK, makeIdentity, open, SIGNED_AT, type MadeIdentity } from '../../../../../test/support/mail-identity.js';
import { openssl } from '../../../../../test/support/openssl.js';
import { signerAt, UNSIGNED } from './mail-trust.js';
import { openMailTrust } from './open-mail-trust.js';

const YEAR_LATER = new Date('2027-07-24T18:00:00Z');

let one: MadeIdentity;
let other: MadeIdentity;
beforeAll(async () => { [one, other] = await Promise.all([makeIdentity(), makeIdentity()]); });

const put = (name: string, text: string, mode = 0o600) => {
  const file = join(one.folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};
const faultsOf = async (files: Parameters<typeof open>[0], at = SIGNED_AT) => (await open(files, at)).faults.map((fault) => fault.replaceAll(one.folder, '').replaceAll(other.folder, ''));
const serial = (signer: ReturnType<typeof signerAt>) => (signer ? Buffer.from(signer.certificate.serialNumber.valueBlock.valueHexView).toString('hex').toUpperCase() : null);

describe('a mail identity, when it is opened', () => {
  it('is nothing where none is configured', async () => {
    expect(await openMailTrust(null, { from: DESK, at: SIGNED_AT })).toEqual({ trust: UNSIGNED, faults: [], warnings: [] });
  });

  it('says every fault at once', async () => {
    const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const locked = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string;
    expect(await faultsOf({
      current: { ...one.files.current, key: other.files.current.key }, next: { certificate: join(one.folder, 'nothing.pem'), key: put('locked.key', locked), chain: null, from: null },
      dkim: [{ selector: 'a', key: put('short.key', rsa1024) }, { selector: 'b', key: put('no.key', 'words') }],
    })).toEqual([
      'mail.identity.key: found a key that does not belong to the certificate; expected the one it was made for',
      expect.stringMatching(/^mail\.identity\.next\.certificate: \/nothing\.pem cannot be read \(ENOENT.*expected certificates as PEM$/),
      'mail.identity.next.key: found a key with a passphrase in /locked.key; expected one without, in a file that only its owner reads',
      'mail.identity.dkim.0.key: found RSA with 1024 bits; expected RSA with 2048 bits or more, or Ed25519',
      expect.stringMatching(/^mail\.identity\.dkim\.1\.key: \/no\.key cannot be read/),
    ]);
  });

  it('is refused when it has ended, has not begun, or is for another address or another use', async () => {
    expect(await faultsOf(one.files, new Date('2029-01-01T00:00:00Z'))).toEqual([expect.stringMatching(/^mail\.identity\.certificate: found one that ended 2028-07-23T18:00:00\.000Z; expected a valid one\. Renew it, or take it out: mails then leave unsigned$/)]);
    expect(await faultsOf(one.files, new Date('2026-01-01T00:00:00Z'))).toEqual([expect.stringMatching(/^mail\.identity\.certificate: found one that begins 2026-07-24T18:00:00\.000Z/)]);
    const elsewhere = await makeIdentity({ address: 'desk@elsewhere.example' });
    expect((await open(elsewhere.files)).faults).toEqual([expect.stringMatching(/found one for email:desk@elsewhere\.example; expected one for documents@fallback\.hawserline\.example \(mail\.from\)/)]);
    const web = [put('web.pem', ''), put('web.key', '')] as const;
    openssl({}, 'req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-keyout', web[1], '-out', web[0], '-subj', `/CN=x/emailAddress=${DESK}`, '-days', '30', '-addext', 'extendedKeyUsage=serverAuth');
    chmodSync(web[1], 0o600);
    expect(await faultsOf({ current: { certificate: web[0], key: web[1], chain: null }, next: null, dkim: [] }, new Date())).toEqual([
      'mail.identity.certificate: found RSA with 1024 bits; expected RSA with 2048 bits or more, or EC on P-256',
      'mail.identity.certificate: found one for the uses 1.3.6.1.5.5.7.3.1; expected e-mail protection (1.3.6.1.5.5.7.3.4)',
    ]);
  });

  it('is warned of when others can read its key, when it ends soon, and when the way to its root is missing', async () => {
    chmodSync(one.files.current.key, 0o644);
    expect((await open(one.files)).warnings).toEqual([expect.stringMatching(/^mail\.identity\.key: .* can be read by others than its owner; chmod 600 closes it$/)]);
    chmodSync(one.files.current.key, 0o600);
    expect((await open(one.files, new Date('2028-07-01T00:00:00Z'))).warnings).toEqual(['mail.identity.certificate ends 2028-07-23T18:00:00.000Z; announce the next one now (mail.identity.next)']);
  });

  it('announces both of a rollover, and changes at the instant that was announced, without a restart', async () => {
    const both = { ...one.files, next: { ...other.files.current, from: YEAR_LATER } };
    const { trust, faults } = await open(both);
    expect(faults).toEqual([]);
    expect(trust.announced.map(({ certificate, from }) => [certificate.serialNumber, from?.toISOString()])).toEqual([[expect.any(String), '1970-01-01T00:00:00.000Z'], [expect.any(String), '2027-07-24T18:00:00.000Z']]);
    const [first, second] = trust.announced.map(({ certificate }) => certificate.serialNumber);
    expect([new Date(YEAR_LATER.getTime() - 1), YEAR_LATER].map((at) => serial(signerAt(trust, at)))).toEqual([first, second]);
  });

  it('only announces a next one that has no date, with or without its key', async () => {
    const { trust, faults } = await open({ ...one.files, next: { ...other.files.current, key: null, from: null } });
    expect([faults, trust.announced.map(({ from }) => from?.getTime() ?? null), trust.signers.length]).toEqual([[], [0, null], 1]);
  });

  it('does not mind that the old one has ended once its successor signs, and says that it may go', async () => {
    const old = await makeIdentity({ days: 100 });
    const { trust, faults, warnings } = await open({ ...old.files, next: { ...one.files.current, from: new Date('2026-10-01T00:00:00Z') } }, new Date('2027-01-01T00:00:00Z'));
    expect([faults, warnings, trust.signers.length]).toEqual([[], ['mail.identity: its successor signs since mail.identity.next.from; put that in its place'], 1]);
    expect(serial(signerAt(trust, new Date('2027-01-01T00:00:00Z')))).toBe(trust.announced[1]?.certificate.serialNumber);
  });
});
