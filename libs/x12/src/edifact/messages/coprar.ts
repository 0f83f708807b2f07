import { defineMessage } from './define.js';

/** COPRAR, the order to load or discharge the containers it lists, from carrier to terminal. */
export const coprar = defineMessage({
  set: 'COPRAR',
  common: ['BGM', 'TDT', 'LOC', 'DTM', 'RFF', 'EQD', 'MEA', 'SEL', 'DGS', 'FTX'],
});
