import { defineMessage } from './define.js';

/** COARRI, the terminal's report of what was loaded or discharged, the kin of a 322. */
export const coarri = defineMessage({
  set: 'COARRI',
  common: ['BGM', 'TDT', 'LOC', 'DTM', 'RFF', 'EQD', 'MEA', 'SEL', 'DGS', 'FTX'],
});
