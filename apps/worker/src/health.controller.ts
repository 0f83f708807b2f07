import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { WorkerService } from './worker.service.js';

@Controller('health')
export class HealthController {
  constructor(@Inject(WorkerService) private readonly worker: WorkerService) {}

  /** 200 while every loop ends its steps and every lane has a pulse, else 503 with the sentences. */
  @Get()
  health(@Res() reply: FastifyReply) {
    const troubles = this.worker.troubles();
    return reply.status(troubles.length === 0 ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).send({ ok: troubles.length === 0, troubles, pulses: this.worker.crew.pulses(), mailboxes: this.worker.unreadable() });
  }
}
