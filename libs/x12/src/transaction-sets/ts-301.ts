import { placeOf } from '../facts/common-segments.js';
import { localTime } from '../facts/local-time.js';
import { defineSet } from './define.js';
import { RESERVATION_ACTION, purposeOf } from './purpose.js';

/** 301 Booking confirmation, copied to the load terminal as pre-advice. Y3-01 is the booking; V1 comes last, after the lines. */
export const ts301 = defineSet({
  set: '301',
  gs01: ['RO'],
  common: ['DTM', 'N9', 'LX', 'N7', 'M7', 'H1', 'H2', 'LH1', 'LH2', 'LH3', 'V1'],
  memory: (): { sailing: string | null; arrival: string | null } => ({ sailing: null, arrival: null }),
  own: {
    B1: (draft, b1) => {
      draft.scacOf(b1.text(1));
      draft.booking(b1.text(2));
      draft.purpose = purposeOf(RESERVATION_ACTION, 'B1-04', b1.text(4));
    },
    // The booking number proper; B1-02 is the carrier's shipment number and often, not always, the same.
    Y3: (draft, y3, memory) => {
      draft.mainBooking(y3.text(1));
      draft.scacOf(y3.text(2));
      memory.sailing = localTime(y3.text(3), undefined);
      memory.arrival = localTime(y3.text(4), undefined);
    },
    // Empties may be picked up under a number of their own.
    Y4: (draft, y4) => {
      draft.booking(y4.text(1));
      draft.booking(y4.text(2));
    },
    // Y3 dates the sailing and the arrival; a DTM of the port itself goes before it.
    R4: (draft, r4, { sailing, arrival }) => {
      const place = placeOf(r4);
      draft.placeAt({ ...place, etdLocal: place.role === 'L' ? sailing : null, etaLocal: place.role === 'D' ? arrival : null });
    },
  },
});
