import type { Settings } from './settings.js';
import type { Endpoint, Partner } from './types.js';

/** Files that are right one by one and wrong together. */
export function misfits(endpoints: ReadonlyMap<string, Endpoint>, partners: ReadonlyMap<string, Partner>, settings: Settings): string[] {
  const all = [...endpoints.values()];
  const senders = [...partners.values()];
  return [
    ...all.flatMap((one) => unknownRegion(`terminals.${one.code}`, one.region, settings)),
    ...senders.flatMap((one) => unknownRegion(`partners.${one.code}`, one.region, settings)),
    ...claimedTwice(all.flatMap((one) => one.receives.map(({ isa08, gs03 }) => ({
      key: JSON.stringify([isa08, gs03]), who: `terminals.${one.code}`, field: 'receives', what: `ISA08 ${isa08} with ${gs03 === null ? 'any GS03' : `GS03 ${gs03}`}`,
    })))),
    ...claimedTwice(senders.flatMap((one) => (one.folder ? [{ key: one.folder, who: `partners.${one.code}`, field: 'folder', what: `the folder ${one.folder}` }] : []))),
    ...claimedTwice(senders.flatMap((one) => (one.endpoint ? [{ key: one.endpoint, who: `partners.${one.code}`, field: 'endpoint', what: `the endpoint ${one.endpoint}` }] : []))),
    ...senders.flatMap((one) => wrongEndpoint(one, endpoints)),
  ];
}

function unknownRegion(at: string, region: string, { regions }: Settings): string[] {
  return regions.includes(region) ? [] : [`${at}.region: found ${JSON.stringify(region)}; expected one of ${regions.join(', ')} (settings: regions)`];
}

/** Two claims to the same thing: neither is right by being first, so both are named. */
function claimedTwice(claims: { key: string; who: string; field: string; what: string }[]): string[] {
  return claims.flatMap((claim, index) => {
    const earlier = claims.slice(0, index).find((other) => other.key === claim.key);
    return earlier ? [`${claim.who}.${claim.field}: found ${claim.what}, which ${earlier.who} claims too; expected one owner`] : [];
  });
}

/** Answers for a partner go to its own endpoint: it must be there, and be the same carrier's. */
function wrongEndpoint(partner: Partner, endpoints: ReadonlyMap<string, Endpoint>): string[] {
  if (partner.endpoint === null) return [];
  const endpoint = endpoints.get(partner.endpoint);
  const at = `partners.${partner.code}.endpoint`;
  if (!endpoint) return [`${at}: found ${partner.endpoint}, which has no file; expected the code of a file in terminals/`];
  if (endpoint.carrier !== partner.carrier) return [`${at}: found ${partner.endpoint} of carrier ${endpoint.carrier}; expected an endpoint of carrier ${partner.carrier}`];
  return [];
}
