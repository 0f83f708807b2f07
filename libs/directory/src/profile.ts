import { HawserError } from '#common';
import type { Endpoint } from './types.js';

export class ProfileError extends HawserError {
  readonly code = 'DIRECTORY.PROFILE';
  readonly retry = 'never';
  constructor(found: string) {
    super(`Frozen profile: found ${found}; expected what profileOf wrote when the addressee was resolved`, { found });
  }
}

/** Raised when the profile's shape changes in a way that older rows do not have; `endpointFromProfile` then reads both. */
const SHAPE = 1;

/**
 * The endpoint as it is now, as plain JSON to be kept on a document: a later change of the configuration never moves it.
 * It names where keys and passwords are found and holds none.
 */
export function profileOf(endpoint: Endpoint): Record<string, unknown> {
  return { shape: SHAPE, ...(JSON.parse(JSON.stringify(endpoint)) as Record<string, unknown>) };
}

/**
 * The endpoint a document was resolved to, as it was then.
 * @throws ProfileError when this is no profile, or one of a newer version of ours
 */
export function endpointFromProfile(profile: Readonly<Record<string, unknown>>): Endpoint {
  const { shape, ...endpoint } = profile;
  if (shape !== SHAPE) throw new ProfileError(shape === undefined ? 'no shape number' : `shape ${JSON.stringify(shape)}`);
  if (typeof endpoint['code'] !== 'string' || !('edi' in endpoint) || !('mail' in endpoint)) throw new ProfileError('no code, edi or mail in it');
  return endpoint as unknown as Endpoint;
}
