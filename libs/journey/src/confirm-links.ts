import { CONFIRM_SECRET, confirmSecrets, makeConfirmToken } from '#acknowledgements';
import { ConfigError } from '#common';
import type { Endpoint } from '#directory';
import { goesInTheClear } from './check-webhooks.js';
import type { UnwrittenDocument } from './write-mail.js';
import type { Journey } from './journey.js';

/** A document on its way into a mail, with a link where its terminal wants one, for whoever reads this mailbox. */
export function withConfirmLink({ settings, clock }: Pick<Journey, 'settings' | 'clock'>, given: UnwrittenDocument, { mail, code }: Pick<Endpoint, 'mail' | 'code'>, mailbox: string): UnwrittenDocument {
  const { confirm } = settings.mail;
  if (!confirm || !mail?.confirmLink) return given;
  const until = new Date(clock.now().getTime() + confirm.validForMs);
  const token = makeConfirmToken({ ref: given.context.ref, endpoint: code, mailbox, until }, secretsOf(confirm.secretEnv)[0] ?? '');
  return { ...given, context: { ...given.context, confirm: { url: `${confirm.url.replace(/\/+$/, '')}/confirm/${token}`, until } } };
}

/** The secrets that links are signed with; the first signs. */
export function secretsOf(name: string): string[] {
  const secrets = confirmSecrets(process.env[name] ?? '');
  // Checked at start; the environment of a running process does not change.
  if (!secrets) throw new Error(`the environment variable ${name} holds no secret for confirm links`);
  return secrets;
}

/**
 * Looks at what confirm links need, before one is made or believed.
 * @throws ConfigError with all faults
 */
export function checkConfirmLinks({ settings, directory }: Pick<Journey, 'settings' | 'directory'>, environment: NodeJS.ProcessEnv): void {
  const { confirm } = settings.mail;
  const wanting = [...directory.endpoints.values()].filter(({ mail }) => mail?.confirmLink).map(({ code }) => code);
  const faults = confirm === null ? wanting.map((code) => `terminals.${code}.mail.confirmLink: found true; expected mail.confirm in settings.yaml, which says where its link leads`) : [
    ...(confirmSecrets(environment[confirm.secretEnv] ?? '') ? [] : [`mail.confirm.secretEnv: found ${environment[confirm.secretEnv] ? 'no secret' : 'nothing'} in the environment variable ${confirm.secretEnv}; expected ${CONFIRM_SECRET}, or two of them with a blank between`]),
    ...(goesInTheClear(confirm.url) ? [`mail.confirm.url: found ${confirm.url}; expected https, since whoever reads a link on its way could confirm in the terminal's name`] : []),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
}
