import { sql } from 'drizzle-orm';
import { document, type Transaction } from '#ledger';
import type { CallChange } from './call-change.js';
import type { Journey } from './journey.js';
import { releaseByCall } from './map-addressee.js';
import { matchEarlier } from './match-earlier.js';
import { redate } from './redate.js';
import { retarget } from './retarget.js';

/**
 * What follows for documents when a call is reported anew, in this order: those that came before it find it, and go where it is if nothing else said where; those whose call went
 * elsewhere follow it or are parked, and due times that stand on its times move.
 */
export async function callChanged(journey: Journey, tx: Transaction, change: CallChange): Promise<{ matched: number; moved: number; redated: number }> {
  const matched = await matchEarlier(journey, tx, change);
  await releaseByCall(journey, tx, sql`exists (select 1 from document_call c where c.document_id = ${document.id} and c.call_id = ${change.after.id})`, { actor: change.after.source, at: change.at });
  const moved = await retarget(journey, tx, change);
  const redated = await redate(journey, tx, change);
  return { matched, moved, redated };
}
