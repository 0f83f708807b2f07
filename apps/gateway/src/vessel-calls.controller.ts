import { Controller, Get, HttpStatus, Inject, Param, ParseIntPipe, Query } from '@nestjs/common';
import { z } from 'zod';
import { findDocuments } from '#documents';
import type { Journey } from '#journey';
import { callBoard } from '#vessel-calls';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';

const scope = z.object({ carrier: z.string().nullable().default(null), region: z.string().nullable().default(null) });

/** Each call: its documents due, handed over, acknowledged, late; the worst delay; how they went. Figures: libs/vessel-calls/src/call-board.ts. */
@Controller('vessel-calls')
export class VesselCallsController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Get()
  async list(@Query() query: unknown) {
    const { ledger: { db }, clock } = this.journey;
    const asked = checked(scope, query);
    const unmatched = await findDocuments(db, asked, { unmatched: true, limit: 200 });
    return { asOf: clock.now(), calls: await callBoard(db, asked, clock.now()), unmatched };
  }

  @Get(':id')
  async one(@Param('id', ParseIntPipe) id: number) {
    const { ledger: { db }, clock } = this.journey;
    const everything = { carrier: null, region: null };
    const [line] = await callBoard(db, everything, clock.now(), id);
    if (!line) throw new Refusal(HttpStatus.NOT_FOUND, 'CALLS.NOT_FOUND', `no vessel call has the number ${id}`);
    return { ...line, documents: await findDocuments(db, everything, { callId: id, limit: 1_000 }) };
  }
}
