import { Readable } from 'node:stream';
import { Controller, Get, HttpStatus, Inject, Param, ParseIntPipe, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { eq } from 'drizzle-orm';
import { BodyTooLargeError, isolationOf, receive, type Journey, type Receipt } from '#journey';
import { interchange, readInterchangeBytes } from '#ledger';
import { JOURNEY, Refusal, Wanted, type Visitor } from './door.js';

/** What a refused content costs: the code of the receipt as a status of HTTP. */
const STATUS: Record<string, HttpStatus> = {
  'INTAKE.REFUSED_CONTENT': HttpStatus.UNPROCESSABLE_ENTITY,
  'INTAKE.UNKNOWN_SENDER': HttpStatus.FORBIDDEN,
};

@Controller('interchanges')
export class IntakeController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** Takes X12 and EDIFACT in. 202: everything is committed. 200: it was taken before, the first answer again. No 2xx leaves earlier. */
  @Post()
  @Wanted('sender')
  async take(@Req() request: Visitor, @Res() reply: FastifyReply) {
    const { journey } = this;
    const holder = request.holder;
    const partner = holder?.kind === 'sender' ? journey.directory.partners.get(holder.partner) : undefined;
    if (!partner) throw new Refusal(HttpStatus.FORBIDDEN, 'INTAKE.NO_PARTNER', `the key speaks for "${holder?.kind === 'sender' ? holder.partner : ''}", which is not in the directory of partners`);
    const isolation = await isolationOf(journey.ledger.db, partner.region);
    if (isolation) {
      void reply.header('retry-after', '300');
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, 'INTAKE.ISOLATED', `region ${partner.region} is isolated since ${isolation.since.toISOString()} because ${isolation.because}; nothing was taken, send it again when it is reopened`);
    }
    // Other types have parsers of the house's own (JSON, text) and come as values.
    if (!(request.body instanceof Readable)) {
      throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, 'DOOR.MEDIA_TYPE', `found content-type ${(request.headers['content-type'] ?? 'none').slice(0, 100)}; expected content-type application/EDI-X12 or application/EDIFACT for documents`);
    }
    try {
      const receipt = await receive(journey, { chunks: request.body, partner, source: 'http', sourceName: request.ip, limitBytes: journey.settings.gateway.bodyLimitBytes });
      return await reply.status(statusOf(receipt)).send(receipt);
    } catch (error) {
      if (error instanceof BodyTooLargeError) {
        void reply.header('connection', 'close');
        throw new Refusal(HttpStatus.PAYLOAD_TOO_LARGE, error.code, error.message);
      }
      throw error;
    }
  }

  /** What was kept of one interchange, accepted or refused, without its bytes. */
  @Get(':id')
  async show(@Param('id', ParseIntPipe) id: number) {
    const [row] = await this.journey.ledger.db.select().from(interchange).where(eq(interchange.id, id));
    if (!row) throw new Refusal(HttpStatus.NOT_FOUND, 'INTAKE.NOT_FOUND', `interchange ${id} is not in the ledger`);
    return row;
  }

  /** The bytes as they came. */
  @Get(':id/bytes')
  async bytes(@Param('id', ParseIntPipe) id: number) {
    const { syntax } = await this.show(id);
    return new StreamableFile(Readable.from(readInterchangeBytes(this.journey.ledger.db, id)), { type: syntax === 'edifact' ? 'application/EDIFACT' : 'application/EDI-X12' });
  }
}

function statusOf(receipt: Receipt): HttpStatus {
  if (receipt.status !== 'rejected') return receipt.status === 'accepted' ? HttpStatus.ACCEPTED : HttpStatus.OK;
  return STATUS[receipt.code] ?? HttpStatus.UNPROCESSABLE_ENTITY;
}
