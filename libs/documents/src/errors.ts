import { HawserError } from '#common';

/** A move that the table of states does not have: always a fault of ours, never of what came in. */
export class IllegalMoveError extends HawserError {
  readonly code = 'DOCUMENTS.ILLEGAL_MOVE';
  readonly retry = 'never';
  constructor(ref: string, from: string, to: string) {
    super(`${ref} is ${from}: it cannot become ${to}`, { ref, from, to });
  }
}
