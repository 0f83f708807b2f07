import { isOwn } from './is-own.js';
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
    ...all.flatMap((one) => one.receives.flatMap(({ isa08 }, index) => (isOwn(settings, { isa08 })
      ? [`terminals.${one.code}.receives.${index}.isa08: found ${isa08}, which is our own (settings: envelope.own); expected an id of theirs`] : []))),
    ...claimedTwice(all.flatMap((one) => (one.firms ? [{ key: JSON.stringify([one.carrier, one.firms]), who: `terminals.${one.code}`, field: 'firms', what: `FIRMS ${one.firms} for ${one.carrier}` }] : []))),
    ...senders.flatMap((one) => (one.endpoint === null ? [] : wrongEndpoint(`partners.${one.code}.endpoint`, one.endpoint, one, endpoints))),
    ...senders.flatMap((one) => one.routes.flatMap(({ endpoint }, index) => wrongRoute(`partners.${one.code}.routes.${index}.endpoint`, endpoint, one, endpoints))),
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

/** Answers for a partner go to its own endpoint, and its documents where its routes say: each must be there, and be the same carrier's. */
function wrongEndpoint(at: string, code: string, { carrier }: Partner, endpoints: ReadonlyMap<string, Endpoint>): string[] {
  const endpoint = endpoints.get(code);
  if (!endpoint) return [`${at}: found ${code}, which has no file; expected the code of a file in terminals/`];
  if (endpoint.carrier !== carrier) return [`${at}: found ${code} of carrier ${endpoint.carrier}; expected an endpoint of carrier ${carrier}`];
  return [];
}

function wrongRoute(at: string, code: string, partner: Partner, endpoints: ReadonlyMap<string, Endpoint>): string[] {
  if (code === partner.endpoint) return [`${at}: found ${code}, which is its own endpoint; expected somebody else's`];
  return wrongEndpoint(at, code, partner, endpoints);
}
