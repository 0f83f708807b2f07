import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came: its body as bytes, since what is verified is bytes. */
export interface Told { path: string; headers: IncomingHttpHeaders; body: Buffer }

/** A carrier's system that is told things: a real HTTP server on loopback which answers as it is told to, and keeps what it got. */
export interface WebhookEnd {
  url: string;
  got: Told[];
  /** from now on; 204 at first. What ends no answer lets its caller wait */
  answer: (told: Told, reply: ServerResponse) => void;
  stop(): Promise<void>;
}

export async function startWebhookEnd(): Promise<WebhookEnd> {
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const told = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
      end.got.push(told);
      end.answer(told, reply);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const end: WebhookEnd = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hawser`, got: [], answer: (_told, reply) => { reply.statusCode = 204; reply.end(); },
    stop: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
  };
  return end;
}

/** What its owner's own program would do, by WebCrypto and the headers alone: does one of the signatures fit the key? */
export async function isSignedBy(secret: string, { headers, body }: Told): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (sign) => sign.charCodeAt(0)), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const signed = Buffer.concat([Buffer.from(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`), body]);
  const signatures = String(headers['webhook-signature']).split(' ').filter((one) => one.startsWith('v1,')).map((one) => Buffer.from(one.slice(3), 'base64'));
  return (await Promise.all(signatures.map((signature) => crypto.subtle.verify('HMAC', key, signature, signed)))).includes(true);
}
