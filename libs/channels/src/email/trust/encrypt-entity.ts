import { type Certificate, ContentInfo, EnvelopedData } from 'pkijs';
import { base64Lines, entityBytes, type Entity } from '../mime-entity.js';
import { engine } from './engine.js';

/** WebCrypto's parameters for a new session key; pkijs names them by a narrower type. */
const AES: { name: string } = { name: 'AES-CBC', length: 256 } as { name: string };

/**
 * `application/pkcs7-mime` (RFC 8551, 3.3): the signed entity for one reader's certificate, RSA (OAEP) or EC. AES-256-CBC in
 * EnvelopedData, which every S/MIME client reads; GCM would need AuthEnvelopedData, which Outlook does not read. What CBC does not
 * protect, the signature inside does.
 */
export async function encryptEntity(entity: Entity, reader: Certificate): Promise<Entity> {
  const data = new EnvelopedData();
  // Only `oaepHashAlgorithm` counts for RSA, only the other two for EC.
  data.addRecipientByCertificate(reader, { oaepHashAlgorithm: 'SHA-256', kdfAlgorithm: 'SHA-256', kekEncryptionLength: 256 }, undefined, engine);
  await data.encrypt(AES, new Uint8Array(entityBytes(entity)).buffer, engine);
  const bytes = new Uint8Array(new ContentInfo({ contentType: ContentInfo.ENVELOPED_DATA, content: data.toSchema() }).toSchema().toBER());
  return {
    fields: ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data;\r\n name="smime.p7m"', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename="smime.p7m"'],
    body: Buffer.from(base64Lines(bytes)),
  };
}
