import { createPublicKey } from 'node:crypto';
import type { DkimKey } from './sign-dkim.js';

/** What DNS must hold for a DKIM key (RFC 6376, 3.6.1). */
export interface DkimRecord { name: string; type: 'TXT'; value: string; zoneLine: string }

/** DNS carries text in strings of at most 255 bytes (RFC 1035, 3.3.14); a reader joins them. */
const LONGEST_STRING = 255;

export function dkimRecord({ domain, selector, key }: DkimKey): DkimRecord {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // RFC 8463, 4.2: of Ed25519 the 32 bytes alone, which are the last of the DER.
  const isEd25519 = key.asymmetricKeyType === 'ed25519';
  const value = `v=DKIM1; k=${isEd25519 ? 'ed25519' : 'rsa'}; p=${(isEd25519 ? spki.subarray(-32) : spki).toString('base64')}`;
  const name = `${selector}._domainkey.${domain}`;
  const strings = value.match(new RegExp(`.{1,${LONGEST_STRING}}`, 'g')) ?? [];
  return { name, type: 'TXT', value, zoneLine: `${name}. IN TXT (${strings.map((one) => ` "${one}"`).join('')} )` };
}
