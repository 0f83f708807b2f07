import { generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { BitString, Integer, OctetString, Sequence, Utf8String, type BaseBlock } from 'asn1js';
import { AttributeTypeAndValue, Certificate, ExtKeyUsage, Extension, GeneralName, GeneralNames, PublicKeyInfo, RelativeDistinguishedNames, Time } from 'pkijs';
import { dkimRecord, type DkimRecord } from './dkim-record.js';
import { engine, importSigningKey } from './engine.js';

export interface NewIdentity {
  certificate: string;
  key: string;
  dkim: { selector: string; key: string; record: DkimRecord };
}

export interface NewIdentityWish {
  /** the address of mail.from; its domain is the one of the DKIM record */
  address: string;
  name: string;
  at: Date;
  days: number;
  algorithm: 'rsa' | 'ec';
  /** its name in DNS; a new key gets a new one, so that both stand there during a change */
  selector: string;
}

const keyPair = promisify(generateKeyPair);
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;

/** Fresh keys, a certificate that vouches for itself, and what DNS must hold. Nothing is written. */
export async function newIdentity(wish: NewIdentityWish): Promise<NewIdentity> {
  const keys = wish.algorithm === 'rsa' ? await keyPair('rsa', { modulusLength: 3072 }) : await keyPair('ec', { namedCurve: 'P-256' });
  // 2048: a DKIM record of 4096 bits is more than some DNS hosts take.
  const dkim = await keyPair('rsa', { modulusLength: 2048 });
  const domain = wish.address.slice(wish.address.lastIndexOf('@') + 1).toLowerCase();
  const certificate = await selfSigned(wish, keys);
  return {
    certificate, key: pem(keys.privateKey),
    dkim: { selector: wish.selector, key: pem(dkim.privateKey), record: dkimRecord({ domain, selector: wish.selector, key: dkim.privateKey }) },
  };
}

/** RFC 5280; for mail RFC 8550, section 4: the address as rfc822Name, uses signing and e-mail protection. */
async function selfSigned({ address, name, at, days }: NewIdentityWish, keys: { publicKey: KeyObject; privateKey: KeyObject }): Promise<string> {
  const begins = new Date(Math.floor(at.getTime() / 1000) * 1000);
  const subject = new RelativeDistinguishedNames({ typesAndValues: [new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: name }) })] });
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' });
  const extension = (extnID: string, critical: boolean, value: BaseBlock) => new Extension({ extnID, critical, extnValue: value.toBER() });
  const certificate = new Certificate({
    version: 2, serialNumber: new Integer({ valueHex: positive(randomBytes(16)) }),
    issuer: subject, subject,
    notBefore: new Time({ value: begins }), notAfter: new Time({ value: new Date(begins.getTime() + days * 24 * 3_600_000) }),
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(new Uint8Array(spki)),
    extensions: [
      extension('2.5.29.19', true, new Sequence({ value: [] })),
      // digitalSignature and nonRepudiation: it signs, and signs nobody else's certificates.
      extension('2.5.29.15', true, new BitString({ valueHex: new Uint8Array([0b1100_0000]).buffer, unusedBits: 6 })),
      extension('2.5.29.37', false, new ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.4'] }).toSchema()),
      extension('2.5.29.17', false, new GeneralNames({ names: [new GeneralName({ type: 1, value: address })] }).toSchema()),
      extension('2.5.29.14', false, new OctetString({ valueHex: await engine.digest('SHA-1', new Uint8Array(spki)) })),
    ],
  });
  await certificate.sign(await importSigningKey(keys.privateKey), 'SHA-256', engine);
  const der = Buffer.from(certificate.toSchema(true).toBER());
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}

/** Not negative and not zero-led (RFC 5280, 4.1.2.2: a positive integer of at most 20 bytes). */
function positive(bytes: Buffer): ArrayBuffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return new Uint8Array(bytes).buffer;
}
