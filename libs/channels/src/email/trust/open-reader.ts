import { Certificate } from 'pkijs';
import { MailInputError } from '../errors.js';
import { readCertificates } from './read-pem.js';

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

export interface CheckedReader { reader: Certificate | null; faults: string[]; warnings: string[] }

/**
 * A terminal's certificate, for which its mails are encrypted. One that has ended is only warned of: it is the one they gave us, they
 * still have its key, and a document held back for a date would help nobody.
 */
export function checkReader(at: string, file: string, now: Date): CheckedReader {
  const read = readCertificates(at, file);
  if (!read.ok) return { reader: null, faults: [read.fault], warnings: [] };
  const [leaf] = read.value;
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = leaf.publicKey;
  if (kind !== 'rsa' && !(kind === 'ec' && CURVES.includes(details?.namedCurve ?? ''))) return { reader: null, faults: [`${at}: found a key of the kind ${kind ?? 'unknown'} in ${file}; expected RSA, or EC on P-256, P-384 or P-521`], warnings: [] };
  const ends = new Date(leaf.validTo);
  return { reader: Certificate.fromBER(new Uint8Array(leaf.raw)), faults: [], warnings: ends > now ? [] : [`${at}: ${file} ended ${ends.toISOString()}; ask them for a new one. Mails are still encrypted for it`] };
}

/** @throws MailInputError when it cannot be used: a mail that was to be encrypted never goes in the clear instead */
export function openReader(file: string, now: Date): Certificate {
  const { reader, faults } = checkReader('mail.encryptTo', file, now);
  if (reader === null) throw new MailInputError(faults.join('; '));
  return reader;
}
