import { COMMON } from '../facts/common-segments.js';
import { defineSet } from './define.js';

/**
 * 990 Response to a load tender: a trucker takes a move, or does not. B1-01 is the trucker, not the ocean carrier; B1-02 the
 * tender's own number, in which many lines write their booking, so that it is asked as one.
 */
export const ts990 = defineSet({
  set: '990',
  gs01: ['GF'],
  common: ['N7'],
  own: {
    B1: (draft, b1) => {
      draft.referenceOf(b1.text(2));
      draft.booking(b1.text(2));
      draft.statusOf(b1.text(4), 'B1-04');
    },
    N9: (draft, n9) => {
      draft.leaveContainer();
      COMMON.N9(draft, n9);
    },
  },
});
