import { Body, Controller, HttpCode, HttpStatus, Inject, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { callWordOf } from '#directory';
import { importCalls, importTerminalList, isolationOf, reportCall, takeCallReports, type CallSender, type Journey } from '#journey';
import { CallIncompleteError, callReport, NotTheWholeListError, readPortCalls, readSchedules, UnknownReplacementError, type DcsaChecked } from '#vessel-calls';
import { checked } from './checked.js';
import { JOURNEY, Refusal, Wanted, type Visitor } from './door.js';

const line = z.int().min(1);
const file = z.string().trim().min(1).max(200);
const callsFile = z.object({ file, rows: z.array(z.object({ line, report: z.unknown() })).min(1, 'expected at least one row').max(5_000, 'expected at most 5000 rows in one file') });
const terminalsFile = z.object({
  source: z.string().regex(/^[0-9a-f]{64}$/, 'expected the SHA-256 of the file'), partial: z.boolean().default(false),
  rows: z.array(z.object({ line, terminal: z.unknown() })).min(1, 'expected at least one row').max(20_000),
});
const forCarrier = z.object({ carrier: z.string().regex(/^[A-Z]{2,4}$/, 'expected a SCAC').optional() });

/** The ways in for vessel calls beside documents: one report, a file of them, the list of terminals, DCSA's messages. */
@Controller()
export class CallFeedsController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** Reports a call, or a revision of it: what waits for it finds it, and due times that stand on it move. */
  @Post('vessel-calls')
  report(@Body() body: unknown) {
    return refused(() => reportCall(this.journey, checked(callReport, body)));
  }

  /** Calls out of a file: all rows or none. 422 lists every fault with its line. */
  @Post('vessel-calls/import')
  @HttpCode(HttpStatus.OK)
  async import(@Body() body: unknown) {
    const given = checked(callsFile, body);
    const done = await importCalls(this.journey, given.rows, `csv ${given.file}`);
    if (!done.ok) throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, 'CALLS.ROWS_REFUSED', `${done.faults.length} faults; no row was taken`, { faults: done.faults });
    return done;
  }

  /** SMDG's list of terminals, as the user's own copy has it: all rows or none. */
  @Post('terminal-codes')
  @HttpCode(HttpStatus.OK)
  async terminals(@Body() body: unknown) {
    const { rows, ...how } = checked(terminalsFile, body);
    const done = await refused(() => importTerminalList(this.journey, rows, how));
    if (!done.ok) throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, 'CALLS.ROWS_REFUSED', `${done.faults.length} faults; no row was taken`, { faults: done.faults });
    return done;
  }

  /** Service schedules in the shape of DCSA OVS 3.0.2. With the admin key `?carrier=` says whose they are. */
  @Post('dcsa/schedules')
  @Wanted('either')
  @HttpCode(HttpStatus.OK)
  schedules(@Req() request: Visitor, @Query() query: unknown, @Body() body: unknown) { return this.dcsa(request, query, 'OVS', readSchedules(body)); }

  /** Port calls, terminal calls, services and timestamps in the shapes of DCSA JIT 2.0, together in one body. */
  @Post('dcsa/timestamps')
  @Wanted('either')
  @HttpCode(HttpStatus.OK)
  timestamps(@Req() request: Visitor, @Query() query: unknown, @Body() body: unknown) { return this.dcsa(request, query, 'JIT', readPortCalls(body)); }

  private async dcsa(request: Visitor, query: unknown, what: string, read: DcsaChecked) {
    const sender = await this.senderOf(request, checked(forCarrier, query).carrier, what);
    const done = read.ok ? await takeCallReports(this.journey, read.told, sender) : read;
    if (!done.ok) {
      const notTheirs = done.faults[0]?.code === 'DCSA.NOT_YOURS';
      throw new Refusal(notTheirs ? HttpStatus.FORBIDDEN : HttpStatus.BAD_REQUEST, notTheirs ? 'DCSA.NOT_YOURS' : 'DCSA.REFUSED', done.faults[0]?.sentence ?? 'refused', { errors: done.faults });
    }
    return { calls: done.calls, ignored: done.ignored };
  }

  /** A partner speaks for itself, as far as its file lets it; the desk for any carrier it names. */
  private async senderOf({ holder }: Visitor, carrier: string | undefined, what: string): Promise<CallSender> {
    if (holder?.kind !== 'sender') {
      if (!carrier) throw new Refusal(HttpStatus.BAD_REQUEST, 'DCSA.NO_CARRIER', 'the admin key speaks for no carrier; expected ?carrier= and its SCAC');
      return { carrier, word: { calls: 'carrier' }, reportedBy: `${what} desk` };
    }
    const { journey } = this;
    const partner = journey.directory.partners.get(holder.partner);
    if (!partner) throw new Refusal(HttpStatus.FORBIDDEN, 'INTAKE.NO_PARTNER', `the key speaks for "${holder.partner}", which is not in the directory of partners`);
    if (carrier && carrier !== partner.carrier) throw new Refusal(HttpStatus.FORBIDDEN, 'DCSA.NOT_YOURS', `${partner.code} speaks for ${partner.carrier}, not for ${carrier}`);
    const isolation = await isolationOf(journey.ledger.db, partner.region);
    if (isolation) throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, 'INTAKE.ISOLATED', `region ${partner.region} is isolated because ${isolation.because}; nothing was taken, send it again when it is reopened`);
    return { carrier: partner.carrier, word: callWordOf(journey.directory, partner), reportedBy: `${what} ${partner.code}` };
  }
}

/** What cannot be done as it was asked, in the room's own words. */
async function refused<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CallIncompleteError || error instanceof UnknownReplacementError || error instanceof NotTheWholeListError) throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, error.code, error.message);
    throw error;
  }
}
