import { COMMON } from '../facts/common-segments.js';
import { some } from '../facts/facts-draft.js';
import { defineSet } from './define.js';
import { SET_PURPOSE, purposeOf } from './purpose.js';

/** 310 Freight receipt and invoice: the copy of one bill of lading. B3 names the bill, V1 the vessel, R4 the places, N7 the containers. */
export const ts310 = defineSet({
  set: '310',
  gs01: ['IO'],
  common: ['V1', 'R4', 'DTM', 'N9', 'LX', 'M7', 'H1', 'H2'],
  own: () => {
    let named: string | null = null;
    return {
      B3: (draft, b3) => {
        named = some(b3[3]) ?? some(b3[2]);
        if (named !== null) draft.bill(named);
        draft.scacOf(b3[11]);
      },
      B2A: (draft, b2a) => { draft.purpose = purposeOf(SET_PURPOSE, 'B2A-01', b2a[1]); },
      N7: (draft, n7) => {
        COMMON.N7(draft, n7);
        draft.billOfContainer(named);
      },
    };
  },
});
