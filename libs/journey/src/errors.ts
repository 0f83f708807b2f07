import { HawserError, wordsOf } from '#common';

export class BodyTooLargeError extends HawserError {
  readonly code = 'INTAKE.TOO_LARGE';
  readonly retry = 'never';
  constructor(limitBytes: number) {
    super(`the body is larger than ${limitBytes} bytes, the limit of this door; nothing was kept. Send it in several interchanges`, { limitBytes });
  }
}

/** The installation took what was addressed to it, and its settings no longer say who it is. */
export class NoOwnEnvelopeError extends HawserError {
  readonly code = 'ENVELOPE.NONE';
  readonly retry = 'never';
  constructor() {
    super('envelope.own is not set in the settings: there is no id of ours to send under', {});
  }
}

/** A person asked for something that cannot be done with this document; the sentence says why and what can. */
export class ActRefusedError extends HawserError {
  readonly code = 'JOURNEY.ACT_REFUSED';
  readonly retry = 'never';
}

/** Another process reads this mailbox or folder now; what this one read is the other's to take. */
export class LeasePassedError extends HawserError {
  readonly code = 'JOURNEY.LEASE_PASSED';
  readonly retry = 'safe';
  constructor(name: string) { super(`the lease ${name} passed to another reader; nothing was taken`, { name }); }
}

/** A mail could not be taken, yet: it is tried again, and after some tries given to a person. */
export class MailNotTakenError extends HawserError {
  readonly code = 'JOURNEY.MAIL_NOT_TAKEN';
  readonly retry = 'safe';
  constructor(mailbox: string, uid: number, tries: number, options: { cause: unknown }) {
    super(`the mail with UID ${uid} of the mailbox ${mailbox} could not be taken (${tries} times now): ${wordsOf(options.cause)}`, { mailbox, uid, tries }, options);
  }
}
