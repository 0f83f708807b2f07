import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { ActRefusedError, answeredByPhone, doneTask, TaskRefusedError, onTheSameCall, taskInBook, tasksInBook, type Journey } from '#journey';
import { checked } from './checked.js';
import { words } from './words.js';
import { JOURNEY, Refusal } from './door.js';

const actor = words(100).default('desk');
const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const listing = z.object({ all: z.stringbool().default(false), limit: z.coerce.number().int().min(1).max(1_000).default(200) });
const done = z.strictObject({ act: z.literal('done'), because: words(500), actor });
/** With or without seconds: people tell minutes. */
const instant = z.union([z.iso.datetime({ offset: true, precision: -1 }), z.iso.datetime({ offset: true })], 'expected an instant with its offset, such as 2018-07-24T14:05-04:00 or 2018-07-24T18:05Z');
const phoneAnswer = z.strictObject({
  word: z.enum(['received', 'keyed', 'reject', 'duplicate']), who: words(100), saidAt: instant.nullable().default(null), because: words(500), actor,
});

/** What a person has to do, and what they learn on the phone. Everything here wants the admin key. */
@Controller()
export class TasksController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** Open ones, the most urgent first; with all=true those done behind them. */
  @Get('tasks')
  tasks(@Query() query: unknown) { return tasksInBook(this.journey.ledger.db, checked(listing, query)); }

  /** `onTheSameCall`: what else that terminal is to be asked by phone. */
  @Get('tasks/:id')
  async task(@Param('id') of: string) {
    const one = await taskInBook(this.journey.ledger.db, idOf(of));
    if (!one) throw noTask(of);
    return { ...one, onTheSameCall: await onTheSameCall(this.journey.ledger.db, one) };
  }

  @Post('tasks/:id/acts')
  act(@Param('id') of: string, @Body() body: unknown) {
    const { because, actor: by } = checked(done, body);
    return refused(() => doneTask(this.journey, idOf(of), { because, actor: by }));
  }

  /** What a terminal said on the phone: by whom, and when. */
  @Post('documents/:ref/answers')
  answer(@Param('ref') ref: string, @Body() body: unknown) {
    const { saidAt, ...said } = checked(phoneAnswer, body);
    return refused(() => answeredByPhone(this.journey, ref, { ...said, saidAt: saidAt === null ? null : new Date(saidAt) }));
  }
}

const noTask = (id: string) => new Refusal(HttpStatus.NOT_FOUND, 'JOURNEY.NO_TASK', `there is no task ${id.slice(0, 20)}; npx hawser tasks shows those that are open`);

function idOf(of: string): number {
  const id = rowId.safeParse(of);
  if (!id.success) throw noTask(of);
  return id.data;
}

async function refused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ActRefusedError || error instanceof TaskRefusedError) throw new Refusal(HttpStatus.CONFLICT, error.code, error.message);
    throw error;
  }
}
