import { resolve } from 'node:path';
import { z } from 'zod';
import { oneLine } from './field-types.js';

/** Names of a DKIM key in DNS (RFC 6376, 3.1): one label, or several with dots between. */
const selector = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,3}$/i, 'expected a name for DNS such as hw2027a');
const instant = z.iso.datetime({ offset: true, error: 'expected an instant such as 2028-01-31T00:00:00Z' }).transform((text) => new Date(text));
const dkimKey = z.strictObject({ selector, key: oneLine });

/** By what our mails can be told from others. Files of keys and certificates are named here, never held; whoever composes opens them. */
export const mailIdentity = z.strictObject({
  certificate: oneLine.nullish(),
  key: oneLine.nullish(),
  chain: oneLine.nullish(),
  next: z.strictObject({ certificate: oneLine, key: oneLine.nullish(), chain: oneLine.nullish(), from: instant.nullish() }).nullish(),
  dkim: z.union([dkimKey.transform((one) => [one]), z.array(dkimKey).min(1).max(4)], { error: 'expected { selector, key }, or a list of them' }).nullish(),
})
  .refine((one) => !one.certificate === !one.key, { path: ['key'], error: 'expected certificate and key together' })
  .refine((one) => !one.chain || one.certificate, { path: ['chain'], error: 'expected a certificate that it is the chain of' })
  .refine((one) => !one.next || one.certificate, { path: ['next'], error: 'expected a certificate that it follows; the first one is `certificate`' })
  .refine((one) => !one.next?.from || one.next.key, { path: ['next', 'key'], error: 'expected the file of its key, since it is to sign by itself from a date on' })
  .refine((one) => one.certificate || one.dkim, { path: ['certificate'], error: 'expected a certificate, a DKIM key or both' })
  .transform(({ certificate, key, chain, next, dkim }) => ({
    current: certificate && key ? { certificate, key, chain: chain ?? null } : null,
    next: next ? { certificate: next.certificate, key: next.key ?? null, chain: next.chain ?? null, from: next.from ?? null } : null,
    dkim: dkim ?? [],
  }));

export type MailIdentitySettings = z.output<typeof mailIdentity>;

/** Files stand beside settings.yaml, unless their path is a whole one. */
export function besideSettings(identity: MailIdentitySettings, dir: string): MailIdentitySettings {
  const at = (file: string) => resolve(dir, file);
  const files = <F extends { certificate: string; chain: string | null }>(of: F): F => ({ ...of, certificate: at(of.certificate), chain: of.chain === null ? null : at(of.chain) });
  return {
    current: identity.current ? { ...files(identity.current), key: at(identity.current.key) } : null,
    next: identity.next ? { ...files(identity.next), key: identity.next.key === null ? null : at(identity.next.key) } : null,
    dkim: identity.dkim.map(({ selector: name, key }) => ({ selector: name, key: at(key) })),
  };
}
