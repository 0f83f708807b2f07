import { wordsOf } from '#common';
import { webhookHeaders } from './sign-webhook.js';

export interface WebhookToPost {
  url: string;
  /** stays the same on every try: whoever gets it twice knows it by this */
  id: string;
  /** exactly these characters are sent and signed */
  body: string;
  keys: readonly Buffer[];
  /** of this try */
  at: Date;
  /** for the whole of its answer */
  timeoutMs: number;
}

/**
 * told    a 2xx: the other side has it
 * gone    410: it wants no more of these
 * failed  anything else, or nothing: it may have it, and is told again under the same id. `waitMs`: what it asked for (Retry-After)
 */
export type WebhookAnswer = { outcome: 'told' | 'gone'; words: string } | { outcome: 'failed'; words: string; waitMs: number | null };

/** So much of an answer is read, for people; the rest is not asked for. */
const READ_BYTES = 1_024;
const SAID_CHARACTERS = 200;
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * Posts one signed webhook. No redirect is followed: what is signed for one address is not carried to another. The address is the operator's own
 * configuration and may stand in any network; nothing that comes from outside can change it.
 */
export async function postWebhook({ url, id, body, keys, at, timeoutMs }: WebhookToPost, signal: AbortSignal): Promise<WebhookAnswer> {
  const tooLate = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, {
      method: 'POST', redirect: 'manual', body, signal: AbortSignal.any([signal, tooLate]),
      headers: { 'content-type': 'application/json', 'user-agent': 'Hawser', ...webhookHeaders({ id, at, body }, keys) },
    });
    const said = await beginningOf(answer);
    const words = `${answer.status}${said === '' ? '' : `: ${said}`}`;
    if (answer.status >= 200 && answer.status <= 299) return { outcome: 'told', words };
    if (answer.status === 410) return { outcome: 'gone', words };
    if (answer.status >= 300 && answer.status <= 399) return { outcome: 'failed', words: `${answer.status}: it points elsewhere, and no redirect is followed; name the address it means in the partner's file`, waitMs: null };
    return { outcome: 'failed', words, waitMs: waitAsked(answer.headers.get('retry-after'), at) };
  } catch (error) {
    if (signal.aborted) return { outcome: 'failed', words: 'stopped by us before it answered', waitMs: null };
    if (tooLate.aborted) return { outcome: 'failed', words: `no answer within ${timeoutMs / 1_000} s`, waitMs: null };
    return { outcome: 'failed', words: wordsOf(causeOf(error)), waitMs: null };
  }
}

/** What fetch throws says "fetch failed"; why is its cause. */
const causeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'cause' in error && error.cause ? error.cause : error);

/** One line of what it said, for a person. That the rest is not read, or broke off, changes nothing: the status has come. */
async function beginningOf(answer: Response): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      chunks.push(Buffer.from(chunk));
      length += chunk.length;
      if (length >= READ_BYTES) break;
    }
  } catch (error) {
    chunks.push(Buffer.from(` (broken off: ${wordsOf(causeOf(error))})`));
  }
  return Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8').replace(/[\p{C}\p{Z}]+/gu, ' ').trim().slice(0, SAID_CHARACTERS);
}

/** RFC 9110, 10.2.3: seconds, or a date; a day at most. */
function waitAsked(header: string | null, at: Date): number | null {
  if (header === null) return null;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - at.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : null;
}
