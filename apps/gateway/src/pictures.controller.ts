import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { callTimeline, outageHours, type Journey } from '#journey';
import { scopeAsked } from './asked.js';
import { checked } from './checked.js';
import { JOURNEY } from './door.js';
import { idOf, noSuch } from './evidence.controller.js';

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
const asked = z.object({ zone: z.string().max(60).refine(isZone, 'expected an IANA zone such as America/Los_Angeles').optional() });

/** What pictures are drawn of, for the console and for `hawser picture`. */
@Controller()
export class PicturesController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** Documents of a call against its hours and cut-offs. */
  @Get('vessel-calls/:id/timeline')
  async timeline(@Param('id') id: string, @Query() query: unknown) {
    const wanted = idOf(id, 'vessel call', 'npx hawser calls');
    const timeline = await callTimeline(this.journey, wanted, checked(scopeAsked, query));
    if (!timeline) throw noSuch('vessel call', wanted, 'npx hawser calls');
    return timeline;
  }

  /** Minutes from handed in to delivered, by the hour, before, during and after an outage, beside the same weekday's normal. */
  @Get('outages/:id/delays-by-hour')
  async hours(@Param('id') id: string, @Query() query: unknown) {
    const wanted = idOf(id, 'outage', 'GET /outages');
    const hours = await outageHours(this.journey, wanted, checked(asked, query).zone);
    if (!hours) throw noSuch('outage', wanted, 'GET /outages');
    return hours;
  }
}
