import { billOf } from '../facts/bill-number.js';
import { COMMON, openVid } from '../facts/common-segments.js';
import { some, type Bill } from '../facts/facts-draft.js';
import { kilogramsIn } from '../facts/weight.js';
import { defineSet } from './define.js';
import { MANIFEST_TYPE, purposeOf } from './purpose.js';

/**
 * 309 Customs manifest. M10 names vessel and voyage, each P4 a US port, each LX/M11 a bill with its containers (VID).
 * GS01 is SO up to 004020 and AQ later; partners send both under 4010.
 */
export const ts309 = defineSet({
  set: '309',
  gs01: ['SO', 'AQ'],
  common: ['P4', 'M7', 'H1', 'H2'],
  memory: (): { bill: Bill | null; amended: { number: string | null; bill: Bill | null } | null } => ({ bill: null, amended: null }),
  own: {
    M10: (draft, m10) => {
      COMMON.M10(draft, m10);
      draft.purpose = purposeOf(MANIFEST_TYPE, 'M10-09', m10.text(9));
    },
    LX: (draft, _, memory) => { memory.bill = null; memory.amended = null; draft.leaveContainer(); },
    // Amendment lines change single bills, whatever M10-09 calls the whole. M13-09 is the bill's issuer, M13-01 the vessel's operator.
    M13: (draft, m13, memory) => {
      memory.bill = draft.bill(billOf(some(m13.text(9)) ?? m13.text(1), m13.text(4)));
      memory.amended = { number: some(m13.text(4)), bill: memory.bill };
      draft.purpose = { kind: 'amendment', element: 'M13-03', value: some(m13.text(3)) ?? '' };
    },
    M11: (draft, m11, memory) => {
      draft.leaveContainer();
      // Without its issuer it is the bill of the M13 before it, when that is its number: not one more.
      const { amended } = memory;
      const same = amended !== null && some(m11.text(12)) === null && some(m11.text(1)) === amended.number;
      memory.bill = same ? amended.bill : draft.billIn(m11, 1, 12);
      memory.amended = null;
      draft.placeIn('L', 'K', m11, 2);
    },
    // References of one bill: its booking, and its number where no M11 told it.
    N9: (draft, n9, memory) => {
      if (n9.is(1, 'BN')) draft.bookingIn(n9, 2);
      else if (n9.is(1, 'BM') && memory.bill === null) memory.bill = draft.billIn(n9, 2);
    },
    VID: (draft, vid, { bill }) => openVid(draft, vid, bill),
    N10: (draft, n10) => draft.addWeight(kilogramsIn(n10, 8, 7)),
  },
});
