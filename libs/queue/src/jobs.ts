/**
 * Every job there is, and what it carries: ids only. What is to be done, to whom and by when stands in the ledger, so
 * that Redis can be wiped and an old job is harmless.
 */
export interface Jobs {
  /** deliver what waits of one interchange for this lane's endpoint */
  deliver: { interchangeId: number };
  /** proves that the lane is consumed: its age is the lane's pulse */
  canary: { number: number };
}

export type JobName = keyof Jobs;
export type Handlers = { [Name in JobName]: (payload: Jobs[Name], lane: string, signal: AbortSignal) => Promise<void> };

/** Names whose handler is missing or superfluous; a worker refuses to start while there are any. */
export function unhandled(handlers: Partial<Handlers>): string[] {
  const known: Record<JobName, true> = { deliver: true, canary: true };
  const missing = Object.keys(known).filter((name) => !(name in handlers)).map((name) => `${name}: no handler`);
  const surplus = Object.keys(handlers).filter((name) => !(name in known)).map((name) => `${name}: no such job`);
  return [...missing, ...surplus];
}
