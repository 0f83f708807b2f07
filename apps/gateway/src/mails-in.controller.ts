import { Controller, Get, HttpStatus, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { bytesOfMail, inboxesNow, mailsThatCame, mailThatCame, wordsOfMail, type Journey } from '#journey';
import { mailsInAsked } from './asked.js';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';

const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Mails that came to our mailboxes, what became of each and why, and how the mailboxes stand. All of a mail is its sender's word. */
@Controller()
export class MailsInController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  /** Each mailbox of the settings: up to where it was read, when it was last looked through, why it cannot be read. */
  @Get('inboxes')
  inboxes() { return inboxesNow(this.journey); }

  @Get('mails-in')
  mails(@Query() query: unknown) { return mailsThatCame(this.journey, checked(mailsInAsked, query)); }

  @Get('mails-in/:id')
  async mail(@Param('id') id: string) {
    const wanted = rowId.safeParse(id);
    const mail = wanted.success ? await mailThatCame(this.journey, wanted.data) : null;
    if (!mail) throw new Refusal(HttpStatus.NOT_FOUND, 'MAIL_IN.NOT_FOUND', `no mail that came in has the id ${id.slice(0, 20)}; npx hawser inbox shows the newest`);
    return { ...mail, says: await wordsOfMail(this.journey, mail.id) };
  }

  /** As it lay in the mailbox. A download, never shown by a browser: it is a stranger's. */
  @Get('mails-in/:id/raw')
  async raw(@Param('id') id: string) {
    const mail = await this.mail(id);
    const bytes = await bytesOfMail(this.journey, mail.id);
    if (!bytes) throw new Refusal(HttpStatus.NOT_FOUND, 'MAIL_IN.NOT_READ', `the mail ${mail.id} was not read: ${mail.because}. It lies in the mailbox ${mail.mailbox}, UID ${mail.uid}`);
    return new StreamableFile(bytes, { type: 'message/rfc822', disposition: `attachment; filename="mail-in-${mail.id}.eml"`, length: bytes.length });
  }
}
