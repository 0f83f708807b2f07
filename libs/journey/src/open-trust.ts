import { checkReader, openMailTrust, type MailTrust } from '#channels';
import { ConfigError } from '#common';
import type { Journey } from './journey.js';

/**
 * Opens what our mails are signed with, and looks at every certificate they are encrypted for: all faults at once, before anything
 * is taken or sent.
 * @throws ConfigError
 */
export async function openTrust({ settings, directory, clock, log }: Pick<Journey, 'settings' | 'directory' | 'clock' | 'log'>): Promise<MailTrust> {
  const at = clock.now();
  const { identity, from } = settings.mail;
  const { trust, faults, warnings } = await openMailTrust(identity, { from, at });
  const readers = [...directory.endpoints.values()].flatMap(({ code, mail }) => (mail?.encryptTo ? [checkReader(`terminals.${code}.mail.encryptTo`, mail.encryptTo, at)] : []));
  const all = [...faults, ...readers.flatMap((one) => one.faults)];
  if (all.length > 0) throw new ConfigError(all);
  for (const warning of [...warnings, ...readers.flatMap((one) => one.warnings)]) log.warn(warning);
  if (identity === null) log.info('mails leave unsigned: settings.yaml names no mail.identity; `npx hawser mail new-identity` makes one');
  return trust;
}
