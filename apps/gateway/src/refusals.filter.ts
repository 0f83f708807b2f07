import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { wordsOf, type Logger } from '#common';

/** What fastify itself refuses, in our words. */
const FASTIFY: Record<string, { status: HttpStatus; code: string; sentence: string }> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: HttpStatus.UNSUPPORTED_MEDIA_TYPE, code: 'DOOR.MEDIA_TYPE', sentence: 'expected content-type application/EDI-X12 or application/EDIFACT for documents, application/json for everything else' },
  FST_ERR_CTP_BODY_TOO_LARGE: { status: HttpStatus.PAYLOAD_TOO_LARGE, code: 'DOOR.TOO_LARGE', sentence: 'the body is larger than this route takes (64 KiB for an act, 8 MiB for a feed of calls); nothing was done' },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: HttpStatus.BAD_REQUEST, code: 'DOOR.NOT_JSON', sentence: 'the body is not JSON' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: HttpStatus.BAD_REQUEST, code: 'DOOR.NOT_JSON', sentence: 'the body is empty; expected JSON' },
};

/** Every answer that is not a success has a code and a sentence; what went wrong inside is logged and not told. */
@Catch()
export class Refusals implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost) {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    // Nest wraps what fastify refused; the code that says what it was is on the cause.
    const refused = error instanceof HttpException ? error.cause ?? error : error;
    const known = FASTIFY[(refused as { code?: string }).code ?? ''];
    if (known) return reply.status(known.status).send({ code: known.code, sentence: known.sentence });
    if (error instanceof HttpException) {
      const body = error.getResponse();
      const shaped = typeof body === 'object' && 'sentence' in body ? body : { code: `DOOR.${error.getStatus()}`, sentence: error.message };
      return reply.status(error.getStatus()).send(shaped);
    }
    if ((error as { code?: string }).code === 'ECONNRESET') {
      this.log.warn({ url: request.url }, 'the sender broke off; nothing was kept');
      return reply.status(HttpStatus.BAD_REQUEST).send({ code: 'INTAKE.BROKEN_OFF', sentence: 'the body broke off before its end; nothing was kept' });
    }
    this.log.error({ url: request.url, words: wordsOf(error) }, 'not answered');
    return reply.status(HttpStatus.SERVICE_UNAVAILABLE).send({ code: 'DOOR.TROUBLE', sentence: 'nothing was committed; send it again later' });
  }
}
