import { COMMON } from '../facts/common-segments.js';
import { defineSet } from './define.js';

/** Ocean codes of element 91. A trucker's SCAC in TD5 is not the ocean carrier's. */
const BY_SEA = new Set(['O', 'Q', 'S', 'BB', 'VE']);

/**
 * 317 Delivery or pick-up order: hand these goods to whom it names. It has no segment for the vessel, and finds its call by
 * bill, booking and container; a voyage or a vessel's name may ride in N9.
 */
export const ts317 = defineSet({
  set: '317',
  gs01: ['SO'],
  common: ['H1'],
  own: {
    N1: (draft, n1) => { if (n1.text(1) === 'CA' && n1.text(3) === '2') draft.scacOf(n1.text(4)); },
    N9: (draft, n9) => {
      switch (n9.text(1)) {
        case 'DO': case 'P8': draft.referenceOf(n9.text(2)); break;
        // A forwarder's order may name his own bill and the carrier's above it.
        case 'MB': draft.bill(n9.text(2)); break;
        case 'V3': draft.voyageOf(n9.text(2)); break;
        case 'WU': case 'ABS': draft.vessel(undefined, undefined, n9.text(2)); break;
        default: COMMON.N9(draft, n9);
      }
    },
    TD5: (draft, td5) => { if (td5.text(2) === '2' && BY_SEA.has(td5.text(4))) draft.scacOf(td5.text(3)); },
    L0: (draft) => draft.leaveContainer(),
  },
});
