import { openN7, reference } from '../facts/common-segments.js';
import { some, type Bill } from '../facts/facts-draft.js';
import { defineSet } from './define.js';

/**
 * 350 Customs status: a release or a hold. Imports: M10 names the vessel, each P4 a port, V9 what happened to the ship and X4
 * what happened to a bill. Exports: BA1 instead of M10 and P4.
 */
export const ts350 = defineSet({
  set: '350',
  gs01: ['AU', 'SO'],
  common: ['M10', 'P4', 'N9', 'VID', 'M7'],
  memory: (): { bill: Bill | null } => ({ bill: null }),
  own: {
    V9: (draft, v9) => draft.statusOf(v9.text(1), 'V9-01'),
    // X4-08 is the consolidator's bill below the carrier's in X4-01; X4-14 is the FIRMS code of where the goods lie.
    X4: (draft, x4, memory) => {
      draft.leaveContainer();
      memory.bill = draft.billIn(x4, 1, 9);
      draft.billIn(x4, 8, 10);
      draft.statusOf(x4.text(7), 'X4-07');
      if (some(x4.text(12)) !== null) draft.container(x4.text(11), x4.text(12), undefined, memory.bill, 'X412');
      const firms = some(x4.text(14));
      if (firms !== null) draft.placeAt({ role: 'X4', qualifier: 'FR', code: firms, firms });
      if (some(x4.text(16)) !== null) reference(draft, x4.text(15), x4.text(16));
    },
    N7: (draft, n7, { bill }) => openN7(draft, n7, bill),
    // 5010 and later dropped three elements in the middle of BA1: the vessel's name moved from 15 to 12, the carrier from 13 to 10.
    BA1: (draft, ba1) => {
      const early = ba1.last >= 13;
      draft.referenceOf(ba1.text(5));
      draft.scacOf(ba1.text(early ? 13 : 10));
      draft.vessel(undefined, undefined, ba1.text(early ? 15 : 12));
    },
  },
});
