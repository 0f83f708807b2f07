import { railHazmat } from './rail-hazmat.js';
import { loop, segment, type SetTable } from './set-table.js';

/** 322 Terminal operations and intermodal ramp activity: each N7 a box and what happened to it. */
export const ts322: SetTable = {
  set: '322',
  source: 'Order, loops and repeats: Inteligenz/X12Parser 322-4010 and bots-grammars 4010, 5030, which agree; X12.md section 3.',
  body: [
    segment('ZC1', 'O', 1),
    segment('Q5', 'M', 1),
    loop('N7', 'M', 1000, [
      segment('V4', 'O', 1),
      segment('DTM', 'O', 2),
      segment('M7', 'O', 5),
      segment('W09', 'O', 1),
      segment('W2', 'O', 1),
      segment('NA', 'O', 30),
      segment('GR5', 'O', 10),
      segment('Y7', 'O', 1),
      segment('V1', 'O', 1),
      loop('R4', 'M', 20, [segment('DTM', 'O', 15)]),
      segment('H3', 'O', 6),
      loop('N1', 'O', 10, [segment('N3', 'O', 2), segment('N4', 'O', 1)]),
      segment('K1', 'O', 2),
      segment('N9', 'O', 10),
      loop('L0', 'O', 999, [segment('L5', 'O', 1), segment('H1', 'O', 3), railHazmat(1000)]),
      segment('L3', 'O', 2),
    ]),
  ],
};
