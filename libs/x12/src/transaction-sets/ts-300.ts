import { placeOf } from '../facts/common-segments.js';
import { localTime } from '../facts/local-time.js';
import { defineSet } from './define.js';
import { RESERVATION_ACTION, purposeOf } from './purpose.js';

/** 300 Booking request. B1 names the booking, Y1 the sailing asked for; V1 comes last, after the lines, as in the 301 that answers it. */
export const ts300 = defineSet({
  set: '300',
  gs01: ['RO'],
  common: ['DTM', 'N9', 'LX', 'N7', 'M7', 'H1', 'H2', 'LH1', 'LH2', 'LH3', 'V1'],
  memory: (): { sailing: string | null } => ({ sailing: null }),
  own: {
    B1: (draft, b1) => {
      draft.scacOf(b1.text(1));
      draft.booking(b1.text(2));
      draft.purpose = purposeOf(RESERVATION_ACTION, 'B1-04', b1.text(4));
    },
    Y1: (draft, y1, memory) => {
      memory.sailing = localTime(y1.text(1), undefined);
      draft.scacOf(y1.text(3));
    },
    R4: (draft, r4, { sailing }) => {
      const place = placeOf(r4);
      draft.placeAt({ ...place, etdLocal: place.role === 'L' ? sailing : null });
    },
  },
});
