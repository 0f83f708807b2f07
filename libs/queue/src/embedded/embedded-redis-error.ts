import { HawserError } from '#common';

/** Redis of ours does not start: no program for it, or it ended; the message holds the end of its log. */
export class EmbeddedRedisError extends HawserError {
  readonly code = 'QUEUE.EMBEDDED_REDIS';
  readonly retry = 'ask';
}
