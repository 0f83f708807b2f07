import { defineSet } from './define.js';
import { RESERVATION_ACTION, purposeOf } from './purpose.js';

/** 303 Booking cancellation: B1 and Y5, no vessel. It cancels whatever B1-04 says, which some senders leave as it was. */
export const ts303 = defineSet({
  set: '303',
  gs01: ['RO'],
  common: ['N9'],
  own: {
    B1: (draft, b1) => {
      const said = purposeOf(RESERVATION_ACTION, 'B1-04', b1.text(4));
      draft.scacOf(b1.text(1));
      draft.booking(b1.text(2));
      draft.purpose = said?.kind === 'cancel' ? said : { kind: 'cancel', element: 'ST01', value: '303' };
    },
    Y5: (draft, y5) => draft.mainBooking(y5.text(1)),
  },
});
