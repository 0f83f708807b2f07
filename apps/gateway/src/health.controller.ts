import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { wordsOf } from '#common';
import type { Journey } from '#journey';
import { JOURNEY, Wanted } from './door.js';

@Controller('health')
export class HealthController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** 200 while documents can be committed. Redis may be away: what is taken in waits in the ledger. */
  @Get()
  @Wanted('anyone')
  async health(@Res() reply: FastifyReply) {
    try {
      await this.journey.ledger.ping();
      return await reply.send({ ok: true });
    } catch (error) {
      this.journey.log.error({ words: wordsOf(error) }, 'the ledger does not answer');
      return reply.status(HttpStatus.SERVICE_UNAVAILABLE).send({ ok: false, sentence: 'the ledger does not answer; nothing is taken in until it does' });
    }
  }
}
