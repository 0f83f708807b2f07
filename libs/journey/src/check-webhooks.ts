import { WEBHOOK_SECRET, webhookKeys } from '#channels';
import { ConfigError, type Logger } from '#common';
import { tellablePartners } from './send-notices.js';
import type { Journey } from './journey.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Does what goes to this address leave the machine in the clear? */
export function goesInTheClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.has(hostname);
}

/**
 * Looks at every secret that notices are signed with, before anything is sent.
 * @throws ConfigError with all faults
 */
export function checkWebhooks(journey: Pick<Journey, 'directory'>, environment: NodeJS.ProcessEnv, log: Logger): void {
  const faults = tellablePartners(journey).flatMap(({ code, webhook: { secretEnv } }) => {
    const secret = environment[secretEnv];
    if (!secret?.trim()) return [`partners.${code}.webhook.secretEnv: found nothing in the environment variable ${secretEnv}; expected ${WEBHOOK_SECRET}`];
    return webhookKeys(secret) ? [] : [`partners.${code}.webhook.secretEnv: what ${secretEnv} holds is no secret; expected ${WEBHOOK_SECRET}, or two of them with a blank between`];
  });
  if (faults.length > 0) throw new ConfigError(faults);
  for (const { code, webhook } of tellablePartners(journey).filter((partner) => goesInTheClear(partner.webhook.url))) {
    log.warn({ partner: code, url: webhook.url }, 'notices to it are signed, and go in the clear: name an https address');
  }
}
