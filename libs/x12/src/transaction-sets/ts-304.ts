import { COMMON, placeOf } from '../facts/common-segments.js';
import { localTime } from '../facts/local-time.js';
import type { Bill } from '../facts/facts-draft.js';
import { defineSet } from './define.js';
import { SET_PURPOSE, purposeOf } from './purpose.js';

interface Memory { bill: Bill | null; sailing: string | null; arrival: string | null }

/** 304 Shipping instructions: what the bill of lading is to say. N9 names booking and bill, B2-04 is the instruction's own number. */
export const ts304 = defineSet({
  set: '304',
  gs01: ['SO'],
  common: ['V1', 'DTM', 'LX', 'M7', 'H1', 'H2', 'LH1', 'LH2', 'LH3'],
  memory: (): Memory => ({ bill: null, sailing: null, arrival: null }),
  own: {
    B2: (draft, b2) => {
      draft.scacOf(b2.text(2));
      draft.referenceOf(b2.text(4));
    },
    B2A: (draft, b2a) => { draft.purpose = purposeOf(SET_PURPOSE, 'B2A-01', b2a.text(1)); },
    // V3 dates the sailing and the arrival; a DTM of the port itself goes before it.
    V3: (_, v3, memory) => {
      memory.sailing = localTime(v3.text(2), undefined);
      memory.arrival = localTime(v3.text(4), undefined);
    },
    R4: (draft, r4, { sailing, arrival }) => {
      const place = placeOf(r4);
      draft.placeAt({ ...place, etdLocal: place.role === 'L' ? sailing : null, etaLocal: place.role === 'D' ? arrival : null });
    },
    // Named in the head it is the bill of all containers, below a container of that one.
    N9: (draft, n9, memory) => {
      if (n9.text(1) !== 'BM') COMMON.N9(draft, n9);
      else if (draft.inContainer) draft.billOfContainer(draft.bill(n9.text(2)));
      else memory.bill ??= draft.bill(n9.text(2));
    },
    N7: (draft, n7, { bill }) => {
      COMMON.N7(draft, n7);
      draft.billOfContainer(bill);
    },
  },
});
