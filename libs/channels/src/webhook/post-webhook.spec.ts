import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isSignedBy, startWebhookEnd, type WebhookEnd } from '../../../../test/support/webhook-end.js';
import { freePort } from '../../../../test/support/free-port.js';
import { postWebhook } from './post-webhook.js';
import { webhookKeys } from './sign-webhook.js';

const secretOf = (bytes = 32) => `whsec_${randomBytes(bytes).toString('base64')}`;
const SECRET = secretOf();
const AT = new Date('2018-07-25T09:30:15.900Z');
const BODY = '{"type":"document.acknowledged","words":"Recibido, señor"}';

let end: WebhookEnd;
beforeAll(async () => { end = await startWebhookEnd(); });
beforeEach(() => { end.got.length = 0; });
afterAll(() => end.stop());

const never = new AbortController().signal;
const post = (more: Partial<Parameters<typeof postWebhook>[0]> = {}, signal = never) =>
  postWebhook({ url: end.url, id: 'ntc_1', body: BODY, keys: webhookKeys(SECRET)!, at: AT, timeoutMs: 5_000, ...more }, signal);
const answers = (status: number, body = '', headers: Record<string, string> = {}) => { end.answer = (_told, reply) => { reply.writeHead(status, headers); reply.end(body); }; };

describe('a webhook', () => {
  it('is signed over its id, its time and its bytes, so that its reader needs the secret and nothing else', async () => {
    answers(204);
    expect(await post()).toEqual({ outcome: 'told', words: '204' });
    const [told] = end.got;
    expect(told!.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'ntc_1', 'webhook-timestamp': '1532511015' });
    expect(told!.body.toString()).toBe(BODY);
    expect(await isSignedBy(SECRET, told!)).toBe(true);
    expect(await isSignedBy(secretOf(), told!)).toBe(false);
    expect(await isSignedBy(SECRET, { ...told!, body: Buffer.from(BODY.replace('acknowledged', 'rejected')) })).toBe(false);
    expect(await isSignedBy(SECRET, { ...told!, headers: { ...told!.headers, 'webhook-timestamp': '1532511016' } })).toBe(false);
  });

  it('carries a signature for each of two secrets, so that its reader may change over in its own time', async () => {
    answers(200);
    const next = secretOf();
    await post({ keys: webhookKeys(`${SECRET} ${next}`)! });
    expect(await Promise.all([SECRET, next].map((secret) => isSignedBy(secret, end.got[0]!)))).toEqual([true, true]);
  });

  it('follows no redirect: what was signed for one address does not reach another', async () => {
    answers(307, '', { location: `${end.url}/elsewhere` });
    expect(await post()).toMatchObject({ outcome: 'failed', words: expect.stringContaining('307: it points elsewhere') });
    expect(end.got.map((told) => told.path)).toEqual(['/hawser']);
  });

  it.each([
    [200, '{"ok":true}', {}, { outcome: 'told', words: '200: {"ok":true}' }],
    [410, 'gone', {}, { outcome: 'gone', words: '410: gone' }],
    [500, 'no\n database', {}, { outcome: 'failed', words: '500: no database', waitMs: null }],
    [404, '', {}, { outcome: 'failed', words: '404', waitMs: null }],
    [429, 'slowly', { 'retry-after': '90' }, { outcome: 'failed', words: '429: slowly', waitMs: 90_000 }],
    [503, '', { 'retry-after': 'Wed, 25 Jul 2018 09:31:15 GMT' }, { outcome: 'failed', words: '503', waitMs: 59_100 }],
    [503, '', { 'retry-after': '999999999' }, { outcome: 'failed', words: '503', waitMs: 86_400_000 }],
  ])('answered by %i %j %j came to %j', async (status, body, headers, outcome) => {
    answers(status, body, headers);
    expect(await post()).toEqual(outcome);
  });

  it('reads the beginning of an answer that never ends, and no more', async () => {
    end.answer = (_told, reply) => { reply.writeHead(200); const more = () => { while (reply.write('x'.repeat(4_096))); }; reply.on('drain', more); reply.on('error', () => undefined); more(); };
    expect(await post()).toEqual({ outcome: 'told', words: `200: ${'x'.repeat(200)}` });
  });

  it('says why, when nobody answers: in time, at all, or before we stop', async () => {
    end.answer = () => undefined;
    expect(await post({ timeoutMs: 50 })).toEqual({ outcome: 'failed', words: 'no answer within 0.05 s', waitMs: null });
    expect(await post({ url: `http://127.0.0.1:${await freePort()}/` })).toMatchObject({ outcome: 'failed', words: expect.stringContaining('ECONNREFUSED') });
    const stop = new AbortController();
    end.answer = () => { stop.abort(); };
    expect(await post({}, stop.signal)).toEqual({ outcome: 'failed', words: 'stopped by us before it answered', waitMs: null });
  });
});

describe('the secret of a webhook', () => {
  it.each([
    ['whsec_ and base64 of 32 bytes', SECRET, 1], ['two of them', `${SECRET} ${SECRET}`, 2], ['24 plain signs', 'as-long-as-24-signs-are-x', 1],
    ['nothing', '', null], ['a short word', 'password1', null], ['16 bytes', secretOf(16), null], ['65 bytes', secretOf(65), null], ['signs that are no base64', `whsec_${'*'.repeat(40)}`, null], ['three of them', `${SECRET} ${SECRET} ${SECRET}`, null],
  ])('that is %s holds its keys, or none: %#', (_what, secret, keys) => { expect(webhookKeys(secret)?.length ?? null).toBe(keys); });
});
