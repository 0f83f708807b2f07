import { webcrypto, type KeyObject } from 'node:crypto';
import { CryptoEngine } from 'pkijs';

/** Node's own WebCrypto under pkijs, handed to each call: no global engine that another room could change. */
export const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as never });

/** How a key signs: PKCS #1 v1.5, because Outlook's older versions do not read PSS; ECDSA on P-256. Both with SHA-256 (RFC 8551, 2.2). */
export function signingAlgorithm(key: KeyObject): { name: 'RSASSA-PKCS1-v1_5'; hash: 'SHA-256' } | { name: 'ECDSA'; namedCurve: 'P-256'; hash: 'SHA-256' } {
  return key.asymmetricKeyType === 'rsa' ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
}

export async function importSigningKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), signingAlgorithm(key), false, ['sign']);
}
