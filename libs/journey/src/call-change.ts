import type { call } from '#ledger';

type CallRow = typeof call.$inferSelect;

/** A call as it was, or null where it is new, and as it is now. */
export interface CallChange { before: CallRow | null; after: CallRow; at: Date }
