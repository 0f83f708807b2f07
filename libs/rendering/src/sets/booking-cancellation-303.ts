import { joined } from '../draft.js';
import { common } from '../segments/index.js';
import { openBooking } from './booking-header.js';
import { defineSet } from './set-reader.js';

/** 303, booking cancellation: B1 Y6 Y5 V9 N9. It cancels whatever B1-04 says, which some senders leave as it was; so that stands first. */
export const bookingCancellation303 = defineSet({
  set: '303',
  sharedLines: false,
  handlers: {
    ...common,
    B1: (draft, b1) => {
      draft.fact('purpose', draft.words.say('cancelsBooking'));
      openBooking(draft, b1);
    },
    Y5: (draft, y5) => {
      draft.fact('bookingCancelled', y5.at(1));
      draft.fact('carrierScac', draft.facts.some(({ value }) => value === y5.at(2)) ? '' : y5.peek(2));
    },
    Y6: (draft, y6) => { draft.fact('authentication', joined([y6.at(2), y6.at(1), draft.words.date(y6.at(3))])); },
  },
});
