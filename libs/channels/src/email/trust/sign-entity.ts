import { webcrypto } from 'node:crypto';
import { ObjectIdentifier, OctetString, UTCTime } from 'asn1js';
import { Attribute, type Certificate, ContentInfo, EncapsulatedContentInfo, IssuerAndSerialNumber, SignedAndUnsignedAttributes, SignedData, SignerInfo } from 'pkijs';
import { base64Lines, entityBytes, type Entity } from '../mime-entity.js';
import { engine } from './engine.js';

/** A certificate with the key that signs for it, and the way to its root. */
export interface Signer { certificate: Certificate; chain: readonly Certificate[]; key: webcrypto.CryptoKey }

/** RFC 5652, section 11, and RFC 2985. */
const OID = { data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5' };

/**
 * `multipart/signed` (RFC 8551, 3.5.3): the entity stays readable for whoever checks nothing, its signature stands behind it. What
 * is signed is the entity without the CRLF before the boundary, which belongs to the boundary (RFC 1847, 2.1).
 * No SMIMECapabilities: they would invite encrypted answers, which nobody here could read.
 */
export async function signEntity(entity: Entity, signer: Signer, at: Date, boundary: string): Promise<Entity> {
  const whole = entityBytes(entity);
  const signed = whole.subarray(-2).equals(Buffer.from('\r\n')) ? whole.subarray(0, -2) : whole;
  const signature = await signatureOf(signed, signer, at);
  return {
    fields: [`Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n micalg="sha-256"; boundary="${boundary}"`],
    body: Buffer.concat([
      Buffer.from(`--${boundary}\r\n`), signed,
      Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7s"\r\n\r\n${base64Lines(signature)}--${boundary}--\r\n`),
    ]),
  };
}

/** A detached CMS SignedData with the signer's certificate and its chain inside. */
async function signatureOf(content: Buffer, { certificate, chain, key }: Signer, at: Date): Promise<Uint8Array> {
  const digest = await webcrypto.subtle.digest('SHA-256', new Uint8Array(content));
  const attributes = [
    new Attribute({ type: OID.contentType, values: [new ObjectIdentifier({ value: OID.data })] }),
    // UTCTime until 2049 (RFC 8551, 2.5.1), in whole seconds.
    new Attribute({ type: OID.signingTime, values: [new UTCTime({ valueDate: new Date(Math.floor(at.getTime() / 1000) * 1000) })] }),
    new Attribute({ type: OID.messageDigest, values: [new OctetString({ valueHex: digest })] }),
  ];
  const data = new SignedData({
    version: 1, encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }), certificates: [certificate, ...chain],
    signerInfos: [new SignerInfo({
      version: 1, sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
      signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: inDerOrder(attributes) }),
    })],
  });
  await data.sign(key, 0, 'SHA-256', undefined, engine);
  return new Uint8Array(new ContentInfo({ contentType: OID.signedData, content: data.toSchema(true) }).toSchema().toBER());
}

/** A SET OF is hashed in DER, that is sorted by its encoding; a verifier that encodes it anew must find the same bytes. */
function inDerOrder(attributes: Attribute[]): Attribute[] {
  const encoded = new Map(attributes.map((one) => [one, Buffer.from(one.toSchema().toBER())]));
  return [...attributes].sort((a, b) => Buffer.compare(encoded.get(a) ?? Buffer.alloc(0), encoded.get(b) ?? Buffer.alloc(0)));
}
