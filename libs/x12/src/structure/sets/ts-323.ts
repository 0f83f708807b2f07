import { loop, segment, type SetTable } from './set-table.js';

/** 323 Vessel schedule and itinerary: each R4 a port of the voyage with its events. */
export const ts323: SetTable = {
  set: '323',
  source: 'Order, loops and repeats: Inteligenz/X12Parser 323-4010 and bots-grammars 4010, 5030, which agree; X12.md section 3.',
  body: [
    segment('V1', 'M', 1),
    segment('K1', 'O', 2),
    loop('R4', 'M', 999, [segment('DTM', 'O', 15), segment('V9', 'M', 5)]),
  ],
};
