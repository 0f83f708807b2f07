import type { FastifyInstance } from 'fastify';
import { wordsOf } from '#common';
import type { Journey } from '#journey';
import { admit, keyIn, Refusal, type Wants } from './door.js';

/** Bytes. A service's schedule, or the whole list of terminals. */
const LARGEST_FEED = 8 * 1024 * 1024;

/** Routes whose JSON may be large, and whose key they want. */
const FEEDS: Readonly<Record<string, Exclude<Wants, 'anyone'>>> = { '/dcsa/schedules': 'either', '/dcsa/timestamps': 'either', '/vessel-calls/import': 'admin', '/terminal-codes': 'admin' };

/** A body is parsed before its key is known, so bodies are small; of these routes the key is looked at before a byte is read. */
export function admitBeforeReading(fastify: FastifyInstance, journey: Journey): void {
  fastify.addHook('onRoute', (route) => { if (FEEDS[route.url]) route.bodyLimit = LARGEST_FEED; });
  fastify.addHook('onRequest', async (request, reply) => {
    const wants = request.method === 'POST' ? FEEDS[request.routeOptions.url ?? ''] : undefined;
    if (!wants) return;
    try {
      await admit(journey, keyIn(request.headers), wants);
    } catch (error) {
      if (!(error instanceof Refusal)) { journey.log.error({ words: wordsOf(error) }, 'a feed of calls'); throw error; }
      await reply.status(error.getStatus()).send(error.getResponse());
    }
  });
}
