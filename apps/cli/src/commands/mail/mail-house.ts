import { openMailTrust, type MailTrust } from '#channels';
import { ConfigError, type Clock } from '#common';
import { loadSettings, type MailIdentity, type Settings } from '#directory';
import type { MailHouse } from '#journey';
import { renderMail } from '#rendering';

/** What composing needs, from the configuration alone: no server, no ledger. */
export interface OpenedMailHouse { house: MailHouse; settings: Settings; trust: MailTrust; warnings: string[] }

/** @throws ConfigError with every fault, as a worker would refuse to start with them */
export async function openMailHouse(env: NodeJS.ProcessEnv, at: Date): Promise<OpenedMailHouse> {
  const settings = loadSettings({ env });
  const { from, replyTo, domain, phone, identity } = settings.mail;
  const { trust, faults, warnings } = await openMailTrust(identity, { from, at });
  if (faults.length > 0) throw new ConfigError(faults);
  const mailIdentity: MailIdentity = { from, replyTo, domain, phone };
  const clock: Clock = { now: () => at, realMs: (ms) => ms };
  return { house: { clock, mailTrust: trust, directory: { mailIdentity }, rendering: { renderMail } }, settings, trust, warnings };
}
