import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { openJourney } from '#journey';
import { checkRedis } from '#queue';
import { endWithParent, wordsOf } from '#common';
import { WorkerModule } from './worker.module.js';

/** `node dist/apps/worker/src/main.js`: runs the lanes, reads folders, probes paths, sweeps what is due. */
async function main(): Promise<void> {
  const redisUrl = process.env['REDIS_URL'];
  if (!redisUrl) throw new Error('REDIS_URL is not set. `npm start` brings a Redis of its own; with your own, set REDIS_URL=redis://host:6379');
  await checkRedis(redisUrl);
  const journey = await openJourney('worker', process.env);
  const app = await NestFactory.create<NestFastifyApplication>(WorkerModule.with(journey, redisUrl), new FastifyAdapter(), { logger: ['error', 'warn'] });
  const { host, port } = journey.settings.worker;
  const { stopWithinMs } = journey.settings.lanes;
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // With Redis or PostgreSQL away a polite stop may wait for ever.
    setTimeout(() => process.exit(1), stopWithinMs + 5_000).unref();
    app.close().then(() => process.exit(0), (error: unknown) => { journey.log.error({ words: wordsOf(error) }, 'stop'); process.exit(1); });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  endWithParent(process.env, stop);
  await app.listen(port, host);
  process.stdout.write(`${JSON.stringify({ ready: 'worker', url: await app.getUrl(), mailsAreSigned: journey.mailTrust.signers.length > 0 })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`hawser worker: ${wordsOf(error)}\n`);
  process.exit(1);
});
