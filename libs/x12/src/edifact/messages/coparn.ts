import { defineMessage } from './define.js';

/** COPARN, announces or releases containers to a terminal, the kin of a 301. */
export const coparn = defineMessage({
  set: 'COPARN',
  common: ['BGM', 'TDT', 'LOC', 'DTM', 'RFF', 'EQD', 'MEA', 'SEL', 'DGS', 'FTX'],
});
