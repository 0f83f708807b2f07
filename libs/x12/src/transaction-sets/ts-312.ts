import { defineSet } from './define.js';
import { ONE_BILL } from './one-bill.js';

/** 312 Arrival notice: one bill, told as a 310 tells it, but without its B2A. */
export const ts312 = defineSet({
  set: '312',
  gs01: ['IO'],
  common: ['V1', 'R4', 'DTM', 'N9', 'LX', 'M7', 'H1', 'H2', 'LH1', 'LH2', 'LH3'],
  memory: ONE_BILL.memory,
  own: ONE_BILL.own,
});
