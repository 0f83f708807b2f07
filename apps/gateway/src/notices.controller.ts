import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { ActRefusedError, noticeInBook, noticeNumber, noticesInBook, tellAgain, type Journey } from '#journey';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';
import { words } from './words.js';

const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const noticesAsked = z.object({
  all: z.stringbool().default(false).describe('Also those that were told.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('Notices on one page, the newest first.'),
  before: rowId.optional().describe('The id of the last one on the page before.'),
});
export const tellingAgain = z.object({ actor: words(100).default('desk').describe('Who has it told again.') });

/** What carriers' systems are told of their documents, and whether they were. */
@Controller('notices')
export class NoticesController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** Those that were not told yet, or could not be; how often each was tried, and the last words. */
  @Get()
  list(@Query() query: unknown) {
    const { before, ...asked } = checked(noticesAsked, query);
    return noticesInBook(this.journey.ledger.db, { ...asked, ...(before === undefined ? {} : { before }) });
  }

  /** One, with the very body that is sent. */
  @Get(':id')
  async one(@Param('id') id: string) {
    const wanted = await noticeNumber(this.journey.ledger.db, id);
    const found = wanted === null ? null : await noticeInBook(this.journey.ledger.db, wanted);
    if (!found) throw noSuchNotice(id);
    return found;
  }

  @Post(':id/tell-again')
  async again(@Param('id') id: string, @Body() body: unknown) {
    const wanted = await noticeNumber(this.journey.ledger.db, id);
    if (wanted === null) throw noSuchNotice(id);
    const { actor } = checked(tellingAgain, body);
    try {
      return await tellAgain(this.journey, wanted, actor);
    } catch (error) {
      if (error instanceof ActRefusedError) throw new Refusal(HttpStatus.CONFLICT, error.code, error.message);
      throw error;
    }
  }
}

const noSuchNotice = (id: string) => new Refusal(HttpStatus.NOT_FOUND, 'NOTICES.NOT_FOUND', `there is no notice ${id.slice(0, 50)}; npx hawser notices --all shows them`);
