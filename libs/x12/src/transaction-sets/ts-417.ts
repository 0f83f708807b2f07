import { defineSet } from './define.js';
import { RAIL_SHIPMENT } from './rail-shipment.js';

/** 417 Rail waybill: one railway tells another what it hands over. As a 404, it finds its call by N9 and N7; the waybill's number stands in N8. */
export const ts417 = defineSet({
  set: '417',
  gs01: ['WB'],
  common: RAIL_SHIPMENT.common,
  own: {
    ...RAIL_SHIPMENT.own,
    N8: (draft, n8) => draft.referenceOf(n8.text(1)),
  },
});
