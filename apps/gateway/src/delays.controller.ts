import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Journey } from '#journey';
import { csvTable, type CsvValue } from '#rendering';
import { delays, type Delays } from '#vessel-calls';
import { delaysAsked } from './asked.js';
import { checked } from './checked.js';
import { JOURNEY } from './door.js';

const MONTH = 30 * 86_400_000;

/** How late documents became, told apart by one thing, as JSON or CSV. Figures: GET /openapi.json. */
@Controller('delays')
export class DelaysController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Get()
  async list(@Query() query: unknown, @Headers('accept') accept: string | undefined, @Res() reply: FastifyReply) {
    const { ledger: { db }, clock } = this.journey;
    const { carrier, region, format, since, until, ...asked } = checked(delaysAsked, query);
    const now = clock.now();
    const end = until && until < now ? until : now;
    const found = await delays(db, { carrier, region }, { ...asked, until: end, since: since ?? new Date(end.getTime() - MONTH) }, now);
    const csv = format ? format === 'csv' : /\btext\/csv\b/i.test(accept ?? '');
    if (!csv) return reply.header('vary', 'accept').send(found);
    return reply.type('text/csv; charset=utf-8').header('vary', 'accept').header('content-disposition', `attachment; filename="delays-by-${found.by}.csv"`).send(asCsv(found));
  }
}

/** One record a line, under the names the JSON has; each says what it was counted by, so that a file alone can be understood. */
function asCsv({ by, clock, since, until, asOf, total, lines }: Delays): string {
  const all = total ? [...lines, total] : lines;
  const names = [...new Set(all.flatMap((line) => Object.keys(line)))];
  const values = (line: object) => line as unknown as Record<string, CsvValue | undefined>;
  return csvTable(['by', ...names, 'clock', 'since', 'until', 'asOf'], all.map((line) => [by, ...names.map((name) => values(line)[name] ?? null), clock, since, until, asOf]));
}
