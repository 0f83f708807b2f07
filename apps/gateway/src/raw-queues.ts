import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import type { Journey } from '#journey';
import type { Lanes } from '#queue';
import { wordsOf } from '#common';
import { admit, keyForBrowsers, Refusal } from './door.js';

/** Bull Board on the lanes' raw queues, to look at only: what is to be done stands in the ledger, and a job moved by hand means nothing there. */
export async function mountRawQueues(fastify: FastifyInstance, journey: Journey, lanes: Lanes): Promise<void> {
  const board = new FastifyAdapter();
  createBullBoard({ queues: [...journey.directory.endpoints.keys()].map((lane) => new BullMQAdapter(lanes.queue(lane), { readOnlyMode: true, displayName: lane })), serverAdapter: board });
  board.setBasePath('/queues');
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      try {
        await admit(journey, keyForBrowsers(request.headers), 'admin');
      } catch (error) {
        if (!(error instanceof Refusal)) { journey.log.error({ words: wordsOf(error) }, 'raw queues'); throw error; }
        await reply.header('www-authenticate', 'Basic realm="Hawser: any name, the admin key as password"').status(error.getStatus()).send(error.getResponse());
      }
    });
    await scope.register(board.registerPlugin() as Parameters<typeof scope.register>[0], { prefix: '/queues' } as never);
  });
}
