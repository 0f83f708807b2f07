import type { X509Certificate } from 'node:crypto';
import addressparser from 'nodemailer/lib/addressparser';
import { Certificate } from 'pkijs';
import { checkCertificate } from './check-certificate.js';
import { importSigningKey } from './engine.js';
import { UNSIGNED, type MailTrust } from './mail-trust.js';
import { readCertificates, readKey } from './read-pem.js';
import type { DkimKey } from './sign-dkim.js';

/** Files of a certificate: PEM. Further certificates behind the first are its chain, as those of `chain` are. */
export interface CertificateFiles { certificate: string; key: string | null; chain: string | null }

/** `mail.identity` of the settings. */
export interface MailIdentityFiles {
  current: (CertificateFiles & { key: string }) | null;
  /** announced before it is used; `from`: the instant it takes over by itself, which needs its key */
  next: (CertificateFiles & { from: Date | null }) | null;
  dkim: readonly { selector: string; key: string }[];
}

export interface OpenedTrust { trust: MailTrust; faults: string[]; warnings: string[] }

/** From the beginning of time: the certificate in use needs no date. */
const ALWAYS = new Date(0);
const SMALLEST_RSA = 2048;

/** Reads and checks every file of an identity at once. With faults, nothing of it may be used. */
export async function openMailTrust(files: MailIdentityFiles | null, { from, at }: { from: string; at: Date }): Promise<OpenedTrust> {
  if (files === null) return { trust: UNSIGNED, faults: [], warnings: [] };
  const address = addressparser(from, { flatten: true })[0]?.address ?? '';
  const switchedAt = files.next?.from ?? null;
  const current = files.current ? await openCertificate('mail.identity', files.current, { address, now: at, from: at, replaced: switchedAt !== null && switchedAt <= at }) : NOTHING;
  const next = files.next ? await openCertificate('mail.identity.next', files.next, { address, now: at, from: switchedAt ?? ALWAYS_LATER, replaced: false }) : NOTHING;
  const dkim = files.dkim.map((one, index) => openDkim(files.dkim.length === 1 ? 'mail.identity.dkim' : `mail.identity.dkim.${index}`, one, address));
  const faults = [...current.faults, ...next.faults, ...dkim.flatMap(({ fault }) => (fault === null ? [] : [fault]))];
  return {
    faults, warnings: [...current.warnings, ...next.warnings, ...dkim.flatMap(({ warnings }) => warnings)],
    trust: {
      signers: [...(current.signer ? [{ from: ALWAYS, signer: current.signer }] : []), ...(next.signer && switchedAt ? [{ from: switchedAt, signer: next.signer }] : [])],
      dkim: dkim.flatMap(({ opened }) => (opened === null ? [] : [opened])),
      announced: [...(current.leaf ? [{ certificate: current.leaf, from: ALWAYS }] : []), ...(next.leaf ? [{ certificate: next.leaf, from: switchedAt }] : [])],
    },
  };
}

/** A certificate without a date of its own may begin whenever it likes. */
const ALWAYS_LATER = new Date(8.64e15);

interface OpenedCertificate { leaf: X509Certificate | null; signer: MailTrust['signers'][number]['signer'] | null; faults: string[]; warnings: string[] }
const NOTHING: OpenedCertificate = { leaf: null, signer: null, faults: [], warnings: [] };

async function openCertificate(at: string, files: CertificateFiles, given: { address: string; now: Date; from: Date; replaced: boolean }): Promise<OpenedCertificate> {
  const read = readCertificates(`${at}.certificate`, files.certificate);
  const key = files.key === null ? null : readKey(`${at}.key`, files.key);
  const more = files.chain === null ? null : readCertificates(`${at}.chain`, files.chain);
  const faults = [read, key, more].flatMap((one) => (one === null || one.ok ? [] : [one.fault]));
  if (!read.ok || faults.length > 0) return { ...NOTHING, faults };
  const [leaf, ...rest] = read.value;
  const chain = [...rest, ...(more?.ok ? more.value : [])];
  const keyObject = key?.ok ? key.value : null;
  const verdict = checkCertificate(at, { leaf, chain, key: keyObject, ...given });
  const warnings = [...(key?.ok ? key.warnings : []), ...verdict.warnings];
  // Its successor signs already: that it has ended is then no fault, it only may be taken out.
  if (given.replaced) return { leaf, signer: null, faults: [], warnings: [`${at}: its successor signs since ${at}.next.from; put that in its place`] };
  if (verdict.faults.length > 0 || keyObject === null) return { leaf, signer: null, faults: verdict.faults, warnings };
  const parsed = (one: X509Certificate) => Certificate.fromBER(new Uint8Array(one.raw));
  return { leaf, faults: [], warnings, signer: { certificate: parsed(leaf), chain: chain.map(parsed), key: await importSigningKey(keyObject) } };
}

function openDkim(at: string, { selector, key }: { selector: string; key: string }, address: string): { opened: DkimKey | null; fault: string | null; warnings: string[] } {
  const read = readKey(`${at}.key`, key);
  if (!read.ok) return { opened: null, fault: read.fault, warnings: [] };
  const kind = read.value.asymmetricKeyType ?? 'unknown';
  const bits = read.value.asymmetricKeyDetails?.modulusLength ?? 0;
  // RFC 8301, 3.2: 1024 is the least that is read at all, 2048 what signers should have.
  if (kind !== 'ed25519' && !(kind === 'rsa' && bits >= SMALLEST_RSA)) return { opened: null, fault: `${at}.key: found ${kind === 'rsa' ? `RSA with ${bits} bits` : `a key of the kind ${kind}`}; expected RSA with ${SMALLEST_RSA} bits or more, or Ed25519`, warnings: [] };
  return { opened: { domain: address.slice(address.lastIndexOf('@') + 1).toLowerCase(), selector, key: read.value }, fault: null, warnings: read.warnings };
}
