import { destination, type Level, type Logger, pino } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const satisfies readonly Level[];

/**
 * JSON lines on stderr, so that stdout stays free for what a command prints. The level is HAWSER_LOG's, else info;
 * an unknown word means info and is said so in the first line.
 *
 * Bodies never enter a log: no document's text, no mail, no key. Log refs, names, counts and codes. What is named like
 * a secret or a body is cut out here in case somebody forgets.
 */
export function logger(name: string, level: string | undefined = process.env['HAWSER_LOG']): Logger {
  const known = LOG_LEVELS.find((one) => one === level);
  const log = pino({
    name,
    level: known ?? 'info',
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: KEPT_OUT.flatMap((key) => [key, `*.${key}`]), censor: '(kept out of the log)' },
  }, destination({ fd: 2, sync: true }));
  if (level && !known) log.warn({ found: level, expected: LOG_LEVELS }, 'HAWSER_LOG is no level; info is used');
  return log;
}

export type { Logger };

const KEPT_OUT = ['body', 'bytes', 'raw', 'text', 'html', 'password', 'passphrase', 'privateKey', 'apiKey', 'authorization', 'cookie'];
