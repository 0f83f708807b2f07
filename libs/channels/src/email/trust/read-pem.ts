import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { wordsOf } from '#common';

/** What a file held, or a sentence that says what was found and what was expected. */
export type Read<T> = { ok: true; value: T; warnings: string[] } | { ok: false; fault: string };

/** Larger than any chain of certificates. */
const LARGEST_FILE = 1024 * 1024;
/** For the group and for everybody: neither needs a private key. */
const OTHERS = 0o077;

/** Every certificate of a PEM file, in its order. */
export function readCertificates(at: string, file: string): Read<[X509Certificate, ...X509Certificate[]]> {
  try {
    const blocks = textOf(file).match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [];
    const [first, ...more] = blocks.map((block) => new X509Certificate(block));
    if (!first) return { ok: false, fault: `${at}: found no certificate in ${file}; expected PEM, with a line BEGIN CERTIFICATE` };
    return { ok: true, value: [first, ...more], warnings: [] };
  } catch (error) {
    return { ok: false, fault: `${at}: ${file} cannot be read (${wordsOf(error)}); expected certificates as PEM` };
  }
}

/** A private key without a passphrase: nobody is there to type one at 03:00. The file's rights protect it. */
export function readKey(at: string, file: string): Read<KeyObject> {
  try {
    const text = textOf(file);
    if (/ENCRYPTED/.test(text)) return { ok: false, fault: `${at}: found a key with a passphrase in ${file}; expected one without, in a file that only its owner reads` };
    const key = createPrivateKey(text);
    const open = statSync(file).mode & OTHERS;
    return { ok: true, value: key, warnings: open === 0 ? [] : [`${at}: ${file} can be read by others than its owner; chmod 600 closes it`] };
  } catch (error) {
    return { ok: false, fault: `${at}: ${file} cannot be read (${wordsOf(error)}); expected a private key as PEM` };
  }
}

function textOf(file: string): string {
  const { size } = statSync(file);
  if (size > LARGEST_FILE) throw new Error(`found ${size} bytes, expected at most ${LARGEST_FILE}`);
  return readFileSync(file, 'latin1');
}
