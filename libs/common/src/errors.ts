import { isNativeError } from 'node:util/types';

/** May it be tried again? safe: nothing happened · never: the same input fails again · ask: look first. */
export type Retry = 'safe' | 'never' | 'ask';

/**
 * What should not happen. Answers one may expect are values (findings, outcomes, verdicts); these are thrown.
 * `code` is ROOM.WHAT, never changes, and stands in the README of its room.
 */
export abstract class HawserError extends Error {
  abstract readonly code: string;
  abstract readonly retry: Retry;
  constructor(message: string, readonly facts: Record<string, unknown> = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * The words of anything that was thrown, for a log line or a proof. A failed query's own message repeats its parameters,
 * which may be a document's content: there the database's words are taken.
 */
export function wordsOf(error: unknown): string {
  // isNativeError, because an error thrown by Node inside a vm context (jest) is no instance of that context's Error.
  if (!(error instanceof Error) && !isNativeError(error)) return String(error);
  if ('query' in error && 'params' in error) return error.cause ? `a query failed: ${wordsOf(error.cause)}` : 'a query failed';
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return error.errors.map(wordsOf).join('; ');
  return error.message || error.name;
}
