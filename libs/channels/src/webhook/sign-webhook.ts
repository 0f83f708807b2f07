import { createHmac } from 'node:crypto';

/** Bytes of a key, as Standard Webhooks 1.0.0 has it ("Signature scheme"): a shorter one can be guessed, a longer one is no key. */
const LEAST_KEY = 24;
const MOST_KEY = 64;
const ENCODED = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The keys of a secret: `whsec_` and base64, or the characters themselves. Two with a blank between them while the other side changes over:
 * it is signed with both. Null: it is none.
 */
export function webhookKeys(secret: string): Buffer[] | null {
  const words = secret.trim().split(/\s+/);
  const keys = words.map((word) => (word.startsWith('whsec_') ? decoded(word.slice('whsec_'.length)) : Buffer.from(word)));
  return words.length <= 2 && keys.every((key) => key.length >= LEAST_KEY && key.length <= MOST_KEY) ? keys : null;
}

export const WEBHOOK_SECRET = `whsec_ and base64 of ${LEAST_KEY} to ${MOST_KEY} random bytes, such as $(echo whsec_$(openssl rand -base64 32))`;

/** Node's own reader of base64 takes anything; what is none is no key here. */
function decoded(text: string): Buffer { return ENCODED.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0); }

/**
 * The three headers of a webhook. The id stays the same on every try, the time is that of the try.
 * @source Standard Webhooks 1.0.0, "Webhook headers": HMAC-SHA256 of `id.timestamp.body`, base64, behind `v1,`; one for each key, a blank between
 */
export function webhookHeaders(message: { id: string; at: Date; body: string }, keys: readonly Buffer[]): { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string } {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`).join(' ') };
}
