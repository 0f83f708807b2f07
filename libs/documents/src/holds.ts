import { sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** Parked: the vessel call it is for is no longer what it was. It goes on when the call stands again, moves to a known place, or a person says so. */
export const CALL_HOLDS = ['call-omitted', 'call-blanked', 'call-slid', 'call-cut', 'call-elsewhere'] as const;
export type CallHold = (typeof CALL_HOLDS)[number];

/** No path that opens and no time that passes lets these go: only an act does. */
const HELD_FAST: readonly string[] = ['person', ...CALL_HOLDS];

export const isParked = (held: string | null): boolean => (CALL_HOLDS as readonly (string | null)[]).includes(held);
export const isHeldFast = (held: string | null): boolean => held !== null && HELD_FAST.includes(held);

/** The same, asked of rows. */
export const notHeldFast = (held: AnyPgColumn | SQL): SQL => sql`coalesce(${held}, '') not in ('person', 'call-omitted', 'call-blanked', 'call-slid', 'call-cut', 'call-elsewhere')`;
