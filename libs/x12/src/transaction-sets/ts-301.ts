import { defineSet } from './define.js';
import { RESERVATION_ACTION, purposeOf } from './purpose.js';

/** 301 Booking confirmation, copied to the load terminal as pre-advice. Y3-01 is the booking; V1 comes last, after the lines. */
export const ts301 = defineSet({
  set: '301',
  gs01: ['RO'],
  common: ['R4', 'DTM', 'N9', 'LX', 'N7', 'M7', 'H1', 'H2', 'V1'],
  own: () => ({
    B1: (draft, b1) => {
      draft.scacOf(b1[1]);
      draft.booking(b1[2]);
      draft.purpose = purposeOf(RESERVATION_ACTION, 'B1-04', b1[4]);
    },
    // The booking number proper; B1-02 is the carrier's shipment number and often, not always, the same.
    Y3: (draft, y3) => {
      draft.mainBooking(y3[1]);
      draft.scacOf(y3[2]);
    },
  }),
});
