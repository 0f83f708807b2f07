import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { endWithParent, wordsOf } from '#common';
import { openJourney } from '#journey';
import { checkRedis, epochFor, Lanes } from '#queue';
import { takeConfirmForms } from './confirm-form.js';
import { GatewayModule } from './gateway.module.js';
import { hasAdminKey, keepKey, makeKey, SHORTEST_KEY } from './keys.js';
import { admitBeforeReading } from './large-bodies.js';
import { mountRawQueues } from './raw-queues.js';
import { Refusals } from './refusals.filter.js';

/** Bytes. A body is parsed before its key is known, so what is no document must be small. */
const LARGEST_ACT = 64 * 1024;

/** `node dist/apps/gateway/src/main.js`: the door. Takes documents in, answers what carrier staff ask. */
async function main(): Promise<void> {
  const given = process.env['HAWSER_ADMIN_KEY'];
  if (given && given.length < SHORTEST_KEY) throw new Error(`HAWSER_ADMIN_KEY has ${given.length} characters, expected at least ${SHORTEST_KEY} that nobody can guess (openssl rand -hex 32), or unset it: it would open the desk from now on`);
  const redisUrl = process.env['REDIS_URL'];
  if (!redisUrl) throw new Error('REDIS_URL is not set. `npm start` brings a Redis of its own; with your own, set REDIS_URL=redis://host:6379');
  await checkRedis(redisUrl);
  const journey = await openJourney('gateway', process.env);
  const { host, port } = journey.settings.gateway;
  const fastify = new FastifyAdapter({ bodyLimit: LARGEST_ACT, requestTimeout: 300_000, forceCloseConnections: 'idle' });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.with(journey), fastify, { logger: ['error', 'warn'], bodyParser: false });
  app.useGlobalFilters(new Refusals(journey.log));
  const instance = fastify.getInstance<FastifyInstance>();
  // Acts are JSON and small; nothing else is read before the key was looked at.
  instance.removeContentTypeParser('text/plain');
  // Handed on as it arrives: the journey counts its bytes and keeps them aside until it is whole.
  for (const type of ['application/edi-x12', 'application/edifact']) instance.addContentTypeParser(type, (_request, payload, done) => { done(null, payload); });
  takeConfirmForms(instance);
  admitBeforeReading(instance, journey);
  const lanes = new Lanes(redisUrl, epochFor(journey.clock.now()), (error) => journey.log.warn({ words: wordsOf(error) }, 'Redis'));
  await mountRawQueues(instance, journey, lanes);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    app.close().then(() => lanes.close()).then(() => journey.close()).then(() => process.exit(0), (error: unknown) => { journey.log.error({ words: wordsOf(error) }, 'stop'); process.exit(1); });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  endWithParent(process.env, stop);

  await app.listen(port, host);
  if (given) await keepKey(journey.ledger.db, given, { kind: 'admin' }, journey.clock.now());
  const adminKey = !given && !(await hasAdminKey(journey.ledger.db)) ? await makeKey(journey.ledger.db, { kind: 'admin' }, journey.clock.now()) : null;
  process.stdout.write(`${JSON.stringify({ ready: 'gateway', url: await app.getUrl(), adminKey })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`hawser gateway: ${wordsOf(error)}\n`);
  process.exit(1);
});
