/**
 * BullMQ's priority: 1 … 2,097,151, lower first; 0 or none would overtake everything. Ours is minutes from an epoch to the
 * effective due time: a fixed number that need not be touched as time passes, so a waiting document ages by standing still.
 *
 * The range is almost four years from the epoch. Re-base: when the clock is within a year of its end, raise EPOCH and wipe
 * the lanes: the feeder fills them again from the ledger, in the new numbers.
 */
const EPOCH = Date.parse('2026-01-01T00:00:00Z');
export const HIGHEST = 1;
export const LOWEST = 2_097_151;

/** @param effectiveDueAt  instant @param epoch  ms; a replayed story hands in its own */
export function priorityOf(effectiveDueAt: Date, epoch = EPOCH): number {
  const minutes = Math.floor((effectiveDueAt.getTime() - epoch) / 60_000);
  return Math.min(LOWEST, Math.max(HIGHEST + 1, minutes));
}

/** A story that is replayed in the past needs an epoch of its own, or every document would be equally urgent. */
export function epochFor(now: Date): number {
  return now.getTime() < EPOCH + 365 * 86_400_000 ? Math.min(EPOCH, Date.UTC(now.getUTCFullYear() - 1, 0, 1)) : EPOCH;
}
