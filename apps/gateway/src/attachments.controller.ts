import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { ActRefusedError, attachmentsNow, releaseAttachment, takeAttachment, type Journey } from '#journey';
import { attachmentsAsked } from './asked.js';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';
import { words } from './words.js';

const place = z.object({ mail: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER), number: z.coerce.number().int().min(0).max(1_000) });
const release = z.object({ because: words(300, 'a reason in words'), actor: words(100).default('desk') });
const taking = release.extend({ partner: z.string().trim().min(1).max(64) });

/** What hung on mails and is quarantined. Wants the admin key. */
@Controller('attachments')
export class AttachmentsController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Get()
  list(@Query() query: unknown) { return attachmentsNow(this.journey, checked(attachmentsAsked, query).all === 'true'); }

  /** The bytes, as a download that no browser opens. */
  @Post(':mail/:number/release')
  @HttpCode(HttpStatus.OK)
  async release(@Param() at: unknown, @Body() body: unknown) {
    const { mail, number } = checked(place, at);
    const { bytes } = await refusals(releaseAttachment(this.journey, mail, number, checked(release, body)));
    return new StreamableFile(bytes, { type: 'application/octet-stream', disposition: `attachment; filename="mail-${mail}-${number}.bin"`, length: bytes.length });
  }

  @Post(':mail/:number/take')
  @HttpCode(HttpStatus.OK)
  async take(@Param() at: unknown, @Body() body: unknown) {
    const { mail, number } = checked(place, at);
    return refusals(takeAttachment(this.journey, mail, number, checked(taking, body)));
  }
}

async function refusals<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof ActRefusedError) throw new Refusal(HttpStatus.CONFLICT, error.code, error.message);
    throw error;
  }
}
