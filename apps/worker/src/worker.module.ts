import { Module, type DynamicModule } from '@nestjs/common';
import type { Journey } from '#journey';
import { HealthController } from './health.controller.js';
import { JOURNEY, REDIS_URL, WorkerService } from './worker.service.js';

@Module({})
export class WorkerModule {
  static with(journey: Journey, redisUrl: string): DynamicModule {
    return {
      module: WorkerModule,
      controllers: [HealthController],
      providers: [{ provide: JOURNEY, useValue: journey }, { provide: REDIS_URL, useValue: redisUrl }, WorkerService],
    };
  }
}
