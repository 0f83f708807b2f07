import type { Transaction } from '#ledger';
import type { CallChange } from './call-change.js';
import type { Journey } from './journey.js';

/** Documents whose call was omitted, blanked, slid, cut or moved to another place: to be built. */
export function retarget(_journey: Journey, _tx: Transaction, _change: CallChange): Promise<number> {
  return Promise.resolve(0);
}
