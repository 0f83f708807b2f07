import type { X509Certificate } from 'node:crypto';
import type { DkimKey } from './sign-dkim.js';
import type { Signer } from './sign-entity.js';

/** A certificate as terminals are told of it. */
export interface Announced {
  certificate: X509Certificate;
  /** it signs from then on; null: it is announced, and signs when it takes the other's place in the settings */
  from: Date | null;
}

/** By what our mails can be told from others: certificates and DKIM keys, opened and checked. */
export interface MailTrust {
  signers: readonly { from: Date; signer: Signer }[];
  dkim: readonly DkimKey[];
  /** the one of mail.identity first, then the next */
  announced: readonly Announced[];
}

/** No identity is configured: mails go as they are. */
export const UNSIGNED: MailTrust = { signers: [], dkim: [], announced: [] };

/** Who signs at that time: of those whose time has come, the latest. */
export function signerAt({ signers }: MailTrust, at: Date): Signer | null {
  const ready = signers.filter(({ from }) => from <= at).sort((a, b) => b.from.getTime() - a.from.getTime());
  return ready[0]?.signer ?? null;
}
