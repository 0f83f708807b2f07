import { HawserError } from '#common';

export class BodyTooLargeError extends HawserError {
  readonly code = 'INTAKE.TOO_LARGE';
  readonly retry = 'never';
  constructor(limitBytes: number) {
    super(`the body is larger than ${limitBytes} bytes, the limit of this door; nothing was kept. Send it in several interchanges`, { limitBytes });
  }
}
