import { billOf } from '../facts/bill-number.js';
import { COMMON, openVid } from '../facts/common-segments.js';
import { some } from '../facts/facts-draft.js';
import { kilograms } from '../facts/weight.js';
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
  memory: (): { bill: string | null } => ({ bill: null }),
  own: {
    M10: (draft, m10) => {
      COMMON.M10(draft, m10);
      draft.purpose = purposeOf(MANIFEST_TYPE, 'M10-09', m10[9]);
    },
    LX: (draft, _, memory) => { memory.bill = null; draft.leaveContainer(); },
    // Amendment lines change single bills, whatever M10-09 calls the whole. M13-09 is the bill's issuer, M13-01 the vessel's operator.
    M13: (draft, m13, memory) => {
      memory.bill = draft.bill(billOf(some(m13[9]) ?? m13[1], m13[4]));
      draft.purpose = { kind: 'amendment', element: 'M13-03', value: some(m13[3]) ?? '' };
    },
    M11: (draft, m11, memory) => {
      draft.leaveContainer();
      memory.bill = draft.bill(billOf(m11[12], m11[1]));
      const lading = some(m11[2]);
      if (lading !== null) draft.placeAt({ role: 'L', qualifier: 'K', code: lading });
    },
    // References of one bill: its booking, and its number where no M11 told it.
    N9: (draft, n9, memory) => {
      if (n9[1] === 'BN') draft.booking(n9[2]);
      else if (n9[1] === 'BM' && memory.bill === null) memory.bill = draft.bill(n9[2]);
    },
    VID: (draft, vid, { bill }) => openVid(draft, vid, bill),
    N10: (draft, n10) => draft.addWeight(kilograms(n10[8], n10[7])),
  },
});
