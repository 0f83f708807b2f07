import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { wordsOf } from '#common';
import { mailChange, siteChange } from './behaviour.js';
import { listenBelowEphemeral } from './listen-below-ephemeral.js';
import type { Clerk } from './clerk.js';
import type { MailEnd } from './mail-end.js';
import type { Received } from './received.js';
import type { Site } from './site.js';

const LARGEST_CHANGE = 64 * 1024;
const LARGEST_DOCUMENT = 64 * 1024 * 1024;

type Route = [method: 'GET' | 'POST', path: RegExp, answer: (request: IncomingMessage, code: string) => unknown];

/** An answer that is no success: status and sentence. */
class Refusal extends Error {
  constructor(readonly status: number, words: string) { super(words); }
}

/** The door by which a demo or a drill changes how the far side behaves, and asks it what it received. Loopback only. */
export class ControlDoor {
  private readonly server = createServer((request, response) => { void this.serve(request, response); });

  private readonly routes: readonly Route[] = [
    ['GET', /^\/counts$/, () => this.received.counts()],
    ['GET', /^\/received$/, () => this.received.list()],
    ['GET', /^\/answers$/, () => this.clerk?.list() ?? { answers: [], pending: 0 }],
    ['GET', /^\/sites$/, () => [...this.sites.values()].map(({ config, behaviour, sftp }) => ({ code: config.code, kind: config.kind, port: sftp.port, behaviour }))],
    ['GET', /^\/sites\/([^/]+)\/received$/, (_request, code) => this.received.list(this.siteOf(code).config.code)],
    ['POST', /^\/sites\/([^/]+)\/behaviour$/, async (request, code) => {
      const site = this.siteOf(code);
      await site.change(await changeOf(request, siteChange));
      return site.behaviour;
    }],
    ['POST', /^\/sites\/([^/]+)\/send$/, async (request, code) => ({ file: await this.siteOf(code).system.send(await bodyOf(request, LARGEST_DOCUMENT)) })],
    ['POST', /^\/mail\/behaviour$/, async (request) => {
      const change = await changeOf(request, mailChange);
      await this.mail.become(change);
      return change;
    }],
  ];

  constructor(
    private readonly sites: ReadonlyMap<string, Site>,
    private readonly mail: MailEnd,
    private readonly received: Received,
    private readonly clerk: Clerk | null,
  ) {}

  open(port: number): Promise<number> {
    return listenBelowEphemeral(this.server, port);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => { this.server.close(() => done()); });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await this.answer(request).then(
      (found) => ({ status: 200, body: found }),
      (error: unknown) => ({ status: error instanceof Refusal ? error.status : 500, body: { error: wordsOf(error) } }),
    );
    // A body left unread would be taken for the next request on this connection.
    if (!request.complete) response.setHeader('connection', 'close');
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(body)}\n`);
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    for (const [method, path, answer] of this.routes) {
      const match = request.method === method ? path.exec(pathname) : null;
      if (match) return answer(request, match[1] ?? '');
    }
    throw new Refusal(404, `${request.method} ${pathname}: no such thing here`);
  }

  private siteOf(code: string): Site {
    const site = this.sites.get(code);
    if (!site) throw new Refusal(404, `no site ${JSON.stringify(code)}; there are ${[...this.sites.keys()].join(', ')}`);
    return site;
  }
}

async function changeOf<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const text = (await bodyOf(request, LARGEST_CHANGE)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `body: expected JSON, ${wordsOf(error)}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Refusal(400, z.prettifyError(parsed.error));
  return parsed.data;
}

async function bodyOf(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Refusal(413, `body: more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
