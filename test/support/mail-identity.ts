import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newIdentity, openMailTrust, type MailIdentityFiles, type NewIdentity, type NewIdentityWish, type OpenedTrust } from '#channels';

export const DESK = 'documents@fallback.hawserline.example';
export const SIGNED_AT = new Date('2026-07-24T18:00:00Z');

/** A made identity as files in a folder of their own, and what opening them gives. */
export interface MadeIdentity { made: NewIdentity; folder: string; files: MailIdentityFiles & { current: NonNullable<MailIdentityFiles['current']> } }

export async function makeIdentity(wish: Partial<NewIdentityWish> = {}): Promise<MadeIdentity> {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-identity-'));
  const made = await newIdentity({ address: DESK, name: 'Hawser Line documents', at: SIGNED_AT, days: 730, algorithm: 'ec', selector: 'hw2026a', ...wish });
  const put = (name: string, text: string) => { writeFileSync(join(folder, name), text, { mode: 0o600 }); return join(folder, name); };
  const files = { current: { certificate: put('mail.pem', made.certificate), key: put('mail.key', made.key), chain: null }, next: null, dkim: [{ selector: made.dkim.selector, key: put('dkim.key', made.dkim.key) }] };
  return { made, folder, files };
}

export const open = (files: MailIdentityFiles, at = SIGNED_AT): Promise<OpenedTrust> => openMailTrust(files, { from: `Hawser Line documents <${DESK}>`, at });
