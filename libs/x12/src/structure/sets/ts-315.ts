import { loop, segment, type SetTable } from './set-table.js';

/** 315 Ocean status. */
export const ts315: SetTable = {
  set: '315',
  source: 'Order, loops and repeats: Inteligenz/X12Parser 315-4010 and bots-grammars 4010, 5030, which agree; X12.md section 3.',
  body: [
    segment('B4', 'M', 1),
    segment('N9', 'O', 30),
    segment('Q2', 'O', 1),
    segment('SG', 'O', 15),
    loop('R4', 'M', 20, [segment('DTM', 'O', 15)]),
    segment('V9', 'O', 10),
  ],
};
