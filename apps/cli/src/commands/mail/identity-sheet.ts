import { dkimRecord, type Announced, type DkimRecord, type MailTrust } from '#channels';
import type { Settings } from '#directory';
import { NEVER_ATTACHED, NEVER_SAID } from './never-used.js';

interface CertificateLine { subject: string; serialNumber: string; sha256: string; validFrom: string; validTo: string; issuer: string; selfSigned: boolean }

/** What a terminal must be given before it is needed, by another way than mail. */
export interface IdentitySheet {
  from: string; replyTo: string; domain: string; phone: string | null;
  certificate: CertificateLine | null;
  /** signsFrom null: announced, its day is told later */
  next: (CertificateLine & { signsFrom: string | null }) | null;
  dkim: DkimRecord[];
  /** where the confirm link of a mail leads, for terminals that want one (`mail.confirmLink` in their file); null: no mail has a link */
  confirmLink: string | null;
  neverSaid: readonly string[];
  neverAttached: readonly string[];
}

export function identitySheet({ mail: { from, replyTo, domain, phone, confirm } }: Pick<Settings, 'mail'>, trust: MailTrust, at: Date): IdentitySheet {
  const inUse = trust.announced.filter((one) => one.from !== null && one.from <= at).sort((a, b) => timeOf(b) - timeOf(a))[0] ?? null;
  const next = trust.announced.find((one) => one.from === null || one.from > at) ?? null;
  return {
    from, replyTo, domain, phone,
    certificate: inUse ? lineOf(inUse) : null, next: next ? { ...lineOf(next), signsFrom: next.from?.toISOString() ?? null } : null,
    dkim: trust.dkim.map(dkimRecord), confirmLink: confirm && `${confirm.url.replace(/\/+$/, '')}/confirm/`, neverSaid: NEVER_SAID, neverAttached: NEVER_ATTACHED,
  };
}

const timeOf = ({ from }: Announced): number => from?.getTime() ?? 0;

function lineOf({ certificate }: Announced): CertificateLine {
  const oneLine = (name: string) => name.replaceAll('\n', ', ');
  return {
    subject: oneLine(certificate.subject), serialNumber: certificate.serialNumber, sha256: certificate.fingerprint256,
    validFrom: new Date(certificate.validFrom).toISOString(), validTo: new Date(certificate.validTo).toISOString(), issuer: oneLine(certificate.issuer), selfSigned: certificate.issuer === certificate.subject,
  };
}

/** For the person who reads it out or puts it into an onboarding letter. */
export function printSheet(sheet: IdentitySheet): string {
  const fact = (label: string, value: string) => `  ${label.padEnd(13)}${value}`;
  const lines = [
    'What terminals must be given beforehand, by another way than mail', '',
    fact('From', sheet.from), fact('Reply-To', sheet.replyTo), fact('Domain', sheet.domain), fact('Phone', sheet.phone ?? 'none agreed (mail.phone in settings.yaml)'), '',
    ...certificateLines('Certificate', sheet.certificate, fact),
    ...(sheet.next ? ['', ...certificateLines('The next one', sheet.next, fact), fact('', sheet.next.signsFrom ? `signs from ${sheet.next.signsFrom} on` : 'its day will be told; trust both until then')] : []),
    '',
    ...(sheet.dkim.length === 0 ? [fact('DKIM', 'none: no key is configured (mail.identity.dkim)')] : sheet.dkim.flatMap(({ name, value }, index) => [fact(index === 0 ? 'DKIM' : '', `${name} TXT`), fact('', value)])),
    '', ...(sheet.certificate === null ? [] : ['Read the SHA-256 out by phone and have it read back: a mail that says who it is proves nothing.', '']),
    'Never in the words of our mails, apart from what a document says', `  ${sheet.neverSaid.join(' · ')}`,
    ...(sheet.confirmLink === null ? [] : ['  One exception, for terminals that asked for a confirm link: one for each document, which begins with', `  ${sheet.confirmLink}`]),
    'Never attached', `  ${sheet.neverAttached.join(' · ')}`,
  ];
  return lines.join('\n');
}

function certificateLines(label: string, line: CertificateLine | null, fact: (label: string, value: string) => string): string[] {
  if (line === null) return [fact(label, 'none: mails leave unsigned. `npx hawser mail new-identity --out FOLDER` makes one')];
  const half = Math.ceil(line.sha256.length / 2);
  return [
    fact(label, `SHA-256 ${line.sha256.slice(0, half)}`), fact('', `        ${line.sha256.slice(half)}`), fact('', `${line.subject}, no. ${line.serialNumber}`),
    fact('', `valid ${line.validFrom.slice(0, 10)} to ${line.validTo.slice(0, 10)}, ${line.selfSigned ? 'vouches for itself' : `issued by ${line.issuer}`}`),
  ];
}
