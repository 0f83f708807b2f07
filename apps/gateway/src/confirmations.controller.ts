import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CONFIRM_WORDS, confirmByLink, lookAtLink, type Journey } from '#journey';
import { CONFIRM_PAGE_POLICY, MOST_NAME, renderConfirmPage, type ConfirmPage } from '#rendering';
import { JOURNEY, Wanted } from './door.js';
import { PerToken } from './per-token.js';

/** What the form sends; what is no form of ours is as if its name were missing, or its proof. */
const form = z.object({ word: z.enum(CONFIRM_WORDS), name: z.string().max(MOST_NAME * 4).transform((name) => name.slice(0, MOST_NAME)).default(''), proof: z.string().max(100).default('') });

const A_MINUTE = 30;
const TOKENS_A_MINUTE = 5_000;

const STATUS = { open: HttpStatus.OK, done: HttpStatus.OK, closed: HttpStatus.OK, expired: HttpStatus.GONE, unknown: HttpStatus.NOT_FOUND, busy: HttpStatus.TOO_MANY_REQUESTS } as const satisfies Record<ConfirmPage['is'], HttpStatus>;

/**
 * The page that a mail's confirm link leads to. It wants no key: the link is one, for one document and one thing. GET and HEAD, which scanners and
 * previews send, show and change nothing; only the form of the page, with a person's name, confirms.
 */
@Controller('confirm')
export class ConfirmationsController {
  private readonly asked: PerToken;

  constructor(@Inject(JOURNEY) private readonly journey: Journey) { this.asked = new PerToken(journey.clock, A_MINUTE, TOKENS_A_MINUTE); }

  @Get(':token')
  @Wanted('anyone')
  async show(@Param('token') token: string, @Res() reply: FastifyReply) { return send(reply, this.asked.takes(token) ? await lookAtLink(this.journey, token) : { is: 'busy' }); }

  @Post(':token')
  @Wanted('anyone')
  async confirm(@Param('token') token: string, @Body() body: unknown, @Res() reply: FastifyReply) {
    if (!this.asked.takes(token)) return send(reply, { is: 'busy' });
    const said = form.safeParse(body ?? {});
    if (said.success) return send(reply, await confirmByLink(this.journey, token, said.data));
    const page = await lookAtLink(this.journey, token);
    return send(reply, page.is === 'open' ? { ...page, fault: 'proof' } : page);
  }
}

function send(reply: FastifyReply, page: ConfirmPage): FastifyReply {
  const status = page.is === 'open' && page.fault !== null ? HttpStatus.BAD_REQUEST : STATUS[page.is];
  return reply.status(status).headers({
    'content-type': 'text/html; charset=utf-8', 'content-security-policy': CONFIRM_PAGE_POLICY, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'x-robots-tag': 'noindex, nofollow',
    ...(page.is === 'busy' ? { 'retry-after': '60' } : {}),
  }).send(renderConfirmPage(page));
}
