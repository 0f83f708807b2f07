import { existsSync } from 'node:fs';
import { clockFrom, ConfigError, logger } from '#common';
import { answerResolver, readAnswerRecords, UNSIGNED } from '#channels';
import { loadDirectory, loadSettings, type MailInbox } from '#directory';
import { leapAfterRestore, migrate, openLedger } from '#ledger';
import { RenderPool } from '#rendering';
import { ChannelBook } from './channel-book.js';
import { openTrust } from './open-trust.js';
import { makeHolder, type Journey } from './journey.js';

/** An answer waits for DNS while it is read; one that could not be checked goes to a person. */
const DNS_TIMEOUT_MS = 3_000;

/** Asked whenever we come (back) to the ledger: it may be another than the one that issued our control numbers. */
export async function leapIfRestored({ ledger, settings, clock, log }: Pick<Journey, 'ledger' | 'settings' | 'clock' | 'log'>): Promise<void> {
  const leap = await leapAfterRestore(ledger.db, { gap: settings.envelope.controlNumbers.gapAfterRestore, at: clock.now() });
  if (leap.leapt) log.warn({ because: leap.because }, 'our control numbers jumped, so that none is used twice');
}

/**
 * What a process needs to take part: checked configuration, a migrated ledger, its channels, its clock.
 * @throws with a sentence that says what to mend, before anything is taken or sent
 */
export async function openJourney(what: 'gateway' | 'worker', environment: NodeJS.ProcessEnv): Promise<Journey & { close(): Promise<void> }> {
  const log = logger(what);
  const url = environment['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set. `npm start` brings a PostgreSQL of its own; with your own, set DATABASE_URL=postgres://user@host/database');
  const clock = clockFrom(environment['HAWSER_CLOCK']);
  const settings = loadSettings({ env: environment });
  const directory = loadDirectory({ env: environment, settings });
  const missing = what === 'worker' ? secretsMissing(settings.mail.inboxes, environment) : [];
  if (missing.length > 0) throw new ConfigError(missing);
  // A gateway composes no mail, so it need not have the keys.
  const mailTrust = what === 'worker' ? await openTrust({ settings, directory, clock, log }) : UNSIGNED;
  const { records, faults } = readAnswerRecords('mail.answers.dnsRecords', settings.mail.answers.dnsRecords);
  if (faults.length > 0) throw new ConfigError(faults);
  await migrate(url);
  const ledger = openLedger(url, (error) => log.warn({ words: error.message }, 'a connection to PostgreSQL broke while idle; the pool replaces it'));
  await ledger.ping();
  await leapIfRestored({ ledger, settings, clock, log });
  const channels = new ChannelBook(settings, (endpoint, name, because) => { log[because.includes('temporary') ? 'debug' : 'warn']({ endpoint, file: name, because }, 'a file in an outbox is left where it is'); });
  const rendering = new RenderPool({ threads: settings.rendering.threads });
  return {
    ledger, clock, settings, directory, channels, rendering, mailTrust, txt: answerResolver(records, { timeoutMs: DNS_TIMEOUT_MS }), log, holder: makeHolder(what),
    close: async () => { await channels.close(); await rendering.close(); await ledger.close(); },
  };
}

/** A mailbox without its password would stay unread in silence until somebody looks: it is said before anything begins. */
function secretsMissing(inboxes: readonly MailInbox[], environment: NodeJS.ProcessEnv): string[] {
  return inboxes.flatMap(({ name, passwordEnv, user, caFile }) => [
    ...(environment[passwordEnv] ? [] : [`mail.inboxes, ${name}: found nothing in the environment variable ${passwordEnv}; expected the password of ${user}. Set it where the worker is started, or take the mailbox out of mail.inboxes`]),
    ...(caFile === null || existsSync(caFile) ? [] : [`mail.inboxes, ${name}: found no file ${caFile}; expected the PEM of the authority that signed its server's certificate, or caFile: null`]),
  ]);
}
