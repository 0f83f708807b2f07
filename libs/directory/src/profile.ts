import { HawserError } from '#common';
import type { Endpoint, EndpointEnvelope, FallbackForm } from './types.js';

export class ProfileError extends HawserError {
  readonly code = 'DIRECTORY.PROFILE';
  readonly retry = 'never';
  constructor(found: string) {
    super(`Frozen profile: found ${found}; expected what profileOf wrote when the addressee was resolved`, { found });
  }
}

/** Raised when the profile's shape changes in a way that older rows do not have. 2: with `envelope`; 3: with `tables`; 4: with `mail.encryptTo`; 5: with `mail.forms` and `phones`. */
const SHAPE = 5;

/**
 * The endpoint as it is now, as plain JSON to be kept on a document: a later change of the configuration never moves it.
 * It names where keys and passwords are found and holds none.
 */
export function profileOf(endpoint: Endpoint): Record<string, unknown> {
  return { shape: SHAPE, ...(JSON.parse(JSON.stringify(endpoint)) as Record<string, unknown>) };
}

/**
 * The endpoint a document was resolved to, as it was then. What an older profile lacks is what its file would have meant.
 * @throws ProfileError when this is no profile, or one of a newer version of ours
 */
export function endpointFromProfile(profile: Readonly<Record<string, unknown>>): Endpoint {
  const { shape, ...endpoint } = profile;
  if (typeof shape !== 'number' || ![1, 2, 3, 4, SHAPE].includes(shape)) throw new ProfileError(shape === undefined ? 'no shape number' : `shape ${JSON.stringify(shape)}`);
  if (typeof endpoint['code'] !== 'string' || !('edi' in endpoint) || !('mail' in endpoint)) throw new ProfileError('no code, edi or mail in it');
  const found = endpoint as unknown as Endpoint;
  if (shape === SHAPE) return found;
  const mail = found.mail && { ...found.mail, encryptTo: shape === 4 ? found.mail.encryptTo : null, forms: DEFAULT_FORMS };
  if (shape === 3 || shape === 4) return { ...found, mail, phones: [] };
  return { ...found, mail, phones: [], envelope: shape === 1 ? envelopeOf(found.receives) : found.envelope, tables: [] };
}

/** Everything at once, and paper when no mail leaves. */
export const DEFAULT_FORMS: FallbackForm[] = ['all', 'print'];

/** How we address it, where its file leaves something out: by the first of the names under which others do. */
export function envelopeOf(receives: Endpoint['receives'], given: Partial<EndpointEnvelope> = {}): EndpointEnvelope {
  const isa08 = given.isa08 ?? receives[0]?.isa08 ?? '';
  return { isa07: given.isa07 ?? 'ZZ', isa08, gs03: given.gs03 ?? receives[0]?.gs03 ?? isa08, isa12: given.isa12 ?? '00401', sequence: given.sequence ?? 'any' };
}
