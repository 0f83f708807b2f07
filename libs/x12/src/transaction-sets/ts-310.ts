import { defineSet } from './define.js';
import { ONE_BILL } from './one-bill.js';
import { SET_PURPOSE, purposeOf } from './purpose.js';

/** 310 Freight receipt and invoice: the copy of one bill of lading. B3 names the bill, V1 the vessel, R4 the places, N7 the containers. */
export const ts310 = defineSet({
  set: '310',
  gs01: ['IO'],
  common: ['V1', 'R4', 'DTM', 'N9', 'LX', 'M7', 'H1', 'H2', 'LH1', 'LH2', 'LH3'],
  memory: ONE_BILL.memory,
  own: {
    ...ONE_BILL.own,
    B2A: (draft, b2a) => { draft.purpose = purposeOf(SET_PURPOSE, 'B2A-01', b2a.text(1)) ?? draft.purpose; },
  },
});
