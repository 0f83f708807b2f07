import type { ToldPlace } from '../../facts/draft-places.js';
import { COMMON, defineMessage } from './define.js';
import { placeDate, placeOf } from './vessel-and-places.js';

const CELL = '147';
/** The group of a box must have a reference, and most senders fill it with this. */
const NO_BILL = '1';
/** Arrival and departure as 2005 codes: estimated arrival is at the next port, the rest where the plan was made. */
const AT_NEXT_PORT = '132';

/** Behind the first cell everything is about boxes; before it, the plan's ports by what they are to it (3227). */
interface Memory { inCells: boolean; ports: Map<string, ToldPlace> }

/**
 * BAPLIE, the bay plan: the whole ship between two ports, the kin of a 324. LOC+147 opens a box before its EQD names it.
 * Departure (5) and next port (61) come together and their dates after both, so each date is given to its own.
 */
export const baplie = defineMessage<Memory>({
  set: 'BAPLIE',
  common: ['BGM', 'TDT', 'EQD', 'MEA', 'SEL', 'DGS', 'FTX'],
  memory: () => ({ inCells: false, ports: new Map() }),
  own: {
    LOC: ({ draft, equipment, memory }, loc) => {
      if (loc.part(1) === CELL) {
        memory.inCells = true;
        draft.leavePlace();
        equipment.cell();
      } else if (!memory.inCells) {
        const place = placeOf(loc);
        if (!place) return;
        memory.ports.set(loc.part(1), place);
        draft.placeAt(place);
      }
    },
    DTM: ({ draft, memory }, dtm) => {
      if (memory.inCells) return;
      const port = memory.ports.get(dtm.part(1) === AT_NEXT_PORT ? '61' : '5');
      if (!port) return;
      draft.placeAt(port);
      placeDate(draft, dtm);
    },
    RFF: (reading, rff) => {
      if (rff.part(1) === 'BM' && rff.part(1, 2) === NO_BILL) return;
      COMMON.RFF(reading, rff);
    },
  },
});
