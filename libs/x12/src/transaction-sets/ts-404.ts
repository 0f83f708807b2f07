import { some } from '../facts/facts-draft.js';
import { defineSet } from './define.js';
import { RAIL_SHIPMENT } from './rail-shipment.js';

/** 404 Rail bill of lading: what a railway is to carry. It finds its call by the ocean bill and booking in N9, and by the containers in N7; BX-04 is its own number. */
export const ts404 = defineSet({
  set: '404',
  gs01: ['SR'],
  common: RAIL_SHIPMENT.common,
  own: {
    ...RAIL_SHIPMENT.own,
    BX: (draft, bx) => {
      draft.referenceOf(bx.text(4));
      // BX-01 is the transaction set's purpose.
      if (some(bx.text(1)) === '01') draft.purpose = { kind: 'cancel', element: 'BX-01', value: '01' };
    },
  },
});
