import { Body, Controller, Get, HttpStatus, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { ActRefusedError, keptCalls, sayCalls, type Journey } from '#journey';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';
import { words } from './words.js';

const said = z.object({
  calls: z.array(z.int().min(1).max(Number.MAX_SAFE_INTEGER)).max(50, 'expected at most 50 calls'),
  because: words(500, 'a reason in words'), actor: words(100, 'who does it').default('desk'),
});

/** Which vessel calls a document belongs to, by which rule and why; and a person's word on it, which no rule changes. */
@Controller('documents/:ref/calls')
export class DocumentCallsController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Get()
  kept(@Param('ref') ref: string) { return answered(() => keptCalls(this.journey, ref), HttpStatus.NOT_FOUND); }

  /** `calls` empty: it belongs to none. */
  @Post()
  say(@Param('ref') ref: string, @Body() body: unknown) { return answered(() => sayCalls(this.journey, ref, checked(said, body)), HttpStatus.CONFLICT); }
}

async function answered<T>(work: () => Promise<T>, status: HttpStatus): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ActRefusedError) throw new Refusal(status, error.code, error.message);
    throw error;
  }
}
