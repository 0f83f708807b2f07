import { reference } from '../facts/common-segments.js';
import { defineSet } from './define.js';

/** 418 Rail advance consist: the cars of a train on its way, each a W2, and what stands on them. Without containers in it, it finds no call. */
export const ts418 = defineSet({
  set: '418',
  gs01: ['IC'],
  common: ['LH1', 'LH2', 'LH3'],
  own: {
    BAX: (draft, bax) => draft.referenceOf(bax.text(3)),
    W2: (draft, w2) => {
      draft.container(w2.text(1), w2.text(2), w2.text(13), null, 'W202');
      draft.loadEmpty(w2.text(5));
    },
    // References of the car: bills and bookings of what it carries.
    REF: (draft, ref) => reference(draft, ref.text(1), ref.text(2)),
  },
});
