import type { KeyObject, X509Certificate } from 'node:crypto';

/** id-kp-emailProtection (RFC 5280, 4.2.1.12) and anyExtendedKeyUsage. */
const FOR_MAIL = ['1.3.6.1.5.5.7.3.4', '2.5.29.37.0'];
const SMALLEST_RSA = 2048;
const SOON_MS = 30 * 24 * 3_600_000;

export interface Verdict { faults: string[]; warnings: string[] }

/** Whether a certificate can sign our mails: its key, its time, its address, its use, its way to a root. Everything that is wrong is said. */
export function checkCertificate(at: string, given: { leaf: X509Certificate; chain: readonly X509Certificate[]; key: KeyObject | null; address: string; now: Date; from: Date }): Verdict {
  const { leaf, chain, key, address, now, from } = given;
  const faults: string[] = [];
  const warnings: string[] = [];
  const ends = new Date(leaf.validTo);
  const begins = new Date(leaf.validFrom);
  const weak = weakKey(leaf.publicKey);
  if (weak) faults.push(`${at}.certificate: found ${weak}; expected RSA with ${SMALLEST_RSA} bits or more, or EC on P-256`);
  if (key && !leaf.checkPrivateKey(key)) faults.push(`${at}.key: found a key that does not belong to the certificate; expected the one it was made for`);
  if (ends <= now) faults.push(`${at}.certificate: found one that ended ${ends.toISOString()}; expected a valid one. Renew it, or take it out: mails then leave unsigned`);
  else if (ends.getTime() - now.getTime() < SOON_MS) warnings.push(`${at}.certificate ends ${ends.toISOString()}; announce the next one now (mail.identity.next)`);
  if (begins > from) faults.push(`${at}.certificate: found one that begins ${begins.toISOString()}; expected one that is valid when it is used (${from.toISOString()})`);
  // RFC 8551, 3: the address in the certificate is compared with From, without regard to case.
  if (leaf.checkEmail(address.toLowerCase()) === undefined && leaf.checkEmail(address) === undefined) faults.push(`${at}.certificate: found one for ${leaf.subjectAltName ?? leaf.subject.replaceAll('\n', ', ')}; expected one for ${address} (mail.from), or every reader is warned`);
  const uses = leaf.keyUsage as readonly string[] | undefined;
  if (uses && !uses.some((use) => FOR_MAIL.includes(use))) faults.push(`${at}.certificate: found one for the uses ${uses.join(', ')}; expected e-mail protection (${FOR_MAIL[0] ?? ''})`);
  if (!vouchesForItself(leaf) && !chain.some((one) => leaf.checkIssued(one))) warnings.push(`${at}.chain: found no certificate of its issuer (${leaf.issuer.replaceAll('\n', ', ')}); a reader may not find the way to the root`);
  for (const one of chain) if (new Date(one.validTo) <= now) warnings.push(`${at}.chain: ${one.subject.replaceAll('\n', ', ')} ended ${new Date(one.validTo).toISOString()}`);
  return { faults, warnings };
}

/** By its name and its signature: whether it may sign certificates of others does not matter here. */
const vouchesForItself = (leaf: X509Certificate): boolean => leaf.subject === leaf.issuer && leaf.verify(leaf.publicKey);

/** What is too weak or not read by common mail programs. */
function weakKey(key: KeyObject): string | null {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return (modulusLength ?? 0) >= SMALLEST_RSA ? null : `RSA with ${modulusLength ?? 0} bits`;
  if (key.asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? null : `EC on ${namedCurve ?? 'an unnamed curve'}`;
  return `a key of the kind ${key.asymmetricKeyType ?? 'unknown'}`;
}
