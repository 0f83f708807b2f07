import { loop, segment, type SetTable } from './set-table.js';

/** 324 Vessel stow plan: each N7 a box and its place on board. */
export const ts324: SetTable = {
  set: '324',
  source: 'Order, loops and repeats: Inteligenz/X12Parser 324-4010 and bots-grammars 4010, 5030, which agree; X12.md section 3 '
    + '(V4, the stow position, is mandatory for each box from 004010 on).',
  body: [
    segment('V1', 'M', 1),
    loop('R4', 'M', 20, [segment('DTM', 'O', 15)]),
    loop('N7', 'M', 9999, [
      segment('M7', 'O', 5),
      segment('ED', 'O', 1),
      segment('NA', 'O', 2),
      segment('V4', 'M', 1),
      segment('R4', 'O', 9),
      segment('W09', 'O', 1),
      segment('H3', 'O', 6),
      segment('H1', 'O', 4),
      segment('N9', 'O', 10),
    ]),
  ],
};
