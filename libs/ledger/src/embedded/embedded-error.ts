/** What keeps a server of ours from starting; the message says what was found and what to do. */
export class EmbeddedServerError extends Error {
  readonly code = 'LEDGER.EMBEDDED_SERVER';
  readonly retry = 'ask';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
