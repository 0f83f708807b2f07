import { HawserError } from '#common';

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
