import { Controller, Get, HttpStatus, Inject, Param, Query } from '@nestjs/common';
import { findDocuments } from '#documents';
import type { Journey } from '#journey';
import { callBoard, callDocuments, callOf } from '#vessel-calls';
import { boardAsked, callAsked } from './asked.js';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';
import { idOf } from './evidence.controller.js';

/** Calls, how far they are from their plan, and how their documents stand. Figures: GET /openapi.json. */
@Controller('vessel-calls')
export class VesselCallsController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** A page of the board, the next calls first; the first page says what belongs to no call. */
  @Get()
  async list(@Query() query: unknown) {
    const { ledger: { db }, clock } = this.journey;
    const { limit, after, ...scope } = checked(boardAsked, query);
    const now = clock.now();
    const unmatched = after === null ? await findDocuments(db, scope, { unmatched: true, limit: 200 }) : [];
    return { asOf: now, ...await callBoard(db, scope, now, { limit, after }), unmatched };
  }

  /** One call: what it stands to suffer, and its documents with the delay of each. */
  @Get(':id')
  async one(@Param('id') asked: string, @Query() query: unknown) {
    const id = idOf(asked, 'vessel call', 'npx hawser calls');
    const { ledger: { db }, clock } = this.journey;
    const { limit, skip, ...scope } = checked(callAsked, query);
    const now = clock.now();
    const call = await callOf(db, scope, id, now);
    if (!call) throw new Refusal(HttpStatus.NOT_FOUND, 'CALLS.NOT_FOUND', `no vessel call has the number ${id}${scope.carrier ?? scope.region ? ', or it is not for this carrier and region to see' : ''}; npx hawser calls shows the board`);
    return { asOf: now, ...call, documents: await callDocuments(db, scope, id, now, { limit, skip }) };
  }
}
