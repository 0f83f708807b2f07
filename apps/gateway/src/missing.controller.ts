import { Controller, Get, HttpStatus, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { missingNow, type Journey } from '#journey';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';
import { idOf } from './evidence.controller.js';

const asked = z.object({ carrier: z.string().max(4).nullable().default(null), region: z.string().max(40).nullable().default(null), all: z.stringbool().default(false) });

/**
 * Documents that a call should have by its phase and its times and that never came: level `soon` before they are late, `late`
 * after; `not-yet` with all=true. dueAt and soonAt are instants (UTC); config/expected.yaml has the rules, with their sources.
 */
@Controller('vessel-calls')
export class MissingController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Get('missing')
  board(@Query() query: unknown) {
    const { all, ...scope } = checked(asked, query);
    return missingNow(this.journey, { scope, all });
  }

  @Get(':id/missing')
  async one(@Param('id') of: string, @Query() query: unknown) {
    const id = idOf(of, 'vessel call', 'npx hawser calls --json');
    const { all, ...scope } = checked(asked, query);
    const missing = await missingNow(this.journey, { scope, all, id });
    if (!missing) throw new Refusal(HttpStatus.NOT_FOUND, 'CALLS.NOT_FOUND', `no vessel call has the number ${id}; npx hawser calls --json shows those there are`);
    return missing;
  }
}
