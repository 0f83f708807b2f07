import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Journey } from '#journey';
import { CallFeedsController } from './call-feeds.controller.js';
import { DecideAnswerController } from './decide-answer.controller.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { DelaysController } from './delays.controller.js';
import { DeskController } from './desk.controller.js';
import { DocumentCallsController } from './document-calls.controller.js';
import { Door, JOURNEY } from './door.js';
import { EvidenceController } from './evidence.controller.js';
import { HealthController } from './health.controller.js';
import { IntakeController } from './intake.controller.js';
import { AttachmentsController } from './attachments.controller.js';
import { MailsInController } from './mails-in.controller.js';
import { MissingController } from './missing.controller.js';
import { PicturesController } from './pictures.controller.js';
import { NoticesController } from './notices.controller.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { TasksController } from './tasks.controller.js';
import { VesselCallsController } from './vessel-calls.controller.js';

@Module({})
export class GatewayModule {
  static with(journey: Journey): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [IntakeController, DeskController, DecideAnswerController, DocumentCallsController, MissingController, VesselCallsController, DelaysController, CallFeedsController, EvidenceController, PicturesController, OpenApiController, HealthController, MailsInController, TasksController, NoticesController, ConfirmationsController, AttachmentsController],
      providers: [{ provide: JOURNEY, useValue: journey }, { provide: APP_GUARD, useClass: Door }],
    };
  }
}
