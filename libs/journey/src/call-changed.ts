import type { Transaction } from '#ledger';
import type { CallChange } from './call-change.js';
import type { Journey } from './journey.js';
import { matchEarlier } from './match-earlier.js';
import { redate } from './redate.js';
import { retarget } from './retarget.js';

/**
 * What follows for documents when a call is reported anew, in this order: those that came before it find it, those whose call went
 * elsewhere follow it or are parked, and due times that stand on its times move.
 */
export async function callChanged(journey: Journey, tx: Transaction, change: CallChange): Promise<{ matched: number; moved: number; redated: number }> {
  const matched = await matchEarlier(journey, tx, change);
  const moved = await retarget(journey, tx, change);
  const redated = await redate(journey, tx, change);
  return { matched, moved, redated };
}
