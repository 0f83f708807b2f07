import { Body, Controller, HttpCode, HttpStatus, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { ActRefusedError, decideAnswer, takeAgain, type Journey } from '#journey';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';
import { words } from './words.js';

const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const decision = z.object({ act: z.enum(['believe', 'refuse', 'read-again']), because: words(500, 'a reason in words'), actor: words(100).default('desk') });

/** A person's word on a mail whose sender was not sure, or that could not be taken. Wants the admin key. */
@Controller()
export class DecideAnswerController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Post('mails-in/:id/acts')
  @HttpCode(HttpStatus.OK)
  async decide(@Param('id') id: string, @Body() body: unknown) {
    const wanted = rowId.safeParse(id);
    if (!wanted.success) throw new Refusal(HttpStatus.NOT_FOUND, 'JOURNEY.NO_MAIL', `there is no mail ${id.slice(0, 20)}; npx hawser inbox lists those that came`);
    try {
      const { act, because, actor } = checked(decision, body);
      if (act === 'read-again') return await takeAgain(this.journey, wanted.data, { because, actor });
      return await decideAnswer(this.journey, wanted.data, { act, because, actor });
    } catch (error) {
      if (error instanceof ActRefusedError) throw new Refusal(HttpStatus.CONFLICT, error.code, error.message);
      throw error;
    }
  }
}
