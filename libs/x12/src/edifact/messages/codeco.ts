import { defineMessage } from './define.js';
import { location } from './vessel-and-places.js';

const GATE = '165';

/** CODECO, the terminal's gate report, the kin of a 322. Its header names no place: the gate is told under each container. */
export const codeco = defineMessage({
  set: 'CODECO',
  common: ['BGM', 'TDT', 'DTM', 'RFF', 'EQD', 'MEA', 'SEL', 'DGS', 'FTX'],
  own: {
    LOC: ({ draft, equipment }, loc) => {
      if (equipment.isOpen && loc.part(1) !== GATE) return;
      location(draft, loc);
      if (equipment.isOpen) draft.leavePlace();
    },
  },
});
