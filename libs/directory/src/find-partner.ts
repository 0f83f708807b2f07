import type { Directory, Partner } from './types.js';

/**
 * May the partner whose key or folder this came through send under this identity? The partner, or null when it may not or
 * is not known. A network that vouches for its senders may use any.
 */
export function findPartner(directory: Pick<Directory, 'partners'>, sent: { partner: string; isa05: string; isa06: string }): Partner | null {
  const partner = directory.partners.get(sent.partner);
  if (!partner) return null;
  if (partner.identities === 'any') return partner;
  const isa06 = sent.isa06.trim();
  const may = partner.identities.some((one) => one.isa06 === isa06 && (one.isa05 === null || one.isa05 === sent.isa05.trim()));
  return may ? partner : null;
}
