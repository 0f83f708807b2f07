import { HawserError } from '#common';

/** A mail that must not be composed as asked: an address, a header or a Message-ID that is none. */
export class MailInputError extends HawserError {
  readonly code = 'CHANNELS.MAIL_INPUT';
  readonly retry = 'never';
}
