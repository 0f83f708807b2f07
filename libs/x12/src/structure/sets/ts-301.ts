import { railHazmat } from './rail-hazmat.js';
import { loop, segment, type SetTable } from './set-table.js';

/** 301 Booking confirmation. The vessel (V1) comes last. */
export const ts301: SetTable = {
  set: '301',
  source: 'Order, loops and repeats: Inteligenz/X12Parser 301-4010 and bots-grammars 4010, 5030, which agree; X12.md section 3.',
  body: [
    segment('B1', 'M', 1),
    segment('G61', 'O', 3),
    segment('Y6', 'O', 2),
    segment('Y3', 'M', 1),
    loop('Y4', 'O', 10, [segment('W09', 'O', 1)]),
    segment('N9', 'O', 100),
    segment('R2A', 'O', 25),
    loop('N1', 'O', 4, [segment('N2', 'O', 1), segment('N3', 'O', 2), segment('N4', 'O', 1), segment('G61', 'O', 3)]),
    loop('R4', 'M', 20, [segment('DTM', 'O', 15)]),
    segment('W09', 'O', 1),
    segment('H3', 'O', 6),
    segment('EA', 'O', 5),
    loop('LX', 'M', 999, [
      segment('N7', 'O', 1),
      segment('W09', 'O', 1),
      segment('K1', 'O', 10),
      segment('L0', 'O', 1),
      segment('L5', 'O', 1),
      segment('L4', 'O', 1),
      segment('L1', 'O', 1),
      loop('H1', 'O', 10, [segment('H2', 'O', 10)]),
      railHazmat(100),
    ]),
    segment('V1', 'O', 2),
    segment('V9', 'O', 10),
  ],
};
