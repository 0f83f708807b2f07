import { COMMON } from '../facts/common-segments.js';
import { some, type Bill, type FactsDraft } from '../facts/facts-draft.js';
import { CORRECTION, purposeOf } from './purpose.js';
import type { SegmentElements } from '../reader/segment-elements.js';

interface Named { bill: Bill | null }

/** How the sets of the freight invoice kind (310, 312) tell the one bill they are about, and its containers. */
export const ONE_BILL = {
  memory: (): Named => ({ bill: null }),
  own: {
    B3: (draft: FactsDraft, b3: SegmentElements, memory: Named): void => {
      memory.bill = draft.bill(some(b3.text(3)) ?? b3.text(2));
      draft.scacOf(b3.text(11));
      draft.purpose = purposeOf(CORRECTION, 'B3-08', b3.text(8));
    },
    N7: (draft: FactsDraft, n7: SegmentElements, { bill }: Named): void => {
      COMMON.N7(draft, n7);
      draft.billOfContainer(bill);
    },
  },
};
