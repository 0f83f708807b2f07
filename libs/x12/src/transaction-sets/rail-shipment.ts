import { COMMON } from '../facts/common-segments.js';
import type { FactsDraft } from '../facts/facts-draft.js';
import type { SegmentElements } from '../reader/segment-elements.js';

/**
 * How the rail sets of one shipment (404, 417) tell what it is: references, ships by CM, equipment by N7. Where the goods are
 * known only by stations, no place is read: a port of CM is free text, and stands for a station too.
 * @source segment CM: 01 voyage, 05 booking, 06 carrier, 09 vessel's name
 */
export const RAIL_SHIPMENT = {
  common: ['N9', 'N7', 'M7', 'H1', 'H2', 'LH1', 'LH2', 'LH3'],
  own: {
    CM: (draft: FactsDraft, cm: SegmentElements): void => {
      if (draft.vessel(undefined, undefined, cm.text(9), null)) draft.voyageOf(cm.text(1));
      draft.booking(cm.text(5));
    },
    // Dangerous goods stand at the end, not below their car.
    LS: (draft: FactsDraft): void => draft.leaveContainer(),
  },
} as const satisfies { common: readonly (keyof typeof COMMON)[]; own: Record<string, (draft: FactsDraft, elements: SegmentElements) => void> };
