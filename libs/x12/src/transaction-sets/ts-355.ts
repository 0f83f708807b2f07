import { billOf } from '../facts/bill-number.js';
import { openVid } from '../facts/common-segments.js';
import { some, type Bill } from '../facts/facts-draft.js';
import { defineSet } from './define.js';

/**
 * 355 Customs acceptance or rejection: repeats what of a manifest is wrong, each with its reason in K1. Its marks of amendment
 * are the manifest's, so it has no purpose of its own.
 */
export const ts355 = defineSet({
  set: '355',
  gs01: ['AZ', 'SO'],
  common: ['M10', 'P4', 'M7', 'H1', 'H2'],
  memory: (): { bill: Bill | null } => ({ bill: null }),
  own: {
    LX: (draft, _, memory) => { memory.bill = null; draft.leaveContainer(); },
    M13: (draft, m13, memory) => { memory.bill = draft.bill(billOf(some(m13.text(9)) ?? m13.text(1), m13.text(4))); },
    M11: (draft, m11, memory) => {
      memory.bill = draft.billIn(m11, 1, 12);
      draft.placeIn('L', 'K', m11, 2);
    },
    N9: (draft, n9, memory) => {
      if (n9.is(1, 'BN')) draft.bookingIn(n9, 2);
      else if (n9.is(1, 'BM') && memory.bill === null) memory.bill = draft.billIn(n9, 2);
    },
    M14: (draft, m14) => { draft.billIn(m14, 1, 7); },
    M20: (draft, m20) => { draft.container(m20.text(3), m20.text(4), m20.text(10), draft.billIn(m20, 2, 1), 'M2004'); },
    MBL: (draft, mbl) => { draft.billIn(mbl, 2, 1); },
    VID: (draft, vid, { bill }) => openVid(draft, vid, bill),
  },
});
