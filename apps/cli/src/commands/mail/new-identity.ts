import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newIdentity, type NewIdentity } from '#channels';
import { clockFrom, ConfigError, wordsOf } from '#common';
import { loadSettings } from '#directory';
import { visible } from '../check/glyphs.js';
import { outOf } from '../check/out.js';
import type { MailFace } from './identity.js';
import { isNobodys } from './nobodys.js';

export interface NewIdentityOptions { out: string; from?: string; algorithm?: 'rsa' | 'ec'; days?: number; selector?: string; json?: boolean }

const DAYS = 730;

/** `hawser mail new-identity`: keys, a certificate that vouches for itself, and what DNS must hold. */
export async function makeIdentity(options: NewIdentityOptions): Promise<void> {
  process.exitCode = await writeIdentity(options, { out: outOf(process.stdout), err: outOf(process.stderr), at: clockFrom(process.env['HAWSER_CLOCK']).now(), env: process.env });
}

/** @returns the exit code: 0 it is made · 1 there is one already, or nobody knows for which address · 2 the folder cannot be written */
export async function writeIdentity(options: NewIdentityOptions, { out, err, at, env }: MailFace): Promise<0 | 1 | 2> {
  const refuse = async (because: string, code: 1 | 2): Promise<1 | 2> => { await err(`hawser: ${visible(because)}\n`); return code; };
  const whose = whoseMail(options.from, env);
  if ('fault' in whose) return refuse(whose.fault, 1);
  const selector = options.selector ?? `hw${at.toISOString().slice(0, 7).replace('-', '')}`;
  if (!/^[a-z0-9][a-z0-9-]{0,61}$/i.test(selector)) return refuse(`--selector ${selector} is no name for DNS; expected letters, digits and hyphens such as hw2027a`, 2);
  const names = { certificate: 'mail.pem', key: 'mail.key', dkimKey: `dkim-${selector}.key`, dkimRecord: `dkim-${selector}.txt` };
  const there = Object.values(names).filter((name) => existsSync(join(options.out, name)));
  if (there.length > 0) return refuse(`${options.out} holds ${there.join(', ')} already, and nothing is overwritten: what terminals trust would be gone. Name another folder`, 1);
  const made = await newIdentity({ ...whose, at, days: options.days ?? DAYS, algorithm: options.algorithm ?? 'rsa', selector });
  try {
    await mkdir(options.out, { recursive: true, mode: 0o700 });
    const write = (name: string, text: string, mode: number) => writeFile(join(options.out, name), text, { mode, flag: 'wx' });
    await write(names.key, made.key, 0o600);
    await write(names.dkimKey, made.dkim.key, 0o600);
    await write(names.certificate, made.certificate, 0o644);
    await write(names.dkimRecord, `${made.dkim.record.zoneLine}\n`, 0o644);
  } catch (error) {
    return refuse(`${options.out} cannot be written: ${wordsOf(error)}`, 2);
  }
  const files = Object.fromEntries(Object.entries(names).map(([what, name]) => [what, resolve(options.out, name)])) as Record<keyof typeof names, string>;
  await out(options.json ? `${JSON.stringify({ address: whose.address, files, record: made.dkim.record })}\n` : told(whose.address, files, made, selector));
  return 0;
}

function whoseMail(given: string | undefined, env: NodeJS.ProcessEnv): { address: string; name: string } | { fault: string } {
  try {
    const from = given ?? loadSettings({ env }).mail.from;
    const [, name = '', address = ''] = /^([^<>"]*)<([^<>\s@]+@[^<>\s@]+)>$/.exec(from) ?? [from, '', from];
    if (!/^[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+$/.test(address)) return { fault: `found ${from}; expected a mail address: --from 'Documentation desk <desk@documents.carrier.example>'` };
    if (given === undefined && isNobodys(address)) return { fault: `mail.from is still ${address}, which is nobody's. Set it in settings.yaml (HAWSER_CONFIG names its folder), or say --from 'Desk <desk@your.domain>'` };
    return { address, name: name.trim() || address };
  } catch (error) {
    if (error instanceof ConfigError) return { fault: error.message };
    throw error;
  }
}

function told(address: string, files: Record<'certificate' | 'key' | 'dkimKey' | 'dkimRecord', string>, { dkim: { record } }: NewIdentity, selector: string): string {
  return `Made for ${address}: a key and a certificate that vouches for itself (S/MIME), and a DKIM key.

1. Name them in settings.yaml, under the \`mail:\` that stands there (paths count from its folder):

  identity:
    certificate: ${files.certificate}
    key: ${files.key}
    dkim: { selector: ${selector}, key: ${files.dkimKey} }

2. Publish in DNS (also in ${files.dkimRecord}), beside SPF for your relays and DMARC with p=reject:

     ${record.name}  TXT
     ${record.value}

3. Restart, then \`npx hawser mail identity --sample sample.eml\`: give terminals what it prints, by phone or in person.

A certificate that vouches for itself proves what you told a terminal beforehand, and nothing to others: their mail program warns
until the certificate is installed there as trusted. One that a CA issued for your address is trusted by Outlook, Apple Mail and
Thunderbird at once, can be revoked, and costs money and a renewal every year or two. Buy one where terminals cannot install
yours; its files take the same places in settings.yaml, the CA's own certificates go into \`chain\`.
Keep the keys out of backups that others read. A lost key is a new identity: announce it as \`next\` before it signs.
`;
}
