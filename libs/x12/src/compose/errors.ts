/** What we were asked to write cannot be written as X12. Our own mistake or a value from outside that was not checked. */
export class ComposeError extends Error {
  readonly code = 'X12.CANNOT_COMPOSE';
  readonly retry = 'never';
  constructor(what: string, found: string, expected: string) {
    super(`${what}: found ${found}, expected ${expected}`);
    this.name = 'ComposeError';
  }
}
