import type { Directory, Endpoint, Partner } from './types.js';

/** Of which calls a partner's word counts: all of its carrier, those at one quay, or none. */
export type CallWord = { calls: 'carrier' } | { calls: 'quay'; endpoint: Endpoint } | { calls: 'none'; because: string };

/** A carrier speaks of its own calls, a terminal of those at its quay; its file may say otherwise. Never of another carrier's. */
export function callWordOf({ endpoints }: Pick<Directory, 'endpoints'>, partner: Partner): CallWord {
  const endpoint = partner.endpoint === null ? undefined : endpoints.get(partner.endpoint);
  if (partner.calls === 'none') return { calls: 'none', because: `${partner.code} has no word on vessel calls (partners/${partner.code}.yaml, calls)` };
  if (partner.calls === 'own' && endpoint && endpoint.kind !== 'carrier') {
    return endpoint.kind === 'customs' ? { calls: 'none', because: `${partner.code} is customs, which tells no vessel calls` } : { calls: 'quay', endpoint };
  }
  return { calls: 'carrier' };
}
